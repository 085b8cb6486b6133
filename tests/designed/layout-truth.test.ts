import { beforeAll, describe, expect, it } from 'vitest';
import { rotateKernel } from '../../pipeline/actions/kernel.ts';
import { designedGraph } from '../../pipeline/designed/export-network.ts';
import { kernelOf, layoutTruth } from '../../pipeline/designed/layout-truth.ts';
import { initialParameters } from '../../pipeline/designed/learned-weights.ts';
import type { NetworkDesign } from '../../pipeline/designed/network-design.ts';
import { halfEquivariant } from '../../pipeline/designed/unit-layout.ts';
import { openBackend } from '../../pipeline/engine/backend.ts';
import type { Graph } from '../../pipeline/graph/ir.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { expectClose } from '../support/expect-close.ts';
import { smallInception, twoLayers } from './small-designs.ts';

const symmetry = { turns: 8, mirrors: false };
const halves = halfEquivariant(2, 8);

const graphOf = (design: NetworkDesign): Promise<Graph> =>
  designedGraph(design, initialParameters(design, new Random(4)));

beforeAll(async () => {
  await openBackend('wasm');
});

describe('what a design says of its units', () => {
  it('is field by field, elements clockwise: a unit’s kernel is that of the first, turned', async () => {
    const design = twoLayers(symmetry, halves, 9);
    const graph = await graphOf(design);
    const { units } = layoutTruth(design, graph, 'first');
    expect(units.map(({ unit }) => unit)).toEqual(Array.from({ length: 32 }, (_, i) => i));
    expect(units.slice(0, 9).map(({ field, element }) => [field, element])).toEqual([
      ...Array.from({ length: 8 }, (_, k) => [0, 45 * k]),
      [1, 0],
    ]);
    expect(units.slice(16).every(({ field }) => field === null)).toBe(true);

    const { shape, data } = kernelOf(graph, 'first');
    const outputs = shape[3]!;
    const unitKernel = (unit: number) => data.filter((_, at) => at % outputs === unit);
    const turned = rotateKernel(unitKernel(8), [5, 5, 3, 1], 90);
    const quarter = units.find(({ field, element }) => field === 1 && element === 90)!;
    expectClose(unitKernel(quarter.unit), turned, { ofLargest: 1e-5 });
  });

  it('joins the branches of a block', async () => {
    const design = smallInception(symmetry, halfEquivariant(1, 8));
    const { units, distinctness } = layoutTruth(design, await graphOf(design), '3a/output');
    expect(units.map(({ field }) => field)).toEqual([
      ...new Array<number>(8).fill(0),
      ...new Array<null>(8).fill(null),
      ...new Array<number>(8).fill(1),
      ...new Array<null>(8).fill(null),
    ]);
    expect(distinctness).toHaveLength(2);
  });

  it('tells fields whose units differ from those of a round pattern', async () => {
    // Without a harmonic on the ring nothing but round patterns is left.
    const round = twoLayers(symmetry, halves, 9, [5, 3], { cutoff: 0 });
    const whole = twoLayers(symmetry, halves, 9);
    const shares = async (design: NetworkDesign) =>
      layoutTruth(design, await graphOf(design), 'first').distinctness;
    expectClose(await shares(round), [0, 0], { absolute: 1e-6 });
    for (const share of await shares(whole)) expect(share).toBeGreaterThan(0.3);
  });

  it('is not known of pools, and of mirrors not as angles', async () => {
    const design = smallInception(symmetry, halfEquivariant(1, 8));
    const graph = await graphOf(design);
    expect(() => layoutTruth(design, graph, 'pool1')).toThrow('pool1 is no convolution');
    const mirrored = { ...design, symmetry: { turns: 4, mirrors: true } };
    expect(() => layoutTruth(mirrored, graph, 'conv1')).toThrow('mirrors');
  });
});
