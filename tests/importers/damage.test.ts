import { expect, it } from 'vitest';
import { importCaffemodel } from '../../pipeline/importers/import-caffemodel.ts';
import { tensorDigest } from '../../pipeline/importers/tensor-digest.ts';
import { UserError } from '../../pipeline/records/user-error.ts';
import { caffemodel } from '../support/caffemodel.ts';
import { request, tinyNet } from './tiny-net.ts';

const bytes = caffemodel('V1', tinyNet);

it('answers every damaged byte with a UserError of one line, or imports what is still a network', () => {
  const outcomes = { refused: 0, imported: 0 };
  for (let place = 0; place < bytes.length; place++) {
    for (const flipped of [0x01, 0x80, 0xff]) {
      const damaged = Uint8Array.from(bytes);
      damaged[place]! ^= flipped;
      try {
        importCaffemodel(damaged, request);
        outcomes.imported += 1;
      } catch (error) {
        if (!(error instanceof UserError) || error.message.includes('\n')) {
          throw new Error(`byte ${String(place)} ^ ${String(flipped)}`, { cause: error });
        }
        outcomes.refused += 1;
      }
    }
  }
  expect(outcomes.refused).toBeGreaterThan(bytes.length / 2);
  // Values of weights and names of pruned layers may change without breaking the network.
  expect(outcomes.imported).toBeGreaterThan(0);
});

it('answers every cut with a UserError, or imports the same tensors', () => {
  const whole = tensorDigest(importCaffemodel(bytes, request).tensors);
  for (let length = 0; length < bytes.length; length++) {
    let digest: string;
    try {
      digest = tensorDigest(importCaffemodel(bytes.subarray(0, length), request).tensors);
    } catch (error) {
      expect(error).toBeInstanceOf(UserError);
      continue;
    }
    // Cut between the layers of the auxiliary head, which no output needs.
    expect(digest).toBe(whole);
  }
});
