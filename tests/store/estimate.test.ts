import { describe, expect, it } from 'vitest';
import { estimateRemaining, measuredRates } from '../../pipeline/store/estimate.ts';

describe('the estimate of remaining time', () => {
  const rates = measuredRates([
    { stage: 'picture', version: 1, cost: 1, seconds: 900 },
    { stage: 'picture', version: 2, cost: 1, seconds: 8 },
    { stage: 'picture', version: 2, cost: 3, seconds: 32 },
    { stage: 'picture', version: 1, cost: 1, seconds: 900 },
    { stage: 'fit', version: 1, cost: 1, seconds: 2 },
  ]);

  it('takes the rate of a stage from all measured tasks of its last version', () => {
    expect(rates).toEqual(new Map([['picture', 10], ['fit', 2]])); // prettier-ignore
  });

  it('shares the waiting work among the workers', () => {
    const waiting = Array.from({ length: 6 }, () => ({ stage: 'picture', cost: 1 }));
    expect(estimateRemaining(waiting, [], rates, 2)).toEqual({ seconds: 30, complete: true });
  });

  it('counts of a running task only what is left, and never less than nothing', () => {
    const running = [
      { stage: 'picture', cost: 1, elapsed: 4 },
      { stage: 'fit', cost: 1, elapsed: 60 },
    ];
    expect(estimateRemaining([], running, rates, 1).seconds).toBe(6);
  });

  it('is never shorter than the longest task, which no two workers can share', () => {
    const waiting = [{ stage: 'picture', cost: 5 }];
    expect(estimateRemaining(waiting, [], rates, 4).seconds).toBe(50);
  });

  it('says when a stage that is to run has never been measured', () => {
    const waiting = [{ stage: 'picture', cost: 1 }, { stage: 'new', cost: 1 }]; // prettier-ignore
    expect(estimateRemaining(waiting, [], rates, 1)).toEqual({ seconds: 10, complete: false });
  });
});
