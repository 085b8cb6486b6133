import { describe, expect, it } from 'vitest';
import { openRateSchedule } from '../../pipeline/visualize/rate-schedule.ts';

const settings = { rate: 0.2, steps: 40, ending: 8, span: 4, gain: 0.1 };

/** Rates that a schedule gives until it is finished, for values by step. */
function ratesOf(count: number, valuesAt: (step: number) => readonly number[]): number[][] {
  const schedule = openRateSchedule(count, settings);
  const rates: number[][] = [];
  for (let step = 0; !schedule.finished(); step++) {
    rates.push([...schedule.next(valuesAt(step))]);
    expect(schedule.steps()).toEqual(
      Array.from({ length: count }, (_, place) => rates.filter((each) => each[place]! > 0).length),
    );
  }
  return rates;
}

describe('the rate of a picture', () => {
  it('is full while the picture gains, and ends along half a cosine at the last step', () => {
    const rates = ratesOf(1, (step) => [1.2 ** step]).flat();
    expect(rates.length).toBe(40);
    expect(rates.slice(0, 32).every((rate) => rate === Math.fround(0.2))).toBe(true);
    const ending = rates.slice(32);
    ending.forEach((rate, step) => {
      // Rates are float32.
      expect(rate).toBeCloseTo(0.2 * (0.5 + 0.5 * Math.cos((Math.PI * step) / 8)), 7);
    });
  });

  it('begins to end as soon as a span has brought less than the gain', () => {
    // Spans of four steps: 1, 2, 2.1; the third gains 5%, and step 11 is its last.
    const values = [1, 2, 2.1];
    const rates = ratesOf(1, (step) => [values[Math.min(2, Math.floor(step / 4))]!]).flat();
    expect(rates.length).toBe(11 + 8);
    expect(rates[10]).toBe(Math.fround(0.2));
    expect(rates[12]).toBeLessThan(0.2);
  });

  it('stays full for a picture that has not roused its unit yet', () => {
    expect(ratesOf(1, () => [-1]).length).toBe(40);
    expect(ratesOf(1, () => [0]).length).toBe(40);
  });

  it('does not depend on the other pictures of the batch', () => {
    const still = ratesOf(1, () => [1]).flat();
    const both = ratesOf(2, (step) => [1, 1.2 ** step]);
    expect(both.map(([first]) => first).slice(0, still.length)).toEqual(still);
    expect(both.slice(still.length).every(([first]) => first === 0)).toBe(true);
    expect(both.length).toBe(40);
  });
});
