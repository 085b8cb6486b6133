import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stampTensorDigest, writeNetwork } from '../../pipeline/cli/write-network.ts';
import type { ModelCard } from '../../pipeline/records/model-card.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';

const digest = 'a'.repeat(64);
const card: ModelCard = {
  name: 'small',
  tensorDigest: digest,
  data: { name: 'CIFAR-10', citation: 'none', digest, trainingPictures: 10_000 },
  licence: 'CC BY 4.0',
  seed: 1,
  epochs: 2,
  command: 'npm run atlas -- train small --epochs 2',
  test: { correct: 1, of: 10_000 },
};
const network = { bytes: Uint8Array.of(1, 2, 3), description: { nodes: [] } };

describe('a trained network', () => {
  it('is written as weights, description and card', async () => {
    const folder = join(temporaryFolder(), 'small');
    await writeNetwork(folder, network, card);
    expect([...readFileSync(join(folder, 'weights.safetensors'))]).toEqual([1, 2, 3]);
    const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
    expect(read('network.json')).toEqual({ nodes: [] });
    expect(read('card.json')).toEqual(card);
  });

  it('is not written with a card that breaks the schema', async () => {
    const folder = join(temporaryFolder(), 'small');
    const odd = { ...card, test: { correct: 1.5, of: 10_000 } };
    await expect(writeNetwork(folder, network, odd)).rejects.toThrow('found at test.correct');
    expect(() => readFileSync(join(folder, 'weights.safetensors'))).toThrow('ENOENT');
  });
});

describe('a model file', () => {
  it('gets the digest of the weights, and keeps every other line', async () => {
    const path = join(temporaryFolder(), 'small.yaml');
    writeFileSync(path, 'name: small # the network\nweights:\n  tensorDigest: 123\n  licence: x\n');
    await stampTensorDigest(path, digest);
    expect(readFileSync(path, 'utf8')).toBe(
      `name: small # the network\nweights:\n  tensorDigest: ${digest}\n  licence: x\n`,
    );
  });

  it('that is missing or has no such line is not made up', async () => {
    const path = join(temporaryFolder(), 'small.yaml');
    await expect(stampTensorDigest(path, digest)).rejects.toThrow('found none; write one with');
    writeFileSync(path, 'name: small\n');
    await expect(stampTensorDigest(path, digest)).rejects.toThrow('found one without it');
  });
});
