import { describe, expect, it } from 'vitest';
import { hueColour } from '../../pipeline/actions/hue.ts';
import type { Raster } from '../../pipeline/actions/planar.ts';
import type { Graph, Tensor } from '../../pipeline/graph/ir.ts';
import { angularDifference } from '../../pipeline/numerics/circular.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import {
  hueOfDirection,
  principalColour,
  saturation,
} from '../../pipeline/probes/filter-colour.ts';
import { fitFilter, fitFirstLayer } from '../../pipeline/probes/first-layer-fits.ts';
import { firstLayerKernel } from '../../pipeline/probes/first-layer-kernel.ts';
import { rasteriseGabor, type Gabor } from '../../pipeline/probes/gabor.ts';
import { unitKernel } from '../../pipeline/probes/unit-kernel.ts';
import { expectClose } from '../support/expect-close.ts';

const SIDE = 9;
const wave: Gabor = {
  ...{ x: 0.4, y: -0.3, along: 1.7, across: 2, orientation: 70, frequency: 0.2, phase: 20 },
  amplitude: 1,
};

/** A pattern in a colour. */
function coloured(pattern: ArrayLike<number>, colour: readonly number[]): Raster {
  const data = Float32Array.from({ length: 3 * pattern.length }, (_, i) => {
    return pattern[Math.floor(i / 3)]! * colour[i % 3]!;
  });
  return { height: SIDE, width: SIDE, channels: 3, data };
}

const noise = (random: Random): Raster => {
  const data = Float32Array.from({ length: SIDE * SIDE * 3 }, () => random.normal());
  return { height: SIDE, width: SIDE, channels: 3, data };
};

describe("a filter's colour", () => {
  it('is the direction that holds most of its squares', () => {
    const pattern = rasteriseGabor(wave, SIDE);
    const { colour, share, pattern: found } = principalColour(coloured(pattern, [0.6, 0, -0.8]));
    expectClose([Math.abs(colour[0]), colour[1]], [0.6, 0], { absolute: 1e-5 });
    expect(share).toBeCloseTo(1, 6);
    const sign = Math.sign(colour[0]);
    expectClose(
      found,
      pattern.map((value) => sign * value),
      { absolute: 1e-5 },
    );
  });

  it('holds a third and a little more of colours without order', () => {
    const { share } = principalColour(noise(new Random(3)));
    expect(share).toBeGreaterThan(1 / 3);
    expect(share).toBeLessThan(0.5);
  });

  it('is grey without weights', () => {
    const { colour } = principalColour(coloured(new Float64Array(SIDE * SIDE), [1, 1, 1]));
    expect(saturation(colour)).toBeCloseTo(0, 12);
  });

  it('has the hue that mid-grey takes along it', () => {
    for (const hue of [10, 100, 190, 280]) {
      const grey = hueColour(0.6, 0, 0)[0];
      const tinted = hueColour(0.6, 0.02, hue);
      const direction = tinted.map((component) => component - grey);
      const found = hueOfDirection(direction as unknown as readonly [number, number, number]);
      expect(Math.abs(angularDifference(found, hue))).toBeLessThan(1);
    }
  });
});

describe('a fitted filter', () => {
  const pattern = rasteriseGabor(wave, SIDE);

  it('is grey with the phase of its lighter part, whatever the sign of its weights', () => {
    const fit = fitFilter(coloured(pattern, [0.5, 0.5, 0.5]), 0.5);
    expect(fit.r2).toBeGreaterThan(0.9999);
    expect(fit.hue).toBeNull();
    expect(fit.gabor.phase).toBeCloseTo(20, 0);
    const opposite = fitFilter(coloured(pattern, [-0.5, -0.5, -0.5]), 0.5);
    expect(opposite.gabor.phase).toBeCloseTo(200, 0);
    expect(Math.min(...opposite.colour)).toBeGreaterThan(0);
  });

  it('is chromatic with the hue of its middle, whatever the sign of its weights', () => {
    const red = [0.8, -0.4, -0.4];
    const fit = fitFilter(coloured(pattern, red), 0.5);
    const opposite = fitFilter(
      coloured(
        pattern,
        red.map((part) => -part),
      ),
      0.5,
    );
    const hues = [fit.hue!, opposite.hue!];
    expect(Math.abs(angularDifference(hues[1]!, hues[0]!))).toBeGreaterThan(150);
    for (const { gabor } of [fit, opposite]) expect(gabor.phase).toBeCloseTo(20, 0);
  });

  it('loses what is in another colour', () => {
    const other = rasteriseGabor({ ...wave, orientation: 160 }, SIDE);
    const first = coloured(pattern, [0.8, -0.4, -0.4]);
    const second = coloured(other, [0.3, 0.3, 0.3]);
    const both = { ...first, data: first.data.map((value, i) => value + second.data[i]!) };
    const fit = fitFilter(both, 0.5);
    expect(fit.colourShare).toBeLessThan(0.85);
    expect(fit.r2).toBeLessThan(0.85);
  });

  it('of one value everywhere explains nothing', () => {
    const flat = fitFilter(coloured(new Float64Array(SIDE * SIDE), [1, 1, 1]), 0.5);
    expect(flat.r2).toBe(0);
  });
});

describe('a first layer', () => {
  it('fits where it is made of waves and not where it is noise', () => {
    const random = new Random(8);
    const waves = [20, 65, 110, 155].map((orientation) =>
      coloured(rasteriseGabor({ ...wave, orientation }, SIDE), [0.5, 0.6, 0.4]),
    );
    const filters = [...waves, ...Array.from({ length: 4 }, () => noise(random))];
    const { fits, threshold, null: permuted } = fitFirstLayer(filters, random);
    expect(permuted.samples).toBe(200);
    expect(permuted.q99).toBeGreaterThan(permuted.q95);
    expect(fits.map(({ r2 }) => r2 >= threshold)).toEqual([
      ...[true, true, true, true],
      ...[false, false, false, false],
    ]);
    expectClose(
      fits.slice(0, 4).map(({ gabor }) => gabor.orientation),
      [20, 65, 110, 155],
      { absolute: 0.5 },
    );
  });

  const input = (shape: readonly [number, number, number]) =>
    ({ name: 'data', inputs: [], operation: { kind: 'input', shape } }) as const;
  const kernel: Tensor = {
    shape: [2, 2, 3, 2],
    data: Float32Array.from({ length: 24 }, (_, i) => i),
  };
  const bias: Tensor = { shape: [2], data: new Float32Array(2) };

  it('of a fully connected network is the picture, unit by unit', () => {
    const graph: Graph = {
      nodes: [
        input([2, 2, 3]),
        {
          name: 'fc1/preactivation',
          inputs: ['data'],
          operation: { kind: 'dense', weights: { ...kernel, shape: [12, 2] }, bias },
        },
      ],
    };
    const found = firstLayerKernel(graph);
    expect(found).toEqual({ layer: 'fc1', kind: 'dense', kernel });
    expect([...unitKernel(found.kernel, 1, 'rgb').data]).toEqual(
      Array.from({ length: 12 }, (_, i) => 2 * i + 1),
    );
    expect([...unitKernel(found.kernel, 0, 'bgr').data].slice(0, 3)).toEqual([4, 2, 0]);
  });

  it('is not found where nothing weighs pixels', () => {
    const relu = { name: 'r', inputs: ['data'], operation: { kind: 'relu' } } as const;
    expect(() => firstLayerKernel({ nodes: [input([2, 2, 3]), relu] })).toThrow(
      'r reads the input',
    );
    expect(() => firstLayerKernel({ nodes: [input([2, 2, 1])] })).toThrow('three channels');
  });
});
