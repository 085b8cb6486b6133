import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adamStep, zeroMoments } from '../../pipeline/designed/adam.ts';
import type { LabelledPictures } from '../../pipeline/designed/cifar10.ts';
import { correctOf } from '../../pipeline/designed/accuracy.ts';
import { trainNetwork } from '../../pipeline/designed/train.ts';
import type { TrainingProgress } from '../../pipeline/designed/training-progress.ts';
import {
  batchIndices,
  rateAt,
  type TrainingSettings,
} from '../../pipeline/designed/training-schedule.ts';
import { halfEquivariant } from '../../pipeline/designed/unit-layout.ts';
import { openBackend } from '../../pipeline/engine/backend.ts';
import * as tf from '../../pipeline/engine/tensorflow.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { wavePicture } from '../support/wave-picture.ts';
import { smallInception } from './small-designs.ts';

/** Twenty small pictures, each of three waves of its own, dealt to ten classes in turn. */
function wavePictures(): LabelledPictures {
  const random = new Random(40);
  const [side, count] = [8, 20];
  const values = Array.from({ length: count }, () => [...wavePicture(side, random, 3).data]).flat();
  return {
    side,
    count,
    pixels: Uint8Array.from(values, (value) => Math.max(0, Math.min(255, Math.round(value)))),
    labels: Uint8Array.from({ length: count }, (_, n) => n % 10),
  };
}

const settings: TrainingSettings = {
  seed: 3,
  epochs: 80,
  batchSize: 10,
  shares: 2,
  rate: 0.01,
  decay: 0,
  warmUp: 10,
  augment: false,
};

const design = smallInception({ turns: 4, mirrors: false }, halfEquivariant(3, 4));

let directory: string;

beforeAll(async () => {
  await openBackend('wasm');
  directory = await mkdtemp(join(tmpdir(), 'training-'));
});

afterAll(async () => {
  await rm(directory, { recursive: true });
});

describe('training', () => {
  it('learns twenty pictures by heart, and says how it goes', async () => {
    const pictures = wavePictures();
    const progress: TrainingProgress[] = [];
    const before = tf.memory().numTensors;
    const parameters = await trainNetwork(design, pictures, settings, {
      onProgress: (report) => progress.push(report),
    });
    expect(tf.memory().numTensors).toBe(before);
    expect(correctOf(design, parameters, pictures, 7)).toBe(pictures.count);
    expect(progress.map(({ step }) => step)).toEqual(
      Array.from({ length: 8 }, (_, i) => 20 * (i + 1)),
    );
    const [first, last] = [progress[0]!, progress.at(-1)!];
    expect(first.loss).toBeGreaterThan(1);
    expect(last).toMatchObject({ steps: 160, epoch: 79, accuracy: 1, secondsLeft: 0 });
    expect(last.loss).toBeLessThan(0.05);
  });

  it('goes on from a checkpoint to the same weights, bit by bit', async () => {
    const pictures = wavePictures();
    const short = { ...settings, epochs: 4, augment: true, decay: 0.1 };
    const whole = await trainNetwork(design, pictures, short);
    const checkpoint = join(directory, 'interrupted.safetensors');
    const options = { checkpoint, saveEvery: 2 };
    const part = await trainNetwork(design, pictures, short, { ...options, stopAt: 3 });
    expect(part).not.toEqual(whole);
    const steps: number[] = [];
    const resumed = await trainNetwork(design, pictures, short, {
      ...options,
      reportEvery: 1,
      onProgress: ({ step }) => steps.push(step),
    });
    expect(steps).toEqual([4, 5, 6, 7, 8]);
    expect(resumed).toEqual(whole);
    // And a finished one is only read.
    expect(await trainNetwork(design, pictures, short, options)).toEqual(whole);
  });

  it('does not go on from the checkpoint of another training, or a damaged one', async () => {
    const pictures = wavePictures();
    const short = { ...settings, epochs: 1 };
    const checkpoint = join(directory, 'other.safetensors');
    await trainNetwork(design, pictures, short, { checkpoint });
    await expect(
      trainNetwork(design, pictures, { ...short, seed: 4 }, { checkpoint }),
    ).rejects.toThrow('found one of another network, other pictures or other settings');
    const bytes = await readFile(checkpoint);
    await writeFile(checkpoint, bytes.subarray(0, bytes.length - 40));
    await expect(trainNetwork(design, pictures, short, { checkpoint })).rejects.toThrow(
      'does not fit its place in the file; remove the file',
    );
  });

  it('gives the same weights on threads', async () => {
    const short = { ...settings, epochs: 2 };
    const whole = await trainNetwork(design, wavePictures(), short);
    for (const count of [1, 2, 3]) {
      const threads = { count, backend: 'wasm' } as const;
      expect(await trainNetwork(design, wavePictures(), short, { threads })).toEqual(whole);
    }
  });

  it('fails where a thread fails', async () => {
    const threads = { count: 1, backend: 'cuda' } as const;
    const short = { ...settings, epochs: 1 };
    const attempt = trainNetwork(design, wavePictures(), short, { threads });
    await expect(attempt).rejects.toThrow(/a training thread broke down: .*CUDA/);
  });

  it('refuses a batch that does not divide into its shares', async () => {
    const uneven = { ...settings, shares: 3 };
    await expect(trainNetwork(design, wavePictures(), uneven)).rejects.toThrow('no 3 equal shares');
  });

  it('depends on the seed', async () => {
    const short = { ...settings, epochs: 1 };
    const one = await trainNetwork(design, wavePictures(), short);
    expect(await trainNetwork(design, wavePictures(), { ...short, seed: 4 })).not.toEqual(one);
  });
});

