import { beforeAll, describe, expect, it } from 'vitest';
import { rotatePoint, rotateRaster, type Raster } from '../../pipeline/actions/planar.ts';
import { planarGroup, type PlanarMove } from '../../pipeline/designed/planar-group.ts';
import { poolOverGroup } from '../../pipeline/designed/pool-over-group.ts';
import { designedGraph } from '../../pipeline/designed/export-network.ts';
import { initialParameters } from '../../pipeline/designed/learned-weights.ts';
import type { BasisOptions } from '../../pipeline/designed/steerable-basis.ts';
import {
  halfEquivariant,
  movedUnits,
  type UnitLayout,
} from '../../pipeline/designed/unit-layout.ts';
import { openBackend } from '../../pipeline/engine/backend.ts';
import { compile, type Network } from '../../pipeline/engine/network.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { expectClose } from '../support/expect-close.ts';
import { wavePicture } from '../support/wave-picture.ts';
import { randomNetwork, smallInception, twoLayers } from './small-designs.ts';

beforeAll(async () => {
  await openBackend('wasm');
});

function mirrored(picture: Raster): Raster {
  const { width, channels, data } = picture;
  const row = width * channels;
  return {
    ...picture,
    data: data.map((_, at) => {
      const column = Math.floor((at % row) / channels);
      return data[at + (width - 1 - 2 * column) * channels]!;
    }),
  };
}

const moved = (picture: Raster, move: PlanarMove): Raster =>
  rotateRaster(move.mirrored ? mirrored(picture) : picture, move.degrees);

async function mapOf(network: Network, picture: Raster, layer: string): Promise<Raster> {
  const { height, width, channels } = picture;
  const batch = { shape: [1, height, width, channels], data: picture.data };
  const { shape, data } = (await network.activations(batch, [layer]))[layer]!;
  return { height: shape[1]!, width: shape[2]!, channels: shape[3]!, data };
}

/** Channel u of the map goes to channel images[u]. */
function exchanged(map: Raster, images: readonly number[]): Raster {
  const data = new Float32Array(map.data.length);
  map.data.forEach((value, at) => {
    const unit = at % map.channels;
    data[at - unit + images[unit]!] = value;
  });
  return { ...map, data };
}

/** float32 sums of hundreds of products, in another order for every element. */
const rounding = { ofLargest: 1e-5 };

const centred = (side: number): Raster => {
  const picture = wavePicture(side, new Random(8));
  return { ...picture, data: picture.data.map((value) => value - 120) };
};

describe('two layers of tied weights', () => {
  it.each([
    ['C_4', { turns: 4, mirrors: false }, [0, 1, 2, 3]],
    ['C_8', { turns: 8, mirrors: false }, [2, 4, 6]],
    ['C_16', { turns: 16, mirrors: false }, [4, 8, 12]],
    ['D_4', { turns: 4, mirrors: true }, [1, 2, 3, 4, 5, 6, 7]],
    ['D_8', { turns: 8, mirrors: true }, [2, 8, 10, 12, 14]],
  ] as const)(
    'of %s commute with quarter turns and mirrors of odd pictures, at every position',
    async (_name, symmetry, exact) => {
      const group = planarGroup(symmetry);
      const units = halfEquivariant(1, group.order);
      const network = await randomNetwork(twoLayers(symmetry, units, 15), 9);
      const picture = centred(15);
      for (const layer of ['first', 'second']) {
        const map = await mapOf(network, picture, layer);
        for (const element of exact) {
          const move = group.move(element);
          const found = await mapOf(network, moved(picture, move), layer);
          const expected = exchanged(moved(map, move), movedUnits(units, group, element));
          expectClose(found.data, expected.data, rounding);
        }
      }
      network.dispose();
    },
  );

  it('commute with quarter turns through pools and branches too', async () => {
    const symmetry = { turns: 4, mirrors: false };
    const design = smallInception(symmetry, halfEquivariant(1, 4));
    const odd = { ...design, input: { ...design.input, size: [9, 9] as const } };
    const network = await randomNetwork(odd, 10);
    const picture = centred(9);
    const units = [...halfEquivariant(1, 4), ...halfEquivariant(1, 4)];
    const still = await mapOf(network, picture, '3a/output');
    const turned = await mapOf(network, rotateRaster(picture, 90), '3a/output');
    const expected = exchanged(
      rotateRaster(still, 90),
      movedUnits(units, planarGroup(symmetry), 1),
    );
    expectClose(turned.data, expected.data, rounding);
    network.dispose();
  });

  it('do not commute where the units stay in place', async () => {
    const symmetry = { turns: 4, mirrors: false };
    const network = await randomNetwork(twoLayers(symmetry, halfEquivariant(1, 4), 15), 9);
    const picture = centred(15);
    const turned = await mapOf(network, rotateRaster(picture, 90), 'second');
    const expected = rotateRaster(await mapOf(network, picture, 'second'), 90);
    expect(() => {
      expectClose(turned.data, expected.data, { ofLargest: 0.1 });
    }).toThrow();
    network.dispose();
  });
});

