import { describe, expect, it } from 'vitest';
import {
  kindName,
  nameByStrength,
  preferredKind,
  strengthBaseline,
  UNNAMED,
} from '../../pipeline/families/name-families.ts';
import {
  preferredOfKinds,
  rangeBaseline,
  type PreferredStimulus,
} from '../../pipeline/families/preferred-stimulus.ts';
import type { KindTuning } from '../../pipeline/probes/stimulus-tuning.ts';
import type { StimulusKind } from '../../pipeline/records/stimulus.ts';

const TURNS = 24;

/** Tuning of units to one condition: unit u responds height · bump(turn − centre) + floor. */
function tuning(
  kind: StimulusKind,
  units: readonly { centre: number; height: number; floor?: number }[],
): KindTuning {
  const values = Float32Array.from(
    units.flatMap(({ centre, height, floor = 0 }) =>
      Array.from({ length: TURNS }, (_, t) => {
        const angle = ((t * 15 - centre) * Math.PI) / 180;
        return floor + height * Math.max(0, Math.cos(angle)) ** 4;
      }),
    ),
  );
  return {
    kind,
    conditions: [{ kind, text: `the ${kind}`, parameters: {} }],
    responses: { units: units.length, conditions: 1, hues: 1, turns: TURNS, values },
  };
}

const centres = [10, 100, 190, 280];
const family = (height: number) => centres.map((centre) => ({ centre, height }));
const stranger = { centre: 40, height: 1 };

const preferredAmong = (kinds: readonly KindTuning[]) => {
  const baseline = rangeBaseline(kinds, 'turn');
  return preferredKind(
    preferredOfKinds(kinds, 'turn', [0, 1, 2, 3], [0, 90, 180, 270], 360),
    (kind) => baseline[kinds.findIndex((entry) => entry.kind === kind)]!,
  );
};

describe('the stimulus that names a family', () => {
  it('is the one that moves the members most relative to the layer', () => {
    const kinds = [
      tuning('grating', [...family(1), stranger, stranger]),
      tuning('high-low frequency', [...family(0.9), { ...stranger, height: 0 }, stranger]),
    ];
    expect(preferredAmong(kinds)!.kind).toBe('high-low frequency');
  });

  it('gives the members absolute elements', () => {
    const preferred = preferredAmong([tuning('edge', family(1))])!;
    // The centre of the half-height part of a curve sampled every 15°.
    expect(Math.abs(preferred.gauge - 10)).toBeLessThan(1.5);
    expect(kindName(preferred.kind)).toBe('edges');
  });

  it('is not bent where a straight one does as well', () => {
    const bent = (height: number) =>
      preferredAmong([
        tuning('edge', [...family(1), stranger]),
        tuning('curve', [...family(height), { ...stranger, height: 0.1 }]),
      ])!.kind;
    expect(bent(1.1)).toBe('edge');
    expect(bent(1.3)).toBe('curve');
  });

  it('does not exist where nothing moves the members', () => {
    expect(preferredAmong([tuning('edge', family(0))])).toBeUndefined();
    expect(preferredKind([] as PreferredStimulus[], () => 1)).toBeUndefined();
  });
});

describe('the name of units by strength', () => {
  const circles: KindTuning = {
    kind: 'circle',
    conditions: [{ kind: 'circle', text: 'a circle', parameters: {} }],
    responses: {
      units: 3,
      conditions: 1,
      hues: 1,
      turns: 1,
      values: Float32Array.from([0.9, 0.2, 0.2]),
    },
  };
  const lines = tuning('line', [
    { centre: 0, height: 1 },
    { centre: 0, height: 1 },
    { centre: 0, height: 1 },
  ]);

  it('counts kinds without orientation too, relative to the layer', () => {
    const kinds = [lines, circles];
    const baseline = strengthBaseline(kinds);
    expect(nameByStrength(kinds, baseline, [0])).toBe('circles');
    expect(nameByStrength(kinds, baseline, [1, 2])).toBe('lines');
  });

  it('is missing for units that nothing drives', () => {
    const silent = [tuning('line', [{ centre: 0, height: 0 }])];
    expect(nameByStrength(silent, strengthBaseline(silent), [0])).toBe(UNNAMED);
  });
});
