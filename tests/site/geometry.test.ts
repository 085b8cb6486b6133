import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointAt, sampleCircle, turn, wrap } from '../../src/lib/circle.ts';
import { linearScale, roundTicks } from '../../src/lib/chart.ts';
import { orientedPairs, spreadMembers } from '../../src/lib/choose-members.ts';
import { HEAT_LEVELS, heatMap } from '../../src/lib/heat-map.ts';
import {
  alignedTuning,
  arcPath,
  layOutWheel,
  orbitOrder,
  repeats,
  WHEEL_RADIUS,
} from '../../src/lib/orbit-wheel.ts';
import { stimulusShape } from '../../src/lib/stimulus-shape.ts';

const angle = fc.double({ min: 0, max: 359.99, noNaN: true });

describe('the circle of angles', () => {
  it('runs clockwise on screen: 0° right, 90° down, 180° left, 270° up', () => {
    const rounded = [0, 90, 180, 270].map((a) => pointAt(a, 10).map(Math.round));
    expect(rounded.map(([x, y]) => [x! + 0, y! + 0])).toEqual([
      [10, 0],
      [0, 10],
      [-10, 0],
      [0, -10],
    ]);
  });

  it('takes the short way from one angle to another', () => {
    expect(turn(350, 10)).toBe(20);
    expect(turn(10, 350)).toBe(-20);
    expect(turn(0, 180)).toBe(180);
    fc.assert(
      fc.property(angle, angle, (from, to) => {
        expect(Math.abs(turn(from, to))).toBeLessThanOrEqual(180);
        // 1e-9: rounding of sums of angles below 720.
        expect(Math.abs(turn(wrap(from + turn(from, to)), to))).toBeLessThan(1e-9);
      }),
    );
  });

  it('interpolates samples across the seam', () => {
    expect(sampleCircle([0, 10, 20, 30], 315)).toBeCloseTo(15, 12);
    expect(sampleCircle([0, 10, 20, 30], -90)).toBeCloseTo(30, 12);
  });
});

