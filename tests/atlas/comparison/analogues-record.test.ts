import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  analoguesDerivation,
  analoguesRecord,
  type TunedRecords,
} from '../../../pipeline/atlas/comparison/analogues-record.ts';
import { familyListSchema } from '../../../pipeline/records/family.ts';
import { unitListSchema } from '../../../pipeline/records/unit.ts';

const folder = fileURLToPath(new URL('../../../content/atlas/googlenet/', import.meta.url));
const read = (file: string): unknown => JSON.parse(readFileSync(`${folder}${file}`, 'utf8'));
const families = familyListSchema.parse(read('families.json'));
const units = unitListSchema.parse(read('units.json'));

/** One layer of the model as if it were a model. */
const layer = (name: string): TunedRecords => ({
  name,
  families: families.filter((family) => family.layer === name),
  familiesDigest: 'ab'.repeat(32),
  units: units.filter((unit) => unit.layer === name),
  unitsDigest: 'cd'.repeat(32),
});

describe('the record of analogues', () => {
  const from = layer('conv2/3x3');
  const record = analoguesRecord(from, layer('inception_3a/output'));

  it('has every supported family of rotation and hue once', () => {
    expect(record.families.map(({ family }) => family).sort()).toEqual(
      from.families
        .filter(
          ({ group, verdict }) => /^(rotation|hue)$/.test(group) && verdict !== 'not supported',
        )
        .map(({ tag }) => tag)
        .sort(),
    );
  });

  it('finds lines of the next layer beside lines, and colours beside colours', () => {
    const kindOf = (tag: string | null) => {
      const family = families.find((each) => each.tag === tag);
      return family && 'preferred' in family ? family.preferred.kind : undefined;
    };
    const analogues = record.families.filter(({ isAnalogue }) => isAnalogue);
    const pairs = analogues.map(({ family, counterpart }) => [kindOf(family), kindOf(counterpart)]);
    expect(pairs).toContainEqual(['line', 'line']);
    expect(pairs).toContainEqual(['colour centre-surround', 'colour centre-surround']);
  });

  it('rests on the records of both models', () => {
    const { inputs, key } = record.derivation;
    expect(inputs.map(({ name }) => name)).toEqual([
      ...['from families', 'from units', 'to families', 'to units'],
    ]);
    const changed = { ...from, unitsDigest: 'ef'.repeat(32) };
    expect(analoguesDerivation(changed, layer('inception_3a/output')).key).not.toBe(key);
  });
});
