import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labelledPictures, readCifar10 } from '../../pipeline/designed/cifar10.ts';
import { trainingBatch } from '../../pipeline/designed/training-batch.ts';
import { Random } from '../../pipeline/numerics/random.ts';

const RECORD = 3073;

/** A batch file of pictures that are empty but for the bytes given. */
function batchFile(bytes: Readonly<Record<number, number>>): Uint8Array {
  const file = new Uint8Array(10_000 * RECORD);
  for (const [place, value] of Object.entries(bytes)) file[Number(place)] = value;
  return file;
}

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cifar10-'));
});

afterAll(async () => {
  await rm(directory, { recursive: true });
});

const write = (name: string, bytes: Uint8Array) => writeFile(join(directory, name), bytes);

describe('CIFAR-10', () => {
  it('is asked for where it is missing', async () => {
    await expect(readCifar10(join(directory, 'nowhere'))).rejects.toThrow(
      /found no data_batch_1.bin; unpack https.* and set ATLAS_CIFAR10/,
    );
    await write('data_batch_1.bin', batchFile({ 0: 3, [RECORD]: 9 }));
    await expect(readCifar10(directory)).rejects.toThrow('found no test_batch.bin');
  });

  it('is read from the batches that are there, in order', async () => {
    await write('test_batch.bin', batchFile({ 0: 7 }));
    await write('data_batch_3.bin', batchFile({ 0: 5 }));
    const cifar = await readCifar10(directory);
    expect([cifar.train.count, cifar.test.count]).toEqual([20_000, 10_000]);
    expect([...cifar.train.labels.subarray(0, 3)]).toEqual([3, 9, 0]);
    expect(cifar.train.labels[10_000]).toBe(5);
    expect(cifar.test.labels[0]).toBe(7);
    expect(cifar.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(cifar.classes[3]).toBe('cat');
  });

  it('is refused with files of another size or with labels above 9', async () => {
    await write('data_batch_3.bin', new Uint8Array(3074));
    await expect(readCifar10(directory)).rejects.toThrow(
      /expected 30730000 bytes in .*data_batch_3.bin, found 3074/,
    );
    await write('data_batch_3.bin', batchFile({ [2 * RECORD]: 19 }));
    await expect(readCifar10(directory)).rejects.toThrow('found 19 at picture 2');
  });

  it('has planes of red, green and blue, which become pixels', () => {
    const record = new Uint8Array(RECORD);
    record[0] = 4;
    // Red, green and blue of the pixel in row 1, column 2.
    [10, 20, 30].forEach((value, plane) => {
      record[1 + plane * 1024 + 34] = value;
    });
    const { count, pixels, labels } = labelledPictures([record]);
    expect([count, labels[0]]).toEqual([1, 4]);
    expect([...pixels.subarray(34 * 3, 35 * 3)]).toEqual([10, 20, 30]);
    expect(pixels.reduce((sum, value) => sum + value, 0)).toBe(60);
  });
});

describe('a training batch', () => {
  const side = 12;
  const random = new Random(17);
  const count = 3;
  const pixels = Uint8Array.from(
    { length: count * side * side * 3 },
    () => 1 + random.integer(255),
  );
  const pictures = { side, count, pixels, labels: new Uint8Array(count) };
  const input = { mean: [0, 0, 0], deviation: 1 } as const;
  const value = (data: Float32Array, y: number, x: number) => data[(y * side + x) * 3]!;

  it('holds the asked pictures less the mean, divided by the deviation', () => {
    const { shape, data } = trainingBatch(pictures, [2, 0], { mean: [10, 20, 30], deviation: 2 });
    expect(shape).toEqual([2, side, side, 3]);
    const picture = side * side * 3;
    expect([...data.subarray(0, 3)]).toEqual(
      [10, 20, 30].map((mean, c) => (pixels[2 * picture + c]! - mean) / 2),
    );
    expect(data[picture + 5]).toBe((pixels[5]! - 30) / 2);
  });

  it('is augmented by mirrors and moves of up to four pixels, every one of which occurs', () => {
    const seen = new Set<string>();
    const draws = new Random(18);
    for (let trial = 0; trial < 3000; trial++) {
      const { data } = trainingBatch(pictures, [0], input, draws);
      // The middle of the picture stays in it; where it is tells the move.
      const found = [];
      for (let down = -4; down <= 4; down++) {
        for (let right = -4; right <= 4; right++) {
          for (const mirrored of [false, true]) {
            const agrees = [0, 1, 2, 3].every((step) => {
              const column = mirrored ? side - 1 - (4 + step) : 4 + step;
              return value(data, 5 + down, 4 + step + right) === pixels[(5 * side + column) * 3];
            });
            if (agrees) found.push(`${String(down)},${String(right)},${String(mirrored)}`);
          }
        }
      }
      expect(found.length).toBe(1);
      seen.add(found[0]!);
    }
    expect(seen.size).toBe(9 * 9 * 2);
  });

  it('has the mean, which is zero, where a moved picture does not reach', () => {
    const { data } = trainingBatch(pictures, [0, 0, 0, 0], input, new Random(19));
    const zeros = data.filter((entry) => entry === 0).length;
    expect(zeros).toBeGreaterThan(0);
    // Pixels are 1 at least, and whole rows and columns of three channels are missing.
    expect(zeros % 3).toBe(0);
  });

  it('is the same for the same generator', () => {
    const once = trainingBatch(pictures, [0, 1, 2], input, new Random(5));
    expect(trainingBatch(pictures, [0, 1, 2], input, new Random(5))).toEqual(once);
    expect(trainingBatch(pictures, [0, 1, 2], input, new Random(6))).not.toEqual(once);
  });
});
