import { describe, expect, it } from 'vitest';
import {
  findAnalogues,
  type SignedFamily,
  type SignedModel,
} from '../../pipeline/families/find-analogues.ts';
import {
  alignedSignature,
  bestShift,
  cycleLength,
  exchangedKinds,
  meanSignature,
  movedOn,
  shiftSignature,
  similarity,
  unitSignature,
  type TuningSignature,
} from '../../pipeline/families/tuning-signature.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import type { StimulusKind } from '../../pipeline/records/stimulus.ts';
import type { KindTuning } from '../../pipeline/records/unit.ts';
import { expectClose } from '../support/expect-close.ts';

const LENGTH = cycleLength.turn;

const tuned = (kind: StimulusKind, turns: readonly number[], strongest = Math.max(...turns)) =>
  ({
    kind,
    condition: { kind, text: kind, parameters: {} },
    strongest,
    turns: [...turns],
    hues: [],
  }) satisfies KindTuning;

/** A bump of responses about an angle, `peaks` of them over a turn. */
const bump = (degrees: number, width: number, peaks = 1): number[] =>
  Array.from({ length: LENGTH }, (_, i) => {
    const apart = Math.cos(((i * 15 - degrees) * peaks * Math.PI) / 180);
    return Math.exp((apart - 1) / width);
  });

/** A unit of curves that likes edges less, at some element; of noise where there is a generator. */
function unit(degrees: number, kinds: readonly [StimulusKind, number][], random?: Random) {
  return unitSignature(
    kinds.map(([kind, strength]) => {
      const curve = bump(degrees, 0.3).map((value) => strength * value);
      return tuned(
        kind,
        curve.map((value) => Math.max(0, value + 0.05 * (random?.normal() ?? 0))),
      );
    }),
    'turn',
  );
}

const angles = [0, 40, 95, 150, 200, 260, 310];
const curves: [StimulusKind, number][] = [
  ['curve', 1],
  ['edge', 0.5],
  ['corner', 0.3],
];
const lines: [StimulusKind, number][] = [
  ['line', 1],
  ['grating', 0.8],
  ['edge', 0.2],
];

function family(
  tag: string,
  members: readonly TuningSignature[],
  elements: readonly number[] = angles,
  period = 360,
): SignedFamily {
  return { tag, axis: 'turn', period, layer: 'a', elements, members };
}

/** A model with families and strangers: units of noise with tuning of their own. */
function model(families: readonly SignedFamily[], random: Random): SignedModel {
  const strangers = Array.from({ length: 30 }, () => {
    const kinds = (['corner', 'circle', 'line', 'curve', 'edge'] as const).map((kind): KindTuning =>
      tuned(
        kind,
        Array.from({ length: LENGTH }, () => random.uniform()),
      ),
    );
    return unitSignature(kinds, 'turn');
  });
  return { families, units: () => [...families.flatMap(({ members }) => members), ...strangers] };
}

