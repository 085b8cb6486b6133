import { describe, expect, it } from 'vitest';
import { integerGroup, scaleLadder } from '../../pipeline/groups/scale-ladder.ts';
import { brokenGroupLaws } from '../support/laws.ts';
import { brokenPartialActionLaws } from './partial-action-laws.ts';

describe('a ladder of scales', () => {
  it.each([1, 2, 7, 20])('of %i rungs obeys the laws of a partial action', (rungs) => {
    expect(brokenPartialActionLaws(scaleLadder(rungs, Math.SQRT2))).toEqual([]);
  });

  it('is acted on by the integers, which obey the group laws', () => {
    expect(brokenGroupLaws(integerGroup)).toEqual([]);
    expect(Object.is(integerGroup.inverse(0), 0)).toBe(true);
  });

  it('takes steps between its rungs, and none beyond its ends', () => {
    const { apply, scale } = scaleLadder(4, 2);
    expect([apply(2, 1), apply(-3, 3), apply(0, 0)]).toEqual([3, 0, 0]);
    expect([apply(1, 3), apply(-1, 0), apply(7, 2)]).toEqual([undefined, undefined, undefined]);
    expect([0, 1, 2, 3].map(scale)).toEqual([1, 2, 4, 8]);
  });

  it('is no action: two steps may be defined where the first alone is not', () => {
    const { apply } = scaleLadder(3, 2);
    const steps = [2, -1];
    expect(apply(steps[0]!, 1)).toBeUndefined();
    expect(apply(steps[0]! + steps[1]!, 1)).toBe(2);
  });

  it('refuses rungs, ratios and steps that mean nothing', () => {
    expect(() => scaleLadder(0, 2)).toThrow('not 0');
    expect(() => scaleLadder(3, 1)).toThrow('above 1, not 1');
    expect(() => scaleLadder(3, NaN)).toThrow('not NaN');
    expect(() => scaleLadder(3, 2).apply(1, 3)).toThrow('0 to 2, not 3');
    expect(() => scaleLadder(3, 2).apply(0.5, 1)).toThrow('not 0.5');
    expect(() => scaleLadder(3, 2).scale(-1)).toThrow('0 to 2, not -1');
  });
});

describe('the checker of partial actions', () => {
  const ladder = scaleLadder(5, 2);

  it('rejects a ladder that clamps at its ends', () => {
    const clamped = {
      ...ladder,
      apply: (step: number, at: number) => Math.min(4, Math.max(0, at + step)),
    };
    expect(brokenPartialActionLaws(clamped)).toEqual([
      'the inverse undoes where defined',
      'acting twice equals acting by the product where defined',
    ]);
  });

  it('rejects one that is not defined at the identity, or leaves its points', () => {
    expect(brokenPartialActionLaws({ ...ladder, apply: () => undefined })).toEqual([
      'the identity acts as the identity',
    ]);
    const endless = { ...ladder, apply: (step: number, at: number) => at + step };
    expect(brokenPartialActionLaws(endless)).toEqual(['points stay points']);
  });

  it('rejects one that goes up but not down again', () => {
    const upward = {
      ...ladder,
      apply: (step: number, at: number) => (step < 0 ? undefined : ladder.apply(step, at)),
    };
    expect(brokenPartialActionLaws(upward)).toEqual(['the inverse undoes where defined']);
  });
});