describe('the orbit wheel', () => {
  it('keeps every tile at its own angle and lets none overlap', () => {
    const members = fc.array(angle, { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(members, (elements) => {
        const { spokes, tile, box } = layOutWheel(elements);
        spokes.forEach((spoke, i) => {
          const direction = wrap((Math.atan2(spoke.y, spoke.x) * 180) / Math.PI);
          // 1e-6°: the direction goes through sine, cosine and arctangent.
          expect(Math.abs(turn(elements[i]!, direction))).toBeLessThan(1e-6);
          expect(Math.hypot(spoke.x, spoke.y)).toBeGreaterThan(WHEEL_RADIUS + tile / 2);
          expect(spoke.x - tile / 2).toBeGreaterThan(box.left);
          expect(spoke.x + tile / 2).toBeLessThan(box.left + box.width);
          expect(spoke.y - tile / 2).toBeGreaterThan(box.top);
          expect(spoke.y + tile / 2).toBeLessThan(box.top + box.height);
          for (const other of spokes.slice(0, i)) {
            const apart =
              Math.abs(other.x - spoke.x) >= tile || Math.abs(other.y - spoke.y) >= tile;
            expect(apart).toBe(true);
          }
        });
      }),
      { numRuns: 50 },
    );
  });

  it('leaves a lone tile next to the circle', () => {
    expect(layOutWheel([0, 180]).spokes.map(({ ring }) => ring)).toEqual([0, 0]);
  });

  it('draws arcs clockwise for positive sweeps', () => {
    expect(arcPath(10, 0, 90)).toBe('M10 0A10 10 0 0 1 0 10');
    expect(arcPath(10, 0, -90)).toBe('M10 0A10 10 0 0 0 0 -10');
  });

  it('puts holes between members in orbit order', () => {
    const stops = orbitOrder([{ element: 10 }, { element: 200 }], [90, 300]);
    expect(stops.map(({ kind, element }) => `${kind} ${String(element)}`)).toEqual([
      'member 10',
      'hole 90',
      'member 200',
      'hole 300',
    ]);
  });

  it('repeats a member at every angle where its feature is the same', () => {
    expect(repeats(30, 360)).toEqual([]);
    expect(repeats(170, 180)).toEqual([350]);
    expect(repeats(80, 90)).toEqual([170, 260, 350]);
  });

  it('turns a tuning curve back so that its peak lies at offset 0', () => {
    const angles = Array.from({ length: 72 }, (_, i) => 5 * i);
    const tuning = angles.map((a) => 3 * Math.exp(Math.cos(((a - 350) * Math.PI) / 180)));
    const offsets = angles.map((a) => a - 180);
    const aligned = alignedTuning(tuning, angles, 350, offsets);
    expect(offsets[aligned.indexOf(Math.max(...aligned))]).toBe(0);
    expect(Math.max(...aligned)).toBeCloseTo(1, 12);
  });
});

describe('the heat map', () => {
  it('joins equal neighbours of a row and leaves zeros to the ground', () => {
    const levels = heatMap([[0, 1, 1, 0.5]], 5, 10, 0);
    expect(levels).toEqual([
      { level: HEAT_LEVELS / 2, path: 'M15 0h5v10h-5z' },
      { level: HEAT_LEVELS, path: 'M5 0h10v10h-10z' },
    ]);
  });

  it('clips what lies outside 0 to 1', () => {
    expect(heatMap([[-3, 7]], 1, 1, 0)).toEqual([{ level: HEAT_LEVELS, path: 'M1 0h1v1h-1z' }]);
  });
});

describe('the choice of members', () => {
  it('spreads over the circle and never takes one twice', () => {
    expect(spreadMembers([0, 5, 10, 90, 180, 270], 4)).toEqual([0, 3, 4, 5]);
    expect(spreadMembers([20, 10], 8)).toEqual([1, 0]);
    expect(spreadMembers([0, 10, 45, 90, 95, 135], 4, 180)).toEqual([0, 2, 3, 5]);
    fc.assert(
      fc.property(fc.array(angle, { minLength: 1, maxLength: 40 }), (elements) => {
        const chosen = spreadMembers(elements, 8);
        expect(new Set(chosen).size).toBe(Math.min(8, elements.length));
      }),
    );
  });

  it('pairs a target with the source of the wanted relative element, or with none', () => {
    const circuit = {
      from: { layer: 'a', family: 'AA00', units: [1, 2], elements: [0, 180], period: 360 as const },
      to: { layer: 'b', family: 'AA01', units: [3, 4], elements: [10, 90], period: 360 as const },
    };
    expect(orientedPairs(circuit, [0, 1], 0, 30)).toEqual([{ source: 0, target: 0 }]);
    expect(orientedPairs(circuit, [0, 1], 180, 30)).toEqual([{ source: 1, target: 0 }]);
    const lines = { ...circuit, to: { ...circuit.to, period: 180 as const } };
    expect(orientedPairs(lines, [1], 90, 15)).toEqual([{ source: 0, target: 1 }]);
    const singles = { ...circuit, from: { ...circuit.from, family: null, elements: null } };
    expect(orientedPairs(singles, [0, 1], 0, 30)).toEqual([]);
  });
});

describe('the drawn stimulus', () => {
  const curve = (contrast: string, radius: number, thickness: number) =>
    stimulusShape({ kind: 'curve', parameters: { contrast, radius, thickness } }, 20);

  it('passes through the origin with its centre of curvature to the left', () => {
    expect(curve('light line', 8, 3)).toEqual({
      kind: 'line',
      light: true,
      path: 'M-8 -8A8 8 0 0 1 -8 8',
      width: 3,
    });
  });

  it('fills the inside of an edge, straight behind its centre', () => {
    expect(curve('dark inside', 8, 0)).toEqual({
      kind: 'edge',
      light: false,
      path: 'M-8 -8A8 8 0 0 1 -8 8H-20V-8Z',
      width: 0,
    });
    const edge = stimulusShape({ kind: 'edge', parameters: { blur: 0 } }, 20);
    expect([edge?.light, edge?.path]).toEqual([true, 'M0 -20L0 20H-20V-20Z']);
  });

  it('is none for what is not of one lightness: blurs, gratings, colours', () => {
    expect(stimulusShape({ kind: 'edge', parameters: { blur: 4 } }, 20)).toBeUndefined();
    expect(stimulusShape({ kind: 'grating', parameters: { wavelength: 8 } }, 20)).toBeUndefined();
    expect(stimulusShape({ kind: 'colour edge', parameters: { blur: 0 } }, 20)).toBeUndefined();
  });
});

describe('chart scales', () => {
  it('cover the data with round steps', () => {
    expect(roundTicks(-0.23, 0.48, 4)).toEqual([-0.4, -0.2, 0, 0.2, 0.4, 0.6]);
    expect(roundTicks(0, 1, 4)).toEqual([0, 0.5, 1]);
    expect(linearScale([0, 2], [10, 30])(1)).toBe(20);
    expect(linearScale([1, 1], [10, 30])(1)).toBe(10);
  });

  it('always reach over both ends of the data', () => {
    const value = fc.double({ min: -1e3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(value, value, (a, b) => {
        fc.pre(Math.abs(a - b) > 1e-3);
        const ticks = roundTicks(Math.min(a, b), Math.max(a, b), 4);
        expect(ticks[0]!).toBeLessThanOrEqual(Math.min(a, b) + 1e-6);
        expect(ticks.at(-1)!).toBeGreaterThanOrEqual(Math.max(a, b) - 1e-6);
        expect(ticks.length).toBeLessThanOrEqual(8);
      }),
    );
  });
});
