import { describe, expect, it } from 'vitest';
import { conditionGrams, explainedShare, sumGrams } from '../../pipeline/families/gram.ts';
import { pairTable } from '../../pipeline/families/pair-correlation.ts';
import {
  bootstrapShare,
  randomElementsNull,
  randomUnitsNull,
} from '../../pipeline/families/significance.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import {
  ANGLES,
  CONDITIONS,
  modulationsOf,
  randomTemplate,
  template,
  type TurnedUnit,
} from './synthetic-units.ts';

const random = new Random(8);
const stranger = (): TurnedUnit => ({ shape: randomTemplate(random), element: 0 });
const elements = [12, 61, 118, 200, 287, 333];
/** Units 0–5 are copies with some response of their own, 6–29 unrelated. */
const units = modulationsOf([
  ...elements.map((element) => {
    const own = randomTemplate(random);
    const shape = (c: number, d: number): number => template(c, d) + 0.15 * own(c, d);
    return { shape, element };
  }),
  ...Array.from({ length: 24 }, stranger),
]);
const pairs = pairTable(units, ANGLES);
const copies = [0, 1, 2, 3, 4, 5];
const strangers = [6, 9, 13, 17, 22, 28];
const SAMPLES = 199;

describe('the null of random elements', () => {
  it('is beaten by planted copies: no sample comes near', () => {
    const { pValue, q95, samples } = randomElementsNull(pairs, copies, SAMPLES, new Random(1));
    expect(pValue).toBe(1 / (1 + SAMPLES));
    expect(samples).toBe(SAMPLES);
    expect(q95).toBeLessThan(0.7);
  });
});

describe('the null of random units', () => {
  it('is beaten by planted copies and not by unrelated units, which get their best elements too', () => {
    expect(randomUnitsNull(pairs, copies, SAMPLES, new Random(1)).pValue).toBe(1 / (1 + SAMPLES));
    expect(randomUnitsNull(pairs, strangers, SAMPLES, new Random(1)).pValue).toBeGreaterThan(0.05);
  });

  it('is not beaten where the layer has no others to draw', () => {
    const alone = pairTable(units.slice(0, 6), ANGLES);
    expect(randomUnitsNull(alone, copies, SAMPLES, new Random(1)).pValue).toBe(1);
  });

  it('is decided by its seed', () => {
    const drawn = (seed: number) => randomUnitsNull(pairs, copies, 20, new Random(seed));
    expect(drawn(3)).toEqual(drawn(3));
    expect(drawn(3).mean).not.toBe(drawn(4).mean);
  });
});

describe('the bootstrap over conditions', () => {
  const grams = conditionGrams(units.slice(0, 6), elements, ANGLES);
  const share = explainedShare(sumGrams(grams));

  it('gives an interval about R², wider where the conditions disagree', () => {
    const [low, high] = bootstrapShare(grams, 500, new Random(2));
    expect(low).toBeLessThan(share);
    expect(high).toBeGreaterThan(share);
    expect(high).toBeLessThanOrEqual(1 + 1e-9);
    const even = grams.map(() => grams[0]!);
    const [evenLow, evenHigh] = bootstrapShare(even, 50, new Random(2));
    expect(evenHigh - evenLow).toBeCloseTo(0, 9);
    expect(high - low).toBeGreaterThan(0.005);
  });

  it('draws as many conditions as there are, with repetition', () => {
    // One condition in six carries everything; it is missed with probability (5/6)⁶ = 0.33.
    const lone = grams.map((gram, c) => (c === 0 ? gram : gram.map(() => 0)));
    const [low, high] = bootstrapShare(lone, 500, new Random(2));
    expect(lone).toHaveLength(CONDITIONS);
    expect(low).toBe(0);
    expect(high).toBeCloseTo(explainedShare(grams[0]!), 9);
  });
});
