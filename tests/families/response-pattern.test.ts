import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patternProduct, responsePattern } from '../../pipeline/families/response-pattern.ts';
import { correlation } from '../../pipeline/numerics/statistics.ts';

const UNITS = 5;
const rootsOf = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: UNITS, maxLength: UNITS });
const squares = (roots: readonly number[]) => Float32Array.from(roots, (value) => value ** 2);

describe('response patterns', () => {
  it('have products that are the correlations of z scores', () => {
    fc.assert(
      fc.property(
        fc.array(rootsOf, { minLength: 3, maxLength: 8 }),
        rootsOf,
        rootsOf,
        (ref, a, b) => {
          const columns = Array.from({ length: UNITS }, (_, unit) => ref.map((row) => row[unit]!));
          const mean = columns.map((column) => column.reduce((s, v) => s + v, 0) / ref.length);
          const deviation = columns.map((column, unit) =>
            Math.sqrt(column.reduce((s, v) => s + (v - mean[unit]!) ** 2, 0) / ref.length),
          );
          const scores = (row: readonly number[]) =>
            row.flatMap((v, unit) =>
              deviation[unit]! > 0 ? [(v - mean[unit]!) / deviation[unit]!] : [],
            );
          const pattern = responsePattern(ref.map(squares));
          const product = patternProduct(pattern(squares(a)), pattern(squares(b)));
          const [x, y] = [scores(a), scores(b)];
          fc.pre(x.length === 0 || [x, y].every((z) => Math.max(...z) - Math.min(...z) > 1e-9));
          expect(product).toBeCloseTo(x.length === 0 ? 0 : correlation(x, y), 9);
        },
      ),
    );
  });

  it('do not tell how strongly a unit responds in general', () => {
    const reference = [
      [1, 4, 9],
      [4, 1, 0],
      [9, 9, 1],
    ].map((row) => Float32Array.from(row));
    const louder = (row: Float32Array) =>
      row.map((value, unit) => (unit === 1 ? 100 * value : value));
    const [plain, loud] = [responsePattern(reference), responsePattern(reference.map(louder))];
    for (const row of reference) {
      loud(louder(row)).forEach((value, unit) => {
        expect(value).toBeCloseTo(plain(row)[unit]!, 6);
      });
    }
  });

  it('of one picture alone say nothing', () => {
    const one = Float32Array.from([1, 2, 3]);
    expect(responsePattern([one])(one)).toHaveLength(0);
    expect(() => responsePattern([])).toThrow(RangeError);
  });
});
