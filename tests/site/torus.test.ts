import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { turn, wrap } from '../../src/lib/circle.ts';
import { predictedMembers, rowShares } from '../../src/lib/confusion.ts';
import { layOutTorus, otherName, torusPlace, torusTileSide } from '../../src/lib/torus.ts';

const angle = fc.integer({ min: 0, max: 3599 }).map((tenths) => tenths / 10);
const element = fc.tuple(angle, angle);

describe('the torus of hue and turn', () => {
  it('has one place for both names of an element', () => {
    expect(torusPlace([190, 20])).toEqual({ hue: 10, turn: 200 });
    expect(torusPlace([10, 200])).toEqual({ hue: 10, turn: 200 });
    fc.assert(
      fc.property(element, ([hue, turned]) => {
        const place = torusPlace([hue, turned]);
        const again = torusPlace([wrap(hue + 180), wrap(turned + 180)]);
        // 1e-9: sums of angles are rounded.
        expect(Math.abs(turn(place.hue, again.hue))).toBeLessThan(1e-9);
        expect(Math.abs(turn(place.turn, again.turn))).toBeLessThan(1e-9);
        expect(place.hue).toBeLessThan(180);
      }),
    );
  });

  it('names the same element in the lower half', () => {
    expect(otherName({ hue: 10, turn: 200 })).toEqual({ hue: 190, turn: 20 });
  });

  it('leaves a lone tile at its place and lets none overlap', () => {
    expect(layOutTorus([{ hue: 90, turn: 45 }])).toEqual([
      { x: 90, y: 180, tileX: 90, tileY: 180 },
    ]);
    fc.assert(
      fc.property(fc.array(element, { minLength: 2, maxLength: 24 }), (elements) => {
        const tiles = layOutTorus(elements.map(torusPlace));
        const side = torusTileSide(elements.length);
        tiles.forEach((tile, i) => {
          for (const other of tiles.slice(0, i)) {
            const apart =
              Math.abs(tile.tileX - other.tileX) >= side ||
              Math.abs(tile.tileY - other.tileY) >= side;
            expect(apart).toBe(true);
          }
        });
      }),
      { numRuns: 50 },
    );
  });
});

describe('the confusion matrix', () => {
  const verification = {
    probe: 'photographs',
    patches: 4,
    confusion: [
      [3, 1, 0],
      [0, 1, 3],
      [0, 0, 0],
    ],
    hitRate: 0.5,
    chance: 1 / 3,
  } as const;
  const mutable = { ...verification, confusion: verification.confusion.map((row) => [...row]) };

  it('is read row by row', () => {
    expect(predictedMembers(mutable)).toEqual([
      { member: 0, patches: 4, hits: 3, winner: 0 },
      { member: 1, patches: 4, hits: 1, winner: 2 },
      { member: 2, patches: 0, hits: 0, winner: undefined },
    ]);
  });

  it('is shaded by shares of the row, and not at all without patches', () => {
    expect(rowShares(mutable)).toEqual([
      [0.75, 0.25, 0],
      [0, 0.25, 0.75],
      [0, 0, 0],
    ]);
  });
});
