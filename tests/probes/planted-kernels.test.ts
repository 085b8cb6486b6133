import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rotateRaster } from '../../pipeline/actions/planar.ts';
import { oklabFromLinear, decodeSrgb } from '../../pipeline/actions/oklab.ts';
import { openBackend } from '../../pipeline/engine/backend.ts';
import { compile } from '../../pipeline/engine/network.ts';
import { receptiveField } from '../../pipeline/graph/receptive-field.ts';
import { validateGraph } from '../../pipeline/graph/validate.ts';
import {
  arc,
  boundary,
  fourLobes,
  inGrey,
  inHue,
  magnifiedPattern,
  mirroredPattern,
  rasteriseKernel,
  stripes,
  turnedPattern,
  type Pattern,
} from '../../pipeline/probes/planted-kernels.ts';
import { plantedNames, plantedNetworks } from '../../pipeline/probes/planted-networks.ts';
import { plantedGraph } from '../../pipeline/probes/planted-network.ts';
import { expectClose } from '../support/expect-close.ts';

const SIZE = 19;
const raster = (pattern: Pattern): Float32Array =>
  rasteriseKernel((x, y) => [pattern(x, y)], SIZE, 1);

describe('planted kernels', () => {
  it('turn exactly by quarter turns', () => {
    for (const pattern of [arc, boundary, turnedPattern(arc, 33)]) {
      for (const angle of [90, 180, 270]) {
        const picture = { height: SIZE, width: SIZE, channels: 1, data: raster(pattern) };
        expectClose(raster(turnedPattern(pattern, angle)), rotateRaster(picture, angle).data, {
          ofLargest: 1e-6,
        });
      }
    }
  });

  it('are mirrored pixel by pixel', () => {
    const pattern = turnedPattern(arc, 70);
    const columns = (weights: Float32Array, y: number): number[] =>
      Array.from(weights.subarray(y * SIZE, (y + 1) * SIZE));
    const [plain, mirror] = [raster(pattern), raster(mirroredPattern(pattern))];
    for (let y = 0; y < SIZE; y++) {
      expectClose(columns(mirror, y), columns(plain, y).reverse(), { absolute: 1e-7 });
    }
  });

  it('have the symmetries that their names say', () => {
    const same = (a: Pattern, b: Pattern): void => {
      expectClose(raster(a), raster(b), { ofLargest: 1e-5 });
    };
    same(stripes, turnedPattern(stripes, 180));
    same(fourLobes, turnedPattern(fourLobes, 90));
    expect(() => {
      same(fourLobes, turnedPattern(fourLobes, 45));
    }).toThrow();
    // Half a turn exchanges the two sides of a boundary, as half a turn of hue does.
    const turned = rasteriseKernel(inHue(turnedPattern(boundary, 180), 25), SIZE, 3);
    expectClose(turned, rasteriseKernel(inHue(boundary, 205), SIZE, 3), { ofLargest: 1e-6 });
  });

  it('keep the sum of their weights when magnified', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 4, noNaN: true }), (factor) => {
        const size = 2 * Math.ceil(9 * factor) + 1;
        const sum = (pattern: Pattern, side: number): number =>
          rasteriseKernel((x, y) => [Math.abs(pattern(x, y))], side, 1).reduce((a, b) => a + b, 0);
        // Four samples a side of a pixel, on lobes a pixel and a half wide.
        expect(sum(magnifiedPattern(arc, factor), size) / sum(arc, SIZE)).toBeCloseTo(1, 2);
      }),
      { numRuns: 10 },
    );
  });
});

describe('planted networks', () => {
  it.each(plantedNames)('of %s: every member once, units and layers as they are told', (name) => {
    const planted = plantedNetworks[name]();
    expect(() => {
      validateGraph(planted.graph);
    }).not.toThrow();
    const members = planted.families.flat().map(({ layer, unit }) => `${layer}:${String(unit)}`);
    expect(new Set(members).size).toBe(members.length);
    let units = 0;
    for (const layer of planted.layers) {
      const { operation } = planted.graph.nodes.find(
        (node) => node.name === `${layer}/preactivation`,
      )!;
      if (operation.kind === 'convolution') units += operation.bias.shape[0]!;
      expect(receptiveField(planted.graph, layer).stride).toBe(1);
    }
    expect(units).toBe(members.length + planted.others);
    expect(planted.name).toBe(name);
  });

  it('see OKLab as it is defined', async () => {
    await openBackend('wasm');
    const size = 4;
    const graph = plantedGraph(
      [{ name: 'unused', size: 3, units: [{ pattern: inGrey(arc), gain: 1, threshold: 0 }] }],
      'oklab',
      size,
    );
    const pixels = Float32Array.from({ length: size * size * 3 }, (_, i) => (i * 83) % 256);
    const network = compile(graph);
    const shown = { shape: [1, size, size, 3], data: pixels.map((value) => value - 127.5) };
    const { oklab } = await network.activations(shown, ['oklab']);
    network.dispose();
    for (let i = 0; i < pixels.length; i += 3) {
      const [red, green, blue] = [0, 1, 2].map((c) => decodeSrgb(pixels[i + c]! / 255));
      expectClose(oklab!.data.slice(i, i + 3), oklabFromLinear([red!, green!, blue!]), {
        absolute: 0.0025,
      });
    }
  });
});