describe('the signature of a unit', () => {
  it('is a share of its strongest response, even for kinds that do not turn, and 0 for unrecorded ones', () => {
    const round = { ...tuned('circle', [], 2), turns: [] };
    const signature = unitSignature(
      [
        tuned(
          'line',
          bump(90, 0.3).map((v) => 4 * v),
        ),
        round,
      ],
      'turn',
    );
    expect(Math.max(...signature)).toBe(1);
    expect(signature.filter((value) => value === 0.5)).toHaveLength(LENGTH);
    expect(signature.filter((value) => value === 0)).toHaveLength(9 * LENGTH);
    expect(unitSignature([], 'turn').every((value) => value === 0)).toBe(true);
  });

  it('is moved by any shift as by whole ones', () => {
    const signature = unit(45, curves);
    expectClose(shiftSignature(signature, 5, LENGTH), movedOn(signature, 5, LENGTH), {
      absolute: 1e-9,
    });
  });

  it('of members of one family is one signature in the aligned frame', () => {
    const [first, ...others] = angles.map((angle) =>
      alignedSignature(unit(angle, curves), angle, 360, LENGTH),
    );
    // Between two turns of the grid a unit's strongest response is a little less than its peak.
    for (const other of others) expectClose(other, first!, { absolute: 0.06 });
    expectClose(meanSignature([first!, ...others]), unit(0, curves), { absolute: 0.06 });
  });

  it('with two peaks is the same for elements half a turn apart', () => {
    const twice = unitSignature([tuned('line', bump(30, 0.3, 2))], 'turn');
    const aligned = [30, 210].map((element) => alignedSignature(twice, element, 180, LENGTH));
    expectClose(aligned[1]!, aligned[0]!, { absolute: 1e-9 });
  });

  it('finds the move that makes another most similar', () => {
    const { places, similarity: found } = bestShift(unit(90, curves), unit(30, curves), LENGTH);
    expect(places).toBe(4);
    expect(found).toBeCloseTo(1, 9);
    expect(similarity(unit(0, curves), unit(0, lines))).toBeLessThan(0.3);
    expect(similarity(unit(0, curves), new Float64Array(11 * LENGTH))).toBe(0);
  });
});

describe('analogues', () => {
  const random = new Random(9);
  const rules = { similarity: 0.7, falseDiscoveryRate: 0.05, samples: 99 };
  const members = (kinds: [StimulusKind, number][], offset = 0) =>
    angles.map((angle) => unit(angle + offset, kinds, random));
  const from = model([family('AAAA', members(curves)), family('BBBB', members(lines))], random);

  it('are the families of the same features, at the offset of their elements', () => {
    const to = model([family('CCCC', members(lines, 60)), family('DDDD', members(curves))], random);
    const found = findAnalogues(from, to, new Random(1), rules);
    expect(found.map(({ counterpart }) => counterpart)).toEqual(['DDDD', 'CCCC']);
    for (const { isAnalogue, similarity: s, pValue, nulls } of found) {
      expect(isAnalogue).toBe(true);
      expect(s).toBeGreaterThan(0.95);
      expect(pValue).toBeLessThan(0.05);
      expect(nulls!.elements.pValue).toBe(0.01);
      // Strangers beside two families: either stands out.
      expect(nulls!.units.pValue).toBe(0.01);
    }
    // An element of 0 in CCCC is a unit that wants 60: the elements are behind.
    expect(found.map(({ offset }) => offset)).toEqual([0, 60]);
  });

  it('are not families whose elements are in no order', () => {
    const scattered = new Random(4).shuffle([...angles]);
    const to = model([family('DDDD', members(curves), scattered)], random);
    const [curve] = findAnalogues(from, to, new Random(1), rules);
    expect(curve).toMatchObject({ counterpart: 'DDDD', isAnalogue: false });
    expect(curve!.nulls!.elements.pValue).toBeGreaterThan(0.05);
  });

  it('need the same kinds of stimuli, of which other orders are no nearer', () => {
    const to = model([family('DDDD', members(curves))], random);
    const [curve] = findAnalogues(from, to, new Random(1), rules);
    expect(curve!.nulls!.kinds.q95).toBeLessThan(curve!.similarity);
    const signature = unit(0, curves);
    const order = Array.from({ length: 11 }, (_, kind) => (kind + 1) % 11);
    const exchanged = exchangedKinds(signature, order, LENGTH);
    expect(similarity(signature, exchanged)).toBeLessThan(0.5);
    expect([...exchanged].sort()).toEqual([...signature].sort());
  });

  it('are not families of other features, nor of another period or axis', () => {
    const to = model([family('EEEE', members([['corner', 1]]))], random);
    expect(findAnalogues(from, to, new Random(1), rules).some((each) => each.isAnalogue)).toBe(
      false,
    );
    const other = model([family('FFFF', members(curves), angles, 180)], random);
    expect(findAnalogues(from, other, new Random(1), rules)[0]).toMatchObject({
      ...{ counterpart: null, nulls: null, pValue: 1, isAnalogue: false },
    });
  });
});
