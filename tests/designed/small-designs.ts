import { designedGraph } from '../../pipeline/designed/export-network.ts';
import { initialParameters } from '../../pipeline/designed/learned-weights.ts';
import type { DesignedLayer, NetworkDesign } from '../../pipeline/designed/network-design.ts';
import type { Symmetry } from '../../pipeline/designed/planar-group.ts';
import type { BasisOptions } from '../../pipeline/designed/steerable-basis.ts';
import type { UnitLayout } from '../../pipeline/designed/unit-layout.ts';
import { compile, type Network } from '../../pipeline/engine/network.ts';
import { Random } from '../../pipeline/numerics/random.ts';

const input = { name: 'data', mean: [120, 110, 100], deviation: 50, kind: 'invariant' } as const;

/** Two convolutions of 5×5 and 3×3, of one layout, for pictures of `side` pixels. */
export function twoLayers(
  symmetry: Symmetry,
  units: UnitLayout,
  side: number,
  sizes: readonly [number, number] = [5, 3],
  basis?: BasisOptions,
): NetworkDesign {
  const layer = (name: string, from: string, size: number): DesignedLayer => ({
    ...{ kind: 'convolution', name, input: from, size, units },
    ...(basis && { basis }),
  });
  const layers = [layer('first', 'data', sizes[0]), layer('second', 'first', sizes[1])];
  return { name: 'two layers', symmetry, input: { ...input, size: [side, side] }, layers };
}

/** Everything that a design can hold, for pictures of 8 pixels: a branch, pools, a classifier. */
export function smallInception(symmetry: Symmetry, units: UnitLayout): NetworkDesign {
  const tied = units.every(({ kind }) => kind !== 'free');
  return {
    name: 'small inception',
    symmetry,
    input: { ...input, size: [8, 8], kind: tied ? 'invariant' : 'free' },
    layers: [
      { kind: 'convolution', name: 'conv1', input: 'data', size: 3, units },
      { kind: 'maxPool', name: 'pool1', input: 'conv1', size: 3, stride: 2 },
      { kind: 'convolution', name: '3a/1x1', input: 'pool1', size: 1, units },
      { kind: 'convolution', name: '3a/3x3', input: 'pool1', size: 3, units },
      { kind: 'concatenation', name: '3a/output', inputs: ['3a/1x1', '3a/3x3'] },
      { kind: 'globalAverage', name: 'pool2', input: '3a/output' },
      { kind: 'dense', name: 'fc', input: 'pool2', units: 24, rectified: true },
      { kind: 'dense', name: 'classifier', input: 'fc', units: 10, rectified: false },
    ],
  };
}

/** A design with random weights, on the current backend. */
export async function randomNetwork(design: NetworkDesign, seed: number): Promise<Network> {
  return compile(await designedGraph(design, initialParameters(design, new Random(seed))));
}
