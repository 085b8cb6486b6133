import type { Graph, GraphNode } from '../graph/ir.ts';
import type { ModelFile } from '../records/model-file.ts';
import { rasteriseKernel, type ChannelPattern } from './planted-kernels.ts';
import { OKLAB, oklabNodes } from './planted-oklab.ts';
import type { ProbedGroup } from './transformation-grid.ts';

/** A unit computes relu(gain · (⟨pattern, input⟩ − threshold)), 1 being the pattern's largest product. */
export interface PlantedUnit {
  readonly pattern: ChannelPattern;
  readonly gain: number;
  readonly threshold: number;
}

/** A layer that reads pixels directly. */
export interface PlantedLayer {
  readonly name: string;
  /** Odd number of pixels a side of the kernels. */
  readonly size: number;
  readonly units: readonly PlantedUnit[];
}

/** Where a member of a planted family is. */
export interface PlantedMember {
  readonly layer: string;
  readonly unit: number;
  /** In steps of the group's grid along every axis, up to one element common to the family. */
  readonly element: readonly number[];
}

/** A network with exact symmetry built in, and what is to be found in it. */
export interface PlantedNetwork {
  readonly group: ProbedGroup;
  /** The group, and what tells networks of one group apart. */
  readonly name: string;
  /** What was planted, in words. */
  readonly description: string;
  readonly graph: Graph;
  readonly input: ModelFile['input'];
  /** In the order of the network. */
  readonly layers: readonly string[];
  readonly families: readonly (readonly PlantedMember[])[];
  /** Elements that leave every member as it is, the identity among them. */
  readonly stabiliser: readonly (readonly number[])[];
  /** Units that belong to no family. */
  readonly others: number;
}

/** What the kernels read: pixels in −127.5 … 127.5, or lightness, a and b. */
export type PlantedColours = 'rgb' | 'oklab';

/** Magnitude of an input channel that counts as 1: the largest of a pixel, a common one of a and b. */
const REACH: Readonly<Record<PlantedColours, number>> = { rgb: 127.5, oklab: 0.1 };

export function plantedInput(size: number): ModelFile['input'] {
  return { name: 'data', size: [size, size], channels: 'rgb', mean: [127.5, 127.5, 127.5] };
}

/** Layers side by side, each a convolution of the pixels at stride 1 without padding, and its ReLU. */
export function plantedGraph(
  layers: readonly PlantedLayer[],
  colours: PlantedColours,
  inputSize: number,
): Graph {
  const source = colours === 'rgb' ? 'data' : OKLAB;
  return {
    nodes: [
      { name: 'data', inputs: [], operation: { kind: 'input', shape: [inputSize, inputSize, 3] } },
      ...(colours === 'rgb' ? [] : oklabNodes('data')),
      ...layers.flatMap((layer) => layerNodes(layer, source, REACH[colours])),
    ],
  };
}

function layerNodes(
  { name, size, units }: PlantedLayer,
  source: string,
  reach: number,
): readonly GraphNode[] {
  const area = size * size * 3;
  const kernel = new Float32Array(area * units.length);
  const bias = new Float32Array(units.length);
  units.forEach(({ pattern, gain, threshold }, unit) => {
    const weights = rasteriseKernel(pattern, size, 3);
    const largest = weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
    for (let at = 0; at < area; at++) {
      kernel[at * units.length + unit] = (gain * weights[at]!) / (largest * reach);
    }
    bias[unit] = -gain * threshold;
  });
  return [
    {
      name: `${name}/preactivation`,
      inputs: [source],
      operation: {
        kind: 'convolution',
        window: {
          size: [size, size],
          stride: [1, 1],
          padding: { top: 0, bottom: 0, left: 0, right: 0 },
        },
        groups: 1,
        kernel: { shape: [size, size, 3, units.length], data: kernel },
        bias: { shape: [units.length], data: bias },
      },
    },
    { name, inputs: [`${name}/preactivation`], operation: { kind: 'relu' } },
  ];
}
