import { describe, expect, it } from 'vitest';
import { weightFactors } from '../../pipeline/circuits/weight-factors.ts';
import { Random } from '../../pipeline/numerics/random.ts';

const size = 5;
const elements = [0, 45, 90, 135, 180, 225, 270, 315];
const units = Array.from({ length: 15 }, (_, i) => 100 + 3 * i);
const radians = Math.PI / 180;

/** Units of the first and of the second group, by their places in `units`; the rest have noise alone. */
const groups = [
  [0, 3, 4, 9, 11, 14],
  [1, 2, 7, 12],
];

/** A bar and a boundary (one side excites, the other inhibits), turned by the member's element. */
const patterns = [
  (phi: number, r: number): number => (r === 0 ? 1 : Math.cos(2 * phi)),
  (phi: number, r: number): number => (r === 0 ? 0 : Math.cos(phi)),
];

function pattern(group: number, member: number, place: number): number {
  const x = (place % size) - 2;
  const y = Math.floor(place / size) - 2;
  const angle = Math.atan2(y, x) - elements[member]! * radians;
  return patterns[group]!(angle, Math.hypot(x, y)) * Math.exp(-Math.hypot(x, y) / 2);
}

/** [member, unit, y, x]. */
function planted(noise: number): Float64Array {
  const random = new Random(21);
  return Float64Array.from(
    { length: elements.length * units.length * size * size },
    (_, i): number => {
      const place = i % (size * size);
      const row = Math.floor(i / (size * size)) % units.length;
      const member = Math.floor(i / (size * size) / units.length);
      const group = groups.findIndex((rows) => rows.includes(row));
      const signal = group < 0 ? 0 : (1 + (row % 3) / 2) * pattern(group, member, place);
      return signal + noise * random.normal();
    },
  );
}

const correlation = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  const dot = (p: ArrayLike<number>, q: ArrayLike<number>): number =>
    Array.from(p).reduce((sum, value, i) => sum + value * q[i]!, 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
};

describe('factors of the weights from many units', () => {
  const { factors, explained } = weightFactors({ size, values: planted(0.1) }, units, 2, {
    random: new Random(22),
  });

  it('group the units that act alike', () => {
    expect(explained).toBeGreaterThan(0.7);
    factors.forEach((factor, k) => {
      const expected = groups[k]!.map((row) => units[row]!);
      const leading = factor.units.slice(0, expected.length).map(({ unit }) => unit);
      expect(leading.sort((a, b) => a - b)).toEqual(expected);
      const inside = factor.units
        .filter(({ unit }) => expected.includes(unit))
        .reduce((sum, { loading }) => sum + loading, 0);
      expect(inside).toBeGreaterThan(0.85);
    });
  });

  it('have loadings that fall, sum to 1 and are not negligible', () => {
    for (const factor of factors) {
      const loadings = factor.units.map(({ loading }) => loading);
      expect([...loadings].sort((a, b) => b - a)).toEqual(loadings);
      expect(loadings.reduce((sum, loading) => sum + loading, 0)).toBeCloseTo(1, 12);
      expect(loadings.at(-1)).toBeGreaterThanOrEqual(0.01 * loadings[0]!);
    }
  });

  it('have signed kernels that turn with the members as planted', () => {
    factors.forEach((factor, k) => {
      const expected = Array.from(factor.kernels, (_, i) =>
        pattern(k, Math.floor(i / (size * size)), i % (size * size)),
      );
      // The other group's pattern is orthogonal; noise of 0.1 is averaged over several units.
      expect(correlation(factor.kernels, expected)).toBeGreaterThan(0.95);
    });
  });

  it('explain almost all without noise', () => {
    const clean = weightFactors({ size, values: planted(0) }, units, 2, { random: new Random(23) });
    expect(clean.explained).toBeGreaterThan(0.999);
  });

  it('are refused for kernels of another number of units', () => {
    expect(() =>
      weightFactors({ size, values: planted(0) }, units.slice(1), 2, { random: new Random(24) }),
    ).toThrow(RangeError);
  });
});
