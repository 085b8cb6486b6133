import { describe, expect, it } from 'vitest';
import { scoreKnownTruth, type KnownUnit } from '../../pipeline/families/known-truth.ts';
import { expectClose } from '../support/expect-close.ts';

const ORDER = 16;
const STEP = 360 / ORDER;

/** Two fields of sixteen units, then eight invariant units. */
const known: readonly KnownUnit[] = Array.from({ length: 40 }, (_, unit) =>
  unit < 32
    ? { unit, field: Math.floor(unit / ORDER), element: (unit % ORDER) * STEP }
    : { unit, field: null, element: 0 },
);
const field = (index: number) => known.filter((unit) => unit.field === index);
const always = () => true;
const family = (
  members: readonly { readonly unit: number; readonly element: number }[],
  period = 360,
) => ({ tag: 'AAAA', period, members });
const turned = (units: readonly KnownUnit[], by: number, period = 360) =>
  units.map(({ unit, element }) => ({ unit, element: (element + by + 720) % period }));

describe('families of a network with known fields', () => {
  it('are perfect where every field is one family, up to one offset each', () => {
    const score = scoreKnownTruth(known, always, [
      family(turned(field(0), 101)),
      family(turned(field(1), -3)),
    ]);
    expect(score).toMatchObject({
      ...{ unitsInFields: 32, invariantUnits: 8, fields: 2, distinctFields: 2 },
      ...{ found: 2, merged: 0, unitPrecision: 1, unitRecall: 1 },
      pairs: { found: 240, known: 240, knownDistinct: 240, both: 240, bothDistinct: 240 },
    });
    for (const { elementErrors } of score.families) {
      expectClose(elementErrors, new Array(ORDER).fill(0), { absolute: 1e-9 });
    }
  });

  it('have errors round the circle from the offset that suits most members', () => {
    const members = turned(field(0), 350).map((member, i) =>
      i === 3 ? { ...member, element: (member.element + 30) % 360 } : member,
    );
    const [judged] = scoreKnownTruth(known, always, [family(members)]).families;
    expectClose(
      [...judged!.elementErrors].sort((a, b) => a - b),
      [...new Array(15).fill(0), 30],
      {
        absolute: 1e-9,
      },
    );
  });

  it('may repeat after half a turn, and are judged on that circle', () => {
    const [judged] = scoreKnownTruth(known, always, [
      family(turned(field(0), 70, 180), 180),
    ]).families;
    expect(Math.max(...judged!.elementErrors)).toBeLessThan(1e-9);
    const whole = scoreKnownTruth(known, always, [family(turned(field(0), 70, 180), 360)]);
    expect(Math.max(...whole.families[0]!.elementErrors)).toBeCloseTo(180, 9);
  });

  it('turn the other way with large errors', () => {
    const mirrored = field(0).map(({ unit, element }) => ({
      unit,
      element: (360 - element) % 360,
    }));
    const [judged] = scoreKnownTruth(known, always, [family(mirrored)]).families;
    expect(Math.max(...judged!.elementErrors)).toBeGreaterThan(90);
  });

  it('lose precision by invariant units and by a second field, which they merge', () => {
    const mixed = family([
      ...turned(field(0), 0),
      ...turned(field(1), 0),
      { unit: 35, element: 5 },
    ]);
    const score = scoreKnownTruth(known, always, [mixed]);
    expect(score).toMatchObject({ found: 2, merged: 2, unitRecall: 16 / 32 });
    expect(score.unitPrecision).toBeCloseTo(16 / 33, 12);
    expect(score.pairs).toMatchObject({ found: (33 * 32) / 2, both: 240 });
    expect(score.families[0]).toMatchObject({
      ...{ field: 0, members: 33, ofField: 16, ofOtherFields: 16, invariant: 1 },
    });
  });

  it('lose recall where a field is missed, found in part, or was not there to find', () => {
    const part = family(turned(field(0).slice(0, 7), 0));
    const score = scoreKnownTruth(known, always, [part]);
    expect(score).toMatchObject({ found: 0, unitPrecision: 1, unitRecall: 7 / 32 });
    expect(score.pairs).toMatchObject({ found: 21, both: 21, known: 240 });
    const nothing = scoreKnownTruth(known, (index) => index === 0, []);
    expect(nothing).toMatchObject({ distinctFields: 1, found: 0, unitRecall: 0 });
    expect(nothing.pairs).toMatchObject({ known: 240, knownDistinct: 120 });
  });

  it('of invariant units alone belong to no field', () => {
    const strangers = family([33, 34].map((unit) => ({ unit, element: 0 })));
    const [judged] = scoreKnownTruth(known, always, [strangers]).families;
    expect(judged).toMatchObject({ field: null, invariant: 2, ofField: 0 });
    expect(judged!.elementErrors).toEqual([]);
  });

  it('count a pair once that two families hold', () => {
    const twice = family(turned(field(0).slice(0, 4), 0));
    expect(scoreKnownTruth(known, always, [twice, twice]).pairs.found).toBe(6);
  });
});
