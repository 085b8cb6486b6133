import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../pipeline/engine/backend.ts';
import { compile } from '../../pipeline/engine/network.ts';
import type { InputColours } from '../../pipeline/engine/preprocess.ts';
import type { Graph, Operation } from '../../pipeline/graph/ir.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { measurePasses, type NodePasses } from '../../pipeline/probes/passes.ts';
import type { SquarePicture } from '../../pipeline/stimuli/patches.ts';
import { input, maxPool, node, relu, window } from '../graph/sketch.ts';

const random = new Random(3);
const SIZE = 7;
const asIs: InputColours = { channels: 'rgb', mean: [128, 128, 128] };

const normalisation: Operation = {
  ...{ kind: 'localResponseNormalisation', size: 3, alpha: 1e-2 },
  ...{ beta: 0.75, bias: 1 },
};

/** Three pictures of random bytes, in steps of 32 so that some in a window are the same. */
const pictures = Array.from({ length: 3 }, () => ({
  size: SIZE,
  data: Float32Array.from({ length: SIZE * SIZE * 3 }, () => 32 * Math.floor(8 * random.uniform())),
}));

async function* shown(): AsyncGenerator<SquarePicture> {
  for (const picture of pictures) yield await Promise.resolve(picture);
}

async function passesOf(graph: Graph, layer: string): Promise<Map<string, NodePasses>> {
  const network = compile(graph);
  const passes = await measurePasses({
    ...{ network, graph, input: asIs, layers: [layer], pictures: shown() },
  });
  network.dispose();
  return passes;
}

const graph: Graph = {
  nodes: [
    input(SIZE, SIZE, 3),
    node('rectified', ['data'], relu),
    node('normalised', ['rectified'], normalisation),
    node('pooled', ['normalised'], maxPool(window(3, 2))),
    node('beyond', ['pooled'], relu),
  ],
};

/** Calls back for every picture with what `rectified` is at (y, x) in channel c: bytes less 128. */
function everywhere(visit: (at: (y: number, x: number, c: number) => number) => void): void {
  for (const { data } of pictures) {
    visit((y, x, c) => Math.max(0, data[(y * SIZE + x) * 3 + c]! - 128));
  }
}

describe.each(['cpu', 'wasm'] as const)('measurePasses on %s', (backend) => {
  beforeAll(async () => {
    await openBackend(backend);
  });

  it('measures the nonlinearities up to the layers, and nothing beyond', async () => {
    const passes = await passesOf(graph, 'pooled');
    expect([...passes].map(([name, { kind }]) => [name, kind])).toEqual([
      ['rectified', 'relu'],
      ['normalised', 'localResponseNormalisation'],
      ['pooled', 'maxPool'],
    ]);
  });

  it('counts the share of positions where each channel of a ReLU is on', async () => {
    const counts = [0, 0, 0];
    everywhere((at) => {
      for (let i = 0; i < SIZE * SIZE * 3; i++) {
        const c = i % 3;
        if (at(Math.floor(i / 3 / SIZE), Math.floor(i / 3) % SIZE, c) > 0) counts[c]! += 1;
      }
    });
    const factors = counts.map((count) => count / (3 * SIZE * SIZE));
    expect((await passesOf(graph, 'pooled')).get('rectified')).toEqual({ kind: 'relu', factors });
  });

  it('takes the mean scale of a normalisation where its input is not zero', async () => {
    const sums = [0, 0, 0];
    const counts = [0, 0, 0];
    everywhere((at) => {
      for (let place = 0; place < SIZE * SIZE; place++) {
        const values = [0, 1, 2].map((c) => at(Math.floor(place / SIZE), place % SIZE, c));
        values.forEach((value, c) => {
          if (value === 0) return;
          const near = values.slice(Math.max(0, c - 1), c + 2);
          const power = near.reduce((sum, other) => sum + other * other, 0);
          sums[c]! += (1 + (0.01 / 3) * power) ** -0.75;
          counts[c]! += 1;
        });
      }
    });
    const found = (await passesOf(graph, 'pooled')).get('normalised');
    expect(found?.kind === 'localResponseNormalisation' && found.factors).toHaveLength(3);
    sums.forEach((sum, c) => {
      const factor = found?.kind === 'localResponseNormalisation' ? found.factors[c]! : NaN;
      // Float32 powers.
      expect(Math.abs(factor - sum / counts[c]!)).toBeLessThan(1e-5);
    });
  });

  it('counts where in the windows of a pool the maximum is, ties in parts, zeros for none', async () => {
    const directly: Graph = {
      nodes: [
        input(SIZE, SIZE, 3),
        node('rectified', ['data'], relu),
        node('pooled', ['rectified'], maxPool(window(3, 2, 1))),
      ],
    };
    const counts = new Array<number>(9).fill(0);
    let windows = 0;
    let tied = 0;
    everywhere((at) => {
      for (let i = 0; i < 4 * 4 * 3; i++) {
        const [top, left] = [Math.floor(i / 12) * 2 - 1, (Math.floor(i / 3) % 4) * 2 - 1];
        const values = counts.map((_, tap) => {
          const [y, x] = [top + Math.floor(tap / 3), left + (tap % 3)];
          return y >= 0 && x >= 0 && y < SIZE && x < SIZE ? at(y, x, i % 3) : -Infinity;
        });
        const largest = Math.max(...values);
        if (largest === 0) continue;
        const ties = values.filter((value) => value === largest).length;
        if (ties > 1) tied += 1;
        values.forEach((value, tap) => {
          if (value === largest) counts[tap]! += 1 / ties;
        });
        windows += 1;
      }
    });
    expect(tied).toBeGreaterThan(0);
    const taps = counts.map((count) => count / windows);
    expect((await passesOf(directly, 'pooled')).get('pooled')).toEqual({ kind: 'maxPool', taps });
  });
});

describe('measurePasses', () => {
  it('passes nothing where nothing was seen', async () => {
    await openBackend('cpu');
    const silent: Graph = {
      nodes: [
        input(SIZE, SIZE, 3),
        node('off', ['data'], {
          ...{ kind: 'convolution', window: window(1), groups: 1 },
          kernel: { shape: [1, 1, 3, 1], data: new Float32Array(3) },
          bias: { shape: [1], data: Float32Array.of(-1) },
        }),
        node('rectified', ['off'], relu),
        node('normalised', ['rectified'], normalisation),
        node('pooled', ['normalised'], maxPool(window(2, 2))),
      ],
    };
    expect(Object.fromEntries(await passesOf(silent, 'pooled'))).toEqual({
      rectified: { kind: 'relu', factors: [0] },
      normalised: { kind: 'localResponseNormalisation', factors: [0] },
      pooled: { kind: 'maxPool', taps: [0, 0, 0, 0] },
    });
  });
});
