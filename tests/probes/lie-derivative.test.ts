import { beforeAll, describe, expect, it } from 'vitest';
import type { Raster } from '../../pipeline/actions/planar.ts';
import { openBackend } from '../../pipeline/engine/backend.ts';
import { compile } from '../../pipeline/engine/network.ts';
import type { Graph } from '../../pipeline/graph/ir.ts';
import { receptiveField } from '../../pipeline/graph/receptive-field.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import {
  measureLieDerivative,
  type LieDerivativeOptions,
} from '../../pipeline/probes/lie-derivative.ts';
import {
  lieDerivativeMeasurementSchema,
  type LieDerivativeMeasurement,
} from '../../pipeline/records/lie-derivative.ts';
import { convolution, input, node, relu, window } from '../graph/sketch.ts';
import { centreSurround, grating } from '../support/kernel-patterns.ts';
import { plantedInput, type KernelPattern } from '../support/planted-network.ts';
import { greyPicture, wavePicture } from '../support/wave-picture.ts';

const SIDE = 96;
const random = new Random(11);
const pictures = [wavePicture(SIDE, random), wavePicture(SIDE, random)];

/** One unit: a 21 × 21 kernel and its ReLU, named `layer`. */
function oneUnit(pattern: KernelPattern, stride: number, colours = [1, 1, 1]): Graph {
  const empty = convolution(3, 1, window(21, stride, 10));
  const data = new Float32Array(21 * 21 * 3).map((_, i) => {
    const place = Math.floor(i / 3);
    return (
      (colours[i % 3]! * pattern((place % 21) - 10, Math.floor(place / 21) - 10, i % 3)) / 127.5
    );
  });
  return {
    nodes: [
      input(SIDE, SIDE, 3),
      node('layer/preactivation', ['data'], {
        ...empty,
        kernel: { ...empty.kernel, data },
      }),
      node('layer', ['layer/preactivation'], relu),
    ],
  };
}

async function measure(
  graph: Graph,
  shown: readonly Raster[] = pictures,
  options: LieDerivativeOptions = {},
): Promise<LieDerivativeMeasurement> {
  const network = compile(graph);
  const layers = [{ name: 'layer', receptiveField: receptiveField(graph, 'layer') }];
  try {
    return await measureLieDerivative(network, plantedInput, layers, shown, options);
  } finally {
    network.dispose();
  }
}

type Name = LieDerivativeMeasurement['picture'][number]['transformation'];

/** The errors of the only layer for a transformation, at its largest or its only step. */
function errorOf({ layers }: LieDerivativeMeasurement, wanted: Name) {
  return layers[0]!.errors.filter(({ transformation }) => transformation === wanted).at(-1)!;
}

beforeAll(async () => {
  await openBackend('wasm');
});

