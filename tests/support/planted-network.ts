import { rotatePoint } from '../../pipeline/actions/planar.ts';
import type { Graph } from '../../pipeline/graph/ir.ts';
import type { ModelFile } from '../../pipeline/records/model-file.ts';

/**
 * A kernel as a function of the plane: the weight at (x, y), in pixels from the kernel's centre, x to
 * the right and y down, for colour channel 0, 1 or 2. Being a function, it turns without any
 * interpolation.
 */
export type KernelPattern = (x: number, y: number, channel: number) => number;

/** The pattern with its content turned clockwise on the screen: (g·f)(p) = f(g⁻¹ p). */
export function turned(pattern: KernelPattern, degrees: number): KernelPattern {
  return (x, y, channel) => pattern(...rotatePoint(x, y, -degrees), channel);
}

export interface PlantedUnit {
  readonly pattern: KernelPattern;
  readonly gain: number;
  readonly bias?: number;
}

/** Inputs arrive as −127.5 … 127.5 around the stimuli's mid-grey. */
export const plantedInput: ModelFile['input'] = {
  name: 'data',
  size: [64, 64],
  channels: 'rgb',
  mean: [127.5, 127.5, 127.5],
};

/** Name of the only layer: a convolution and its ReLU. */
export const plantedLayer = 'planted';

const KERNEL = 21;
const STRIDE = 2;
const PADDING = 3;

/**
 * A network of one layer whose unit u computes relu(bias + gain · ⟨pattern, pixels / 127.5⟩). Stride
 * and padding put the receptive-field centres off the middle of the map, as they lie in real networks.
 */
export function plantedNetwork(units: readonly PlantedUnit[]): Graph {
  const kernel = new Float32Array(KERNEL * KERNEL * 3 * units.length);
  const half = (KERNEL - 1) / 2;
  let place = 0;
  for (let y = -half; y <= half; y++) {
    for (let x = -half; x <= half; x++) {
      for (let channel = 0; channel < 3; channel++) {
        for (const { pattern, gain } of units) {
          kernel[place++] = (gain * pattern(x, y, channel)) / 127.5;
        }
      }
    }
  }
  return {
    nodes: [
      { name: 'data', inputs: [], operation: { kind: 'input', shape: [...plantedInput.size, 3] } },
      {
        name: `${plantedLayer}/preactivation`,
        inputs: ['data'],
        operation: {
          kind: 'convolution',
          window: {
            size: [KERNEL, KERNEL],
            stride: [STRIDE, STRIDE],
            padding: { top: PADDING, bottom: PADDING, left: PADDING, right: PADDING },
          },
          groups: 1,
          kernel: { shape: [KERNEL, KERNEL, 3, units.length], data: kernel },
          bias: {
            shape: [units.length],
            data: Float32Array.from(units, ({ bias }) => bias ?? 0),
          },
        },
      },
      {
        name: plantedLayer,
        inputs: [`${plantedLayer}/preactivation`],
        operation: { kind: 'relu' },
      },
    ],
  };
}