describe('the schedule', () => {
  it('shows every picture once an epoch, in an order of its own', () => {
    const epoch = (first: number) =>
      [0, 1, 2].flatMap((step) => [...batchIndices(first + step, 12, { seed: 1, batchSize: 4 })]);
    const sorted = (values: number[]) => [...values].sort((a, b) => a - b);
    expect(sorted(epoch(0))).toEqual(Array.from({ length: 12 }, (_, i) => i));
    expect(sorted(epoch(3))).toEqual(sorted(epoch(0)));
    expect(epoch(3)).not.toEqual(epoch(0));
    expect(() => batchIndices(0, 12, { seed: 1, batchSize: 13 })).toThrow('more than the 12');
  });

  it('warms up, and ends at nothing', () => {
    const at = (step: number) => rateAt(step, 100, { ...settings, rate: 1, warmUp: 4 });
    expect([0, 1, 3].map(at)).toEqual([0.2, 0.4, 0.8]);
    expect(at(4)).toBe(1);
    expect(at(52)).toBeCloseTo(0.5, 12);
    expect(at(99)).toBeLessThan(0.001);
  });
});

describe('Adam', () => {
  it('steps by the rate at first, whatever the size of the gradient, and decays apart from it', () => {
    const value = Float32Array.of(1, 1, 0);
    adamStep(value, [1000, 0.001, 0], zeroMoments(3), 1, 0.01, 0.5);
    // 1 − 0.01 · (1 + 0.5); the small epsilon moves the second by 1e-5 of the step.
    expect(value[0]).toBeCloseTo(0.985, 6);
    expect(value[1]).toBeCloseTo(0.985, 6);
    expect(value[2]).toBe(0);
  });

  it('finds the bottom of a bowl', () => {
    const value = Float32Array.of(2, -3);
    const moments = zeroMoments(2);
    for (let step = 1; step <= 500; step++) {
      adamStep(value, [2 * value[0]!, 20 * value[1]!], moments, step, 0.05, 0);
    }
    expect(Math.abs(value[0]!)).toBeLessThan(0.01);
    expect(Math.abs(value[1]!)).toBeLessThan(0.01);
  });
});
