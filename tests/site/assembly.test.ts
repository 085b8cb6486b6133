import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { movedApart, strongestInputs, strongestPlaces } from '../../src/lib/assembly.ts';
import { EXAMPLE_SIZE, motifExample, turnedExample } from '../../src/lib/motif-example.ts';
import { orientationMark } from '../../src/lib/orientation-marks.ts';

const SIZE = [5, 5] as const;

/** A kernel of zeros but for some positions, [x, y] from the middle. */
const planted = (...weights: (readonly [x: number, y: number, weight: number])[]) =>
  Array.from({ length: 25 }, (_, i) => {
    const at = weights.find(([x, y]) => i === 5 * (y + 2) + x + 2);
    return at ? at[2] : 0;
  });

describe('the drawing of what a unit is put together from', () => {
  it('puts at every position the input that excites, or inhibits, most there', () => {
    const kernels = [planted([-1, 0, 4], [1, 0, -2]), planted([-1, 0, 1], [2, 2, 2])];
    expect(strongestInputs(kernels, SIZE, 1)).toEqual([
      { source: 0, sign: 1, x: -1, y: 0, weight: 4, share: 1 },
      { source: 1, sign: 1, x: 2, y: 2, weight: 2, share: 0.5 },
    ]);
    expect(strongestInputs(kernels, SIZE, -1)).toEqual([
      { source: 0, sign: -1, x: 1, y: 0, weight: 2, share: 1 },
    ]);
  });

  it('draws nothing where nothing excites', () => {
    expect(strongestInputs([planted()], SIZE, 1)).toEqual([]);
    expect(strongestPlaces([planted()], SIZE)).toEqual([]);
  });

  it('puts turned inputs around the unit, each in the direction of its element', () => {
    const { inputs, kernels } = motifExample('equivariant→invariant');
    for (const { source, sign, x, y } of strongestPlaces(kernels[0]!, [
      EXAMPLE_SIZE,
      EXAMPLE_SIZE,
    ])) {
      const element = ((inputs[source] ?? 0) * Math.PI) / 180;
      const along = x * Math.cos(element) + y * Math.sin(element);
      const across = y * Math.cos(element) - x * Math.sin(element);
      expect(sign * along).toBeGreaterThan(0.7);
      // The pattern is even across its direction, up to rounding of sine and cosine.
      expect(Math.abs(across)).toBeLessThan(1e-9);
    }
  });

  it('finds a place between positions, and one in a kernel of a single position', () => {
    const [place] = strongestPlaces([planted([1, -1, 3], [2, -1, 3])], SIZE);
    expect(place).toMatchObject({ source: 0, sign: 1, y: -1 });
    expect(place!.x).toBeGreaterThan(1);
    expect(place!.x).toBeLessThan(2);
    expect(strongestPlaces([[-0.5]], [1, 1])).toEqual([
      { source: 0, sign: -1, x: 0, y: 0, weight: 0.5, share: 1 },
    ]);
  });

  it('draws the strongest last, on top', () => {
    const places = strongestPlaces([planted([0, 0, 2]), planted([0, 0, 5])], SIZE);
    expect(places.map(({ source }) => source)).toEqual([0, 1]);
  });

  it('moves pictures apart until none touch, and leaves alone what stands free', () => {
    expect(
      movedApart(
        [
          { x: 0, y: 0 },
          { x: 30, y: 0 },
        ],
        10,
      ),
    ).toEqual([
      { x: 0, y: 0 },
      { x: 30, y: 0 },
    ]);
    const at = fc.record({
      x: fc.integer({ min: -40, max: 40 }),
      y: fc.integer({ min: -40, max: 40 }),
    });
    fc.assert(
      fc.property(fc.array(at, { minLength: 2, maxLength: 4 }), (points) => {
        const moved = movedApart(points, 10);
        moved.forEach((a, i) => {
          for (const b of moved.slice(0, i)) {
            // Pushing stops after a while; by then pictures overlap by a hair at most.
            expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(9.5);
          }
        });
      }),
    );
  });
});

describe('the made-up weights of the motifs', () => {
  it('turn exactly by quarter turns', () => {
    const [upright, turned] = [turnedExample(0), turnedExample(90)];
    upright.forEach((weight, i) => {
      const [x, y] = [(i % EXAMPLE_SIZE) - 2, Math.floor(i / EXAMPLE_SIZE) - 2];
      expect(turned[EXAMPLE_SIZE * (x + 2) - y + 2]).toBeCloseTo(weight, 12);
    });
  });

  it('are mirror images of each other where the motif is the mirror', () => {
    const [[one], [other]] = motifExample('mirror').kernels as [[number[]], [number[]]];
    one.forEach((weight, i) => {
      const mirrored = i - (i % EXAMPLE_SIZE) + EXAMPLE_SIZE - 1 - (i % EXAMPLE_SIZE);
      expect(other[mirrored]).toBeCloseTo(weight, 12);
    });
  });
});

describe('the mark of a feature', () => {
  const mark = (kind: string, period: number, name = `${kind}s`) =>
    orientationMark({ name, preferred: { kind } }, period);

  it('is the same after the period of its family', () => {
    expect(mark('curve', 360).line).toContain('A');
    expect(mark('grating', 180)).toEqual(mark('line', 180));
    expect(mark('line', 90)).not.toEqual(mark('line', 180));
  });

  it('is an arrow for a feature without a name', () => {
    expect(mark('corner', 360, 'unnamed features')).toEqual(mark('circle', 360));
  });
});
