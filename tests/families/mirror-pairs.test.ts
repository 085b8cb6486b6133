import { describe, expect, it } from 'vitest';
import { discoverMirrorPairs, mirrorRules } from '../../pipeline/families/mirror-pairs.ts';
import { rowProduct, scoreViews } from '../../pipeline/families/paired-rows.ts';
import { Random } from '../../pipeline/numerics/random.ts';

const PICTURES = 120;
const rules = { ...mirrorRules, nullSamples: 199, bootstrapSamples: 100 };

/** Responses of a unit to every picture and to its mirror image. */
type Unit = readonly (readonly [number, number])[];

function stranger(seed: number): Unit {
  const random = new Random(seed);
  return Array.from({ length: PICTURES }, () => [
    random.normal() ** 2 + 0.1,
    random.normal() ** 2 + 0.1,
  ]);
}
const partner = (unit: Unit, gain = 1): Unit => unit.map(([a, b]) => [gain * b, gain * a]);
const symmetric = (unit: Unit): Unit => unit.map(([a]) => [a, a]);

function responses(units: readonly Unit[]): { units: number; values: Float32Array } {
  return { units: units.length, values: Float32Array.from(units.flat(2)) };
}
const discover = (units: readonly Unit[]) =>
  discoverMirrorPairs([{ probe: 'photographs', ...responses(units) }], rules);

describe('mirrored pairs', () => {
  const [a, b, c] = [1, 2, 3].map(stranger) as [Unit, Unit, Unit];
  const found = discover([a, symmetric(c), b, partner(a, 5), partner(b), c]);

  it('are found, whatever their gains, and nothing else is', () => {
    expect(found.pairs.map(({ units }) => units)).toEqual([
      [0, 3],
      [2, 4],
    ]);
    expect(found.candidates).toBe(2);
  });

  it('respond alike to mirrored pictures and not to the same', () => {
    for (const pair of found.pairs) {
      expect(pair.mirrored).toBeCloseTo(1, 6);
      expect(pair.modulation).toBeCloseTo(1, 6);
      expect(Math.abs(pair.plain)).toBeLessThan(0.3);
      expect(pair.nulls.elements.pValue).toBe(1 / 200);
      expect(pair.mirroredInterval[0]).toBeLessThanOrEqual(1 + 1e-9);
      expect(pair.mirroredInterval[0]).toBeGreaterThan(0.99);
    }
    expect(found.own[1]).toBeCloseTo(1, 6);
  });

  it('are confirmed by the pictures that the search did not see', () => {
    for (const { verification } of found.pairs) {
      expect(verification).toMatchObject({ probe: 'photographs', patches: 8, chance: 0.5 });
      expect(verification.confusion.map(([p, q]) => p! + q!)).toEqual([8, 8]);
      // A picture may drive a unit strongly both ways.
      expect(verification.hitRate).toBeGreaterThan(0.8);
      expect(verification.hitRate).toBe(
        (verification.confusion[0]![0]! + verification.confusion[1]![1]!) / 16,
      );
    }
  });

  it('show the first unit beside the second, the same and mirrored', () => {
    const { first, same, flipped } = found.pairs[0]!.scatter;
    expect(first).toHaveLength(60);
    flipped.forEach((value, i) => {
      expect(value / first[i]!).toBeCloseTo(5, 4);
    });
    expect(same).not.toEqual(flipped);
  });
});

describe('no pair', () => {
  it('is made of strangers, of copies, or of units that mirroring leaves alone', () => {
    const [a, b] = [stranger(4), stranger(5)];
    expect(discover([1, 2, 3, 4, 5, 6, 7].map(stranger)).pairs).toEqual([]);
    expect(discover([a, a, b]).pairs).toEqual([]);
    expect(discover([symmetric(a), symmetric(a), b]).pairs).toEqual([]);
  });

  it('stands where half of the pictures speak against it', () => {
    const a = stranger(6);
    const other = stranger(7);
    // Partners in the searched pictures alone.
    const half = a.map(([x, y], s): readonly [number, number] =>
      s % 2 === 0 ? [y, x] : other[s]!,
    );
    const [pair] = discover([a, half, ...[8, 9, 10].map(stranger)]).pairs;
    expect(pair!.mirroredHeldOut).toBeLessThan(0.3);
    expect(pair!.nulls.units.pValue).toBeGreaterThan(0.05);
  });

  it('can be sought without a probe', () => {
    expect(() => discoverMirrorPairs([], rules)).toThrow(/need a probe/);
  });
});

describe('scored views', () => {
  it('are roots of responses, standard over samples and views together', () => {
    const { views, active } = scoreViews(Float32Array.of(0, 4, 16, 4, 7, 7, 7, 7), 2, 2);
    expect(active).toEqual([true, false]);
    // Roots 0, 2 | 4, 2: mean 2, variance 2.
    expect([...views[0]!].map((value) => value * Math.SQRT2)).toEqual([-2, 2, 0, 0]);
    expect([...views[1]!]).toEqual([0, 0, 0, 0]);
    expect(rowProduct(views[0]!, views[0]!, 0, 0, 2)).toBeCloseTo(2, 12);
  });
});
