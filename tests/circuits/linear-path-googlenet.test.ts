import { beforeAll, describe, expect, it } from 'vitest';
import { linearPath, type LinearPath } from '../../pipeline/circuits/linear-path.ts';
import type { Graph, Tensor } from '../../pipeline/graph/ir.ts';
import { nodeNamed } from '../../pipeline/graph/traverse.ts';
import { loadModel } from '../../pipeline/importers/load-model.ts';
import { readModelFile } from '../../pipeline/importers/read-model-file.ts';

const { ATLAS_MODELS: models } = process.env;
if (!models) process.stdout.write('skipped the linear paths of GoogLeNet: ATLAS_MODELS not set\n');

describe.skipIf(!models)('linear paths of GoogLeNet', () => {
  let graph: Graph;
  let path: LinearPath;
  beforeAll(async () => {
    const model = await readModelFile(
      new URL('../../content/models/googlenet.yaml', import.meta.url).pathname,
    );
    ({ graph } = await loadModel(model, models!));
    path = linearPath(graph, 'inception_4a/output', 'inception_4b/output');
  });

  it('are the products of a reduction and the convolution behind it, in the middle of the kernel', () => {
    const reduce = weightsOf('inception_4b/3x3_reduce');
    const convolution = weightsOf('inception_4b/3x3');
    const inner = convolution.shape[2]!;
    const outer = convolution.shape[3]!;
    const first = weightsOf('inception_4b/1x1').shape[3]!;
    for (const [source, channel, y, x] of [
      [0, 0, 0, 0],
      [511, 223, 1, 2],
      [300, 17, 2, 1],
    ] as const) {
      let expected = 0;
      for (let m = 0; m < inner; m++) {
        const tap = ((y * 3 + x) * inner + m) * outer + channel;
        expected += reduce.data[source * inner + m]! * convolution.data[tap]!;
      }
      // Sums of a hundred float32 products, far below one each.
      expect(Math.abs(weight(path, y + 1, x + 1, source, first + channel) - expected)).toBeLessThan(
        1e-6,
      );
    }
    expect([path.size, path.origin, path.stride]).toEqual([5, -2, 1]);
  });

  it('compose: two layers apart is the sum over the units between', () => {
    const channel = 200;
    const sources = [7, 400];
    const next = linearPath(graph, 'inception_4b/output', 'inception_4c/output', {
      channels: [channel],
    });
    const far = linearPath(graph, 'inception_4a/output', 'inception_4c/output', {
      sources,
      channels: [channel],
    });
    expect([far.size, far.origin]).toEqual([9, -4]);
    for (const [s, source] of sources.entries()) {
      for (const [y, x] of [
        [4, 4],
        [2, 5],
        [0, 8],
      ] as const) {
        let expected = 0;
        for (let place = 0; place < 25; place++) {
          const [ny, nx] = [Math.floor(place / 5), place % 5];
          for (let unit = 0; unit < next.sources; unit++) {
            expected += weight(path, y - ny, x - nx, source, unit) * weight(next, ny, nx, unit, 0);
          }
        }
        expect(Math.abs(weight(far, y, x, s, 0) - expected)).toBeLessThan(1e-6);
      }
    }
  });

  function weightsOf(name: string): Tensor {
    const { operation } = nodeNamed(graph, `${name}/preactivation`);
    if (operation.kind !== 'convolution') throw new Error(`${name} is no convolution`);
    return operation.kernel;
  }
});

/** Zero outside the kernel. */
function weight(path: LinearPath, y: number, x: number, source: number, channel: number): number {
  const { size, sources, channels, kernel } = path;
  if (y < 0 || x < 0 || y >= size || x >= size) return 0;
  return kernel[((y * size + x) * sources + source) * channels + channel]!;
}