/** Waves of 8 to 14 pixels as a function of the plane, so that turning needs no interpolation. */
function turnedWaves(side: number, degrees: number, seed: number): Float32Array {
  const random = new Random(seed);
  const waves = Array.from({ length: 12 }, () => {
    const [across, down] = rotatePoint(1, 0, 360 * random.uniform());
    const frequency = (2 * Math.PI) / (8 + 6 * random.uniform());
    const colour = [random.normal(), random.normal(), random.normal()];
    return { x: frequency * across, y: frequency * down, phase: 6.3 * random.uniform(), colour };
  });
  const half = (side - 1) / 2;
  return Float32Array.from({ length: side * side * 3 }, (_, at) => {
    const place = Math.floor(at / 3);
    const [x, y] = [(place % side) - half, Math.floor(place / side) - half];
    const [px, py] = rotatePoint(x, y, -degrees);
    return waves.reduce((sum, wave) => {
      return sum + 15 * wave.colour[at % 3]! * Math.cos(wave.x * px + wave.y * py + wave.phase);
    }, 0);
  });
}

/**
 * Difference to exact equivariance at the centre of the map, over the regular units and the turns of
 * C_16 off the grid, as a fraction of how far the units of a field respond apart (root mean squares). At
 * the centre nothing has to be interpolated: it is the error of the kernels alone.
 */
async function equivarianceError(
  sizes: readonly [number, number],
  basis?: BasisOptions,
): Promise<number> {
  const [side, fields, order] = [21, 6, 16];
  const symmetry = { turns: order, mirrors: false };
  const group = planarGroup(symmetry);
  const units = halfEquivariant(fields, order);
  const network = await randomNetwork(twoLayers(symmetry, units, side, sizes, basis), 12);
  const angles = group.elements().map((element) => group.move(element).degrees);
  let [errors, spread] = [0, 0];
  for (const seed of [1, 2, 3]) {
    const data = Float32Array.from(
      angles.flatMap((degrees) => [...turnedWaves(side, degrees, seed)]),
    );
    const centre = [(side - 1) / 2, (side - 1) / 2] as const;
    const batch = { shape: [order, side, side, 3], data };
    const found = (await network.activations(batch, ['second'], { at: centre }))['second']!;
    const response = (turn: number, unit: number) => found.data[turn * found.shape[3]! + unit]!;
    for (let field = 0; field < fields; field++) {
      const still = group.elements().map((element) => response(0, field * order + element));
      const mean = still.reduce((sum, value) => sum + value / order, 0);
      for (const turn of group.elements().filter((element) => element % 4 !== 0)) {
        still.forEach((value, element) => {
          const image = field * order + group.product(turn, element);
          errors += (response(turn, image) - value) ** 2;
          spread += (value - mean) ** 2;
        });
      }
    }
  }
  network.dispose();
  return Math.sqrt(errors / spread);
}

describe('turns off the grid', () => {
  it('leave an error that fewer harmonics make smaller, and room for them around still', async () => {
    const usual = await equivarianceError([5, 5]);
    const fewer = await equivarianceError([5, 5], { cutoff: 1 });
    const smooth = await equivarianceError([9, 9], { rings: [0, 2], width: 0.8, cutoff: 1 });
    const measured = [usual, fewer, smooth].map((error) => error.toFixed(4)).join(', ');
    // Measured: 0.103, 0.031, 0.014.
    expect(usual, measured).toBeLessThan(0.12);
    expect(fewer, measured).toBeLessThan(0.04);
    expect(smooth, measured).toBeLessThan(0.02);
  });
});

describe('pooling over the group', () => {
  it.each([
    ['C_4', 'max', { turns: 4, mirrors: false }],
    ['D_3', 'max', { turns: 3, mirrors: true }],
    ['C_5', 'max', { turns: 5, mirrors: false }],
    ['C_1', 'max', { turns: 1, mirrors: false }],
    ['D_4', 'mean', { turns: 4, mirrors: true }],
  ] as const)('of %s gives the %s of every field', async (_name, kind, symmetry) => {
    const { order } = planarGroup(symmetry);
    const units: UnitLayout = [{ kind: 'regular', fields: 2 }];
    const design = twoLayers(symmetry, units, 9);
    const graph = await designedGraph(design, initialParameters(design, new Random(13)));
    const pooled = poolOverGroup('pooled', 'second', { fields: 2, order }, kind);
    const network = compile({ nodes: [...graph.nodes, ...pooled] });
    const picture = centred(9);
    const map = await mapOf(network, picture, 'second');
    const found = await mapOf(network, picture, 'pooled');
    const expected = found.data.map((_, at) => {
      const values = map.data.subarray(at * order, (at + 1) * order);
      return kind === 'max' ? Math.max(...values) : values.reduce((a, b) => a + b) / values.length;
    });
    // max(a, b) = (a − b) + b rounds twice a round.
    expectClose(found.data, expected, { ofLargest: 1e-6 });
    network.dispose();
  });

  it('makes channels that move with the picture and keep their values', async () => {
    const symmetry = { turns: 4, mirrors: true };
    const group = planarGroup(symmetry);
    const design = twoLayers(symmetry, [{ kind: 'regular', fields: 2 }], 9);
    const graph = await designedGraph(design, initialParameters(design, new Random(14)));
    const picture = centred(9);
    for (const kind of ['mean', 'max'] as const) {
      const pooled = poolOverGroup('pooled', 'second', { fields: 2, order: 8 }, kind);
      const network = compile({ nodes: [...graph.nodes, ...pooled] });
      const map = await mapOf(network, picture, 'pooled');
      for (const element of group.elements()) {
        const move = group.move(element);
        const found = await mapOf(network, moved(picture, move), 'pooled');
        expectClose(found.data, moved(map, move).data, rounding);
      }
      network.dispose();
    }
  });
});
