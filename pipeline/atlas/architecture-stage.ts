import { branchOfUnit, channelSource, layerBranches } from '../graph/branches.ts';
import type { Graph } from '../graph/ir.ts';
import { receptiveField } from '../graph/receptive-field.ts';
import { inferShapes } from '../graph/shapes.ts';
import { nodeNamed } from '../graph/traverse.ts';
import type { Layer } from '../records/model.ts';
import { digestOf } from '../store/digest.ts';
import type { Stage, Task } from '../store/stage.ts';
import type { ModelFile } from '../records/model-file.ts';
import { jsonArtifact, PLAIN_BACKEND } from './json-artifact.ts';
import type { Resources } from './resources.ts';

/** What the graph alone tells of the covered layers. */
export interface Architecture {
  readonly parameters: number;
  readonly layers: readonly (Omit<Layer, 'probe' | 'unitsInFamilies'> & {
    /** sha256 of every unit's kernel and bias as little-endian float32. */
    readonly unitDigests: readonly string[];
  })[];
}

interface ArchitectureParameters extends Record<string, unknown> {
  readonly layers: readonly { readonly name: string; readonly alias: string }[];
  readonly inputSize: readonly [number, number];
}

export const architectureTaskId = 'architecture layers';
export const innerArchitectureTaskId = 'architecture inner layers';

export function architectureTask({ input, layers, weights }: ModelFile): Task {
  return {
    stage: 'architecture',
    subject: 'layers',
    parameters: { layers, inputSize: input.size } satisfies ArchitectureParameters,
    inputs: { weights: { digest: weights.tensorDigest } },
  };
}

/** The same of the layers that only get pictures; undefined where there is none. */
export function innerArchitectureTask(model: ModelFile): Task | undefined {
  const inner = model.innerLayers ?? [];
  if (inner.length === 0) return undefined;
  const layers = inner.map(({ name, alias }) => ({ name, alias }));
  return { ...architectureTask({ ...model, layers }), subject: 'inner layers' };
}

export const architectureStage: Stage<Resources> = {
  name: 'architecture',
  version: 1,
  needs: ['weights'],
  compute: async ({ parameters: given, resources }) => {
    const { graph, parameters } = await resources.weights();
    const shapes = inferShapes(graph);
    const layers = (given as ArchitectureParameters).layers.map(({ name, alias }) => {
      const shape = shapes.get(nodeNamed(graph, name).name)!;
      const branches = layerBranches(graph, name);
      const unitDigests = Array.from({ length: shape[2] }, (_, unit) => {
        const local = branchOfUnit(branches, unit);
        return unitDigest(graph, local.branch.name, local.unit);
      });
      return {
        name,
        alias,
        shape,
        receptiveField: receptiveField(graph, name),
        branches,
        unitDigests,
      };
    });
    return jsonArtifact({ parameters, layers }, PLAIN_BACKEND);
  },
};

function unitDigest(graph: Graph, branch: string, unit: number): string {
  const { operation } = channelSource(graph, branch);
  if (operation.kind !== 'convolution') {
    throw new Error(`${branch} is no convolution but ${operation.kind}`);
  }
  const { kernel, bias } = operation;
  const outputs = kernel.shape[3]!;
  const values = new Float32Array(kernel.data.length / outputs + 1);
  for (let i = 0; i + 1 < values.length; i++) values[i] = kernel.data[i * outputs + unit]!;
  values[values.length - 1] = bias.data[unit]!;
  return digestOf(new Uint8Array(values.buffer));
}
