import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { designedTying } from '../../../pipeline/atlas/comparison/designed-tying.ts';
import { naturalTying } from '../../../pipeline/atlas/comparison/natural-tying.ts';
import { cifarHalfEquivariant } from '../../../pipeline/designed/cifar-networks.ts';
import { designedGraph } from '../../../pipeline/designed/export-network.ts';
import { initialParameters } from '../../../pipeline/designed/learned-weights.ts';
import { steerableBasis } from '../../../pipeline/designed/steerable-basis.ts';
import { steerBack } from '../../../pipeline/designed/steer-back.ts';
import { tiedSets } from '../../../pipeline/designed/tied-sets.ts';
import { openBackend } from '../../../pipeline/engine/backend.ts';
import type { Graph } from '../../../pipeline/graph/ir.ts';
import { Random } from '../../../pipeline/numerics/random.ts';
import { circuitListSchema } from '../../../pipeline/records/circuit.ts';
import { encodeFloat32 } from '../../../pipeline/records/safetensors.ts';
import { expectClose } from '../../support/expect-close.ts';

const DIGEST = 'ab'.repeat(32);
const folder = fileURLToPath(new URL('../../../content/atlas/googlenet/', import.meta.url));

describe('weights that a design ties', () => {
  let graph: Graph;
  beforeAll(async () => {
    await openBackend('wasm');
    const first = initialParameters(cifarHalfEquivariant, new Random(2020));
    graph = await designedGraph(cifarHalfEquivariant, first);
  });

  it('leave nothing at quarter turns, and nothing at any turn in their own basis', () => {
    const { layers, step } = designedTying(cifarHalfEquivariant, graph, DIGEST);
    expect(step).toBe(22.5);
    expect(layers.filter(({ layer }) => layer === 'conv1/5x5').map(({ form }) => form)).toEqual([
      'invariant→equivariant',
    ]);
    expect(layers.filter(({ layer }) => layer === 'conv2/3x3')).toHaveLength(3);
    for (const { quarterTurns, steered, untied, layer } of layers) {
      expect(quarterTurns, layer).toBe(0);
      expect(steered, layer).toBe(0);
      expect(untied).toBe(0.9375);
    }
    // One position does not turn; wider kernels are told by the ruler with an error.
    for (const { layer, aligned } of layers) {
      if (layer.includes('1x1') || layer.includes('reduce')) expect(aligned).toBe(0);
    }
    const wide = layers.filter(({ layer }) => layer.endsWith('5x5') || layer.endsWith('3x3'));
    for (const { aligned, untied, kept } of wide) {
      expect(aligned).toBeLessThan(untied / 2);
      expect(kept).toBeLessThan(1.05);
      expect(kept).toBeGreaterThan(0.4);
    }
  });

  it('leave about all of it once the weights are in another order', () => {
    const random = new Random(5);
    const nodes = graph.nodes.map((node) => {
      if (node.operation.kind !== 'convolution') return node;
      const { kernel } = node.operation;
      const data = random.shuffle(kernel.data.slice());
      return { ...node, operation: { ...node.operation, kernel: { ...kernel, data } } };
    });
    for (const { quarterTurns } of designedTying(cifarHalfEquivariant, { nodes }, DIGEST).layers) {
      // Three quarters of what one mean of four leaves of independent weights.
      expect(quarterTurns).toBeGreaterThan(0.65);
    }
  });

  it('come back from any turn by steering', () => {
    const [set] = tiedSets(cifarHalfEquivariant, graph, 'conv1/5x5');
    const basis = steerableBasis(5);
    const [first, ...others] = set!.members.map(({ move, kernel }) =>
      steerBack(basis, move)(kernel),
    );
    expectClose(first!, set!.members[0]!.kernel, { ofLargest: 1e-5 });
    for (const other of others) expectClose(other, first!, { ofLargest: 1e-5 });
  });
});

describe('the weights of natural circuits', () => {
  const all = circuitListSchema.parse(JSON.parse(readFileSync(`${folder}circuits.json`, 'utf8')));
  const some = ['rotation', 'hue', 'reflection'].flatMap((group) =>
    all.filter((circuit) => circuit.group === group).slice(0, 3),
  );
  const records = { circuits: some, circuitsDigest: DIGEST, kernelsDigest: DIGEST };
  const read = (tag: string) => readFileSync(`${folder}kernels/${tag}.safetensors`);

  it('leave a share of their squares between nothing and all', () => {
    const { circuits, summary } = naturalTying(records, read);
    expect(circuits.map(({ tag }) => tag)).toEqual(some.map(({ tag }) => tag));
    for (const { residual, untied, kernels } of circuits) {
      expect(residual).toBeGreaterThan(0);
      expect(residual).toBeLessThan(1);
      expect(untied).toBeLessThan(1);
      expect(kernels).toBeGreaterThan(1);
    }
    expect(summary.reduce((sum, { circuits: count }) => sum + count, 0)).toBe(some.length);
  });

  it('are nothing once every kernel is its mean', () => {
    const [circuit] = some;
    const { aligned } = circuit!;
    const mean = {
      shape: [aligned.length, 3, 3],
      data: new Float32Array(9 * aligned.length).fill(1),
    };
    const bytes = encodeFloat32({
      kernels: { shape: [1, 1, 3, 3], data: new Float32Array(9).fill(1) },
      mean,
      spread: { ...mean, data: new Float32Array(9 * aligned.length) },
    });
    const only = { ...records, circuits: [circuit!] };
    expect(naturalTying(only, () => bytes).circuits[0]!.residual).toBe(0);
    expect(() => naturalTying(only, () => encodeFloat32({ mean }))).toThrow('other tensors');
  });
});