describe('the Lie derivative of a map', () => {
  it('nearly vanishes under rotation for a round kernel, and does not for an oriented one', async () => {
    const round = errorOf(await measure(oneUnit(centreSurround, 1)), 'rotation');
    const oriented = errorOf(await measure(oneUnit(grating, 1)), 'rotation');
    // Both maps change under a turn; only the round kernel's change is a turn of the map.
    expect(round.invariance).toBeGreaterThan(20 * round.equivariance);
    expect(oriented.equivariance).toBeGreaterThan(5 * round.equivariance);
  });

  it('is the limit of small steps', async () => {
    const steps = { rotation: [0.125, 0.25, 0.5] };
    const { layers } = await measure(oneUnit(grating, 1), pictures, { steps });
    const found = layers[0]!.errors.filter((e) => e.transformation === 'rotation');
    expect(found.map(({ span }) => span)).toEqual([0.25, 0.5, 1]);
    // ReLUs that switch within the step leave a few percent; a wrong span would leave a factor 2.
    const [first, second, third] = found.map(({ equivariance }) => equivariance);
    expect(Math.abs(second! / first! - 1)).toBeLessThan(0.1);
    expect(Math.abs(third! / first! - 1)).toBeLessThan(0.1);
  });

  it('vanishes exactly for translations by the stride, and not for part of it', async () => {
    const unit = errorOf(await measure(oneUnit(grating, 1)), 'translation');
    expect(unit.equivariance).toBe(0);
    expect(unit.invariance).toBeGreaterThan(0.05);
    const graph = oneUnit(grating, 4);
    const steps = { translation: [1, 2, 3, 4] };
    const { layers } = await measure(graph, pictures, { steps });
    const moved = layers[0]!.errors.filter((e) => e.transformation === 'translation');
    expect(moved.map(({ span }) => span)).toEqual([1, 2, 3, 4]);
    expect(moved.slice(0, 3).every(({ equivariance }) => equivariance > 1e-3)).toBe(true);
    expect(moved[3]!.equivariance).toBe(0);
    expect(moved[3]!.ruler).toBe(0);
  });

  it('depends on where the positions of a strided map lie in the picture', async () => {
    const graph = oneUnit(centreSurround, 2);
    const { start, stride, size } = receptiveField(graph, 'layer');
    const network = compile(graph);
    const rotation = async (claimed: number): Promise<number> => {
      const layers = [{ name: 'layer', receptiveField: { start: claimed, stride, size } }];
      return errorOf(
        await measureLieDerivative(network, plantedInput, layers, pictures),
        'rotation',
      ).equivariance;
    };
    const [right, wrong] = [await rotation(start), await rotation(start + 6)];
    network.dispose();
    expect(wrong).toBeGreaterThan(2 * right);
  });

  it('is zero for hue where a grey picture has none, and where the unit sees lightness small', async () => {
    const opponent = errorOf(await measure(oneUnit(centreSurround, 1, [1, -1, 0])), 'hue');
    const lightness = errorOf(await measure(oneUnit(centreSurround, 1, [0.3, 0.6, 0.1])), 'hue');
    expect(opponent.equivariance).toBeGreaterThan(3 * lightness.equivariance);
    expect(opponent.invariance).toBe(opponent.equivariance);
    const grey = await measure(oneUnit(centreSurround, 1), pictures.map(greyPicture));
    // Grey comes back from OKLab within a hundredth of a grey level.
    expect(errorOf(grey, 'hue').equivariance).toBeLessThan(1e-4);
  });
});

describe('the rulers', () => {
  it('show what interpolation costs: little for smooth pictures, nothing for whole pixels', async () => {
    const found = await measure(oneUnit(centreSurround, 2));
    expect(lieDerivativeMeasurementSchema.parse(found)).toEqual(found);
    for (const error of found.picture) {
      expect(error.equivariance).toBeLessThan(error.invariance / 10);
      if (error.transformation === 'translation') expect(error.equivariance).toBe(0);
    }
    for (const error of found.layers[0]!.errors) {
      if (error.transformation !== 'hue') expect(error.ruler).toBeLessThan(error.invariance / 5);
    }
  });

  it('say whether a border can reach the region', async () => {
    const small = await measure(oneUnit(centreSurround, 1), pictures, { regionRadius: 20 });
    const large = await measure(oneUnit(centreSurround, 1), pictures, { regionRadius: 36 });
    // 20 + 10 + 4 + 2 and 36 + 10 + 4 + 2 pixels against 47.5.
    expect(small.layers[0]!.borderReaches).toBe(false);
    expect(large.layers[0]!.borderReaches).toBe(true);
    // The disc's area, and the positions on its rim.
    expect(Math.abs(small.layers[0]!.positions - Math.PI * 20 ** 2)).toBeLessThan(40);
  });
});

describe('what the probe refuses', () => {
  it.each([
    ['no pictures', [], {}, 'at least one picture'],
    ['two sizes', [pictures[0]!, wavePicture(80, random)], {}, '96×96 and 80×80'],
    ['half a pixel', pictures, { steps: { translation: [0.5] } }, 'whole pixels, not 0.5'],
    ['no step', pictures, { steps: { hue: [0] } }, 'hue are positive, not 0'],
    ['a region without a position', pictures, { regionRadius: 0.1 }, 'no position of stride 1'],
  ] as const)('%s', async (_, shown, options, message) => {
    await expect(measure(oneUnit(grating, 1), shown, options)).rejects.toThrow(message);
  });

  it('a map that never changes', async () => {
    const silent = oneUnit(() => 0, 1);
    await expect(measure(silent, pictures.slice(0, 1))).rejects.toThrow('layer is the same');
  });
});
