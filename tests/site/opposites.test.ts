import { describe, expect, it } from 'vitest';
import type { NegativePicture, PictureSprite } from '../../pipeline/records/index.ts';
import { isCircular } from '../../src/lib/best-family.ts';
import { indexModel } from '../../src/lib/index-atlas.ts';
import { modelOpposites, oppositesOf, oppositesSummary } from '../../src/lib/opposites.ts';
import { spriteStyle } from '../../src/lib/sprite-style.ts';
import { asModelRecords, fixtureRecords } from './fixture-records.ts';
import { digest } from './fixture-setting.ts';

const records = fixtureRecords(
  [
    { tag: 'AA01', layer: 'conv2/norm2', name: 'curves', members: 6, verdict: 'partial' },
    { tag: 'AA02', layer: 'conv2/norm2', name: 'edges', members: 4, verdict: 'partial' },
  ],
  [],
);
const [family, other] = records.families.filter(isCircular);
const members = [...family!.members].sort((a, b) => a.element - b.element);

const negative = (unit: number, driven: number): NegativePicture => ({
  kind: 'negative',
  layer: 'conv2/norm2',
  unit,
  file: `atlas/googlenet/${String(unit)}.webp`,
  digest: digest(String(unit)),
  width: 10,
  height: 10,
  seed: 1,
  steps: 64,
  retries: 0,
  backend: 'wasm',
  stageKey: digest('stage'),
  activation: -3,
  check: { activation: 0, drives: { unit: driven, relativeToStimuli: 1.5 } },
});

describe('opposites of a family', () => {
  const [first, second, third] = members;
  const outsider = other!.members[0]!.unit;
  const atlas = indexModel({
    ...asModelRecords(records),
    pictures: [
      negative(third!.unit, outsider),
      negative(first!.unit, second!.unit),
      negative(second!.unit, first!.unit),
      negative(outsider, first!.unit),
    ],
  });
  const opposites = oppositesOf(atlas, family!);

  it('are those of its members that have one, in the order of elements', () => {
    expect(opposites.map(({ unit }) => unit)).toEqual([first!.unit, second!.unit, third!.unit]);
  });

  it('tell how far on the driven unit stands, where it is a member', () => {
    const apart = second!.element - first!.element;
    expect(opposites.map((opposite) => opposite.apart)).toEqual([apart, -apart, undefined]);
    expect(oppositesSummary(opposites)).toEqual({ within: 2, median: apart });
  });

  it('are summed up for a model, beside what units drawn at random would do', () => {
    const [pictures, others] = [3, 1];
    const byChance = (pictures * (members.length - 1) + others * (other!.members.length - 1)) / 191;
    const apart = second!.element - first!.element;
    const expected = { pictures: pictures + others, within: 2, median: apart };
    expect(modelOpposites(atlas)).toMatchObject(expected);
    expect(modelOpposites(atlas)!.byChance).toBeCloseTo(byChance, 12);
    expect(modelOpposites(indexModel(asModelRecords(records)))).toBeUndefined();
  });

  it('have no median where no picture drives a member', () => {
    expect(oppositesSummary([opposites[2]!])).toEqual({ within: 0, median: undefined });
  });
});

describe('the style of a sprite', () => {
  const sprite: PictureSprite = {
    layer: 'conv2/norm2',
    units: [4, 7, 9, 11, 12],
    file: 'atlas/googlenet/sprite.webp',
    digest: digest('sprite'),
    width: 240,
    height: 160,
    tile: 80,
    columns: 3,
    stageKey: digest('stage'),
  };

  it('shows the tile of a unit and none of a unit that is not there', () => {
    expect(spriteStyle(sprite, 4)).toBe(
      'background:url(/atlas/googlenet/sprite.webp) 0% 0%/300% auto',
    );
    expect(spriteStyle(sprite, 12)).toContain(' 50% 100%/');
    expect(spriteStyle(sprite, 5)).toBeUndefined();
  });
});
