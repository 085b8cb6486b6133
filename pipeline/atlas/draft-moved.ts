import { torusDistance, type DescribedTorus } from '../families/describe-hue-rotation.ts';
import type { DescribedCircle } from '../families/describe-sets.ts';
import type { MovedSet } from '../families/discover-moved.ts';
import { nameRule } from '../families/name-families.ts';
import { plural, verdictRules } from '../families/verdict.ts';
import type { Measurement } from '../records/family.ts';
import { round, roundPair, type FamilyDraft } from './family-draft.ts';

interface Place {
  readonly layer: string;
  readonly alias: string;
  readonly stageKey: string;
}

/** The record of a rotation or hue family. */
export function draftCircle(
  found: DescribedCircle,
  group: 'rotation' | 'hue',
  place: Place,
): FamilyDraft {
  const circular = {
    ...common(found, place.stageKey),
    layer: place.layer,
    members: found.members.map(({ unit, element, gain, r2, tuning }) => ({
      unit,
      element: round(element, 1),
      gain: round(gain, 3),
      r2: round(r2, 4),
      tuning: tuning.map((value) => Number(value.toPrecision(4))),
    })),
    preferred: found.preferred,
    angles: [...found.angles],
    bandwidth: round(found.bandwidth, 1),
    order: found.order,
    holes: found.holes.map((hole) => round(hole, 1)),
    largestGap: round(found.largestGap, 1),
  };
  const record =
    group === 'hue'
      ? { ...circular, group, period: 360 as const }
      : { ...circular, group, period: found.period as 360 | 180 | 90 };
  const order = `C_${String(found.order)}`;
  const { holes } = found;
  return {
    record,
    place,
    qValue: null,
    evidence: {
      heldOut: heldOut(found),
      flaws: [
        ...(holes.length > 0
          ? [
              `${plural(holes.length, 'element')} of ${order} ${holes.length === 1 ? 'is' : 'are'} empty`,
            ]
          : []),
        ...weakMembers(found.members),
      ],
      whole: `every element of ${order} is filled and the others’ template predicts every member with R² of at least ${String(verdictRules.weakMember)}`,
    },
  };
}

/** The record of a hue-rotation family. */
export function draftTorus(found: DescribedTorus, place: Place): FamilyDraft {
  const reach = coveringRadius(found.members.map(({ element }) => element));
  const { torusReach, weakMember } = verdictRules;
  return {
    record: {
      ...common(found, place.stageKey),
      layer: place.layer,
      group: 'hue-rotation',
      members: found.members.map(({ unit, element, gain, r2, coupling, tuning }) => ({
        unit,
        element: roundPair(element, 1),
        gain: round(gain, 3),
        r2: round(r2, 4),
        coupling: coupling.map((value) => round(value, 3)) as [number, number, number],
        tuning: tuning.map((row) => row.map((value) => Number(value.toPrecision(3)))),
      })),
      preferred: found.preferred,
      hues: [...found.hues],
      turns: [...found.turns],
    },
    place,
    qValue: null,
    evidence: {
      heldOut: heldOut(found),
      flaws: [
        ...(reach > torusReach
          ? [`a point of the torus lies ${reach.toFixed(0)}° from the nearest member`]
          : []),
        ...weakMembers(found.members),
      ],
      whole: `no point of the torus lies further than ${reach.toFixed(0)}° from a member, and the others’ template predicts every member with R² of at least ${String(weakMember)}`,
    },
  };
}

type Found = Omit<MovedSet, 'members' | 'stabiliser'> & {
  readonly name: string;
  readonly verification: DescribedCircle['verification'];
};

function common(found: Found, stageKey: string) {
  return {
    name: found.name,
    nameRule,
    r2: round(found.r2, 4),
    r2Interval: roundPair(found.r2Interval, 4),
    r2LeaveOneOut: round(found.r2LeaveOneOut, 4),
    r2HeldOut: round(found.r2HeldOut, 4),
    pValue: Math.max(found.nulls.elements.pValue, found.nulls.units.pValue),
    nulls: found.nulls,
    measurements: found.measurements.map((measured): Measurement => ({
      ...measured,
      r2: round(measured.r2, 4),
      elementError: measured.elementError === null ? null : round(measured.elementError, 1),
    })),
    verification: found.verification && {
      ...found.verification,
      hitRate: round(found.verification.hitRate, 4),
      chance: round(found.verification.chance, 4),
    },
    stageKey,
  };
}

function heldOut({
  r2HeldOutLeaveOneOut,
  verification,
}: Found): FamilyDraft['evidence']['heldOut'] {
  const { supported, verified } = verdictRules;
  const predicted = {
    value: r2HeldOutLeaveOneOut,
    least: supported,
    words: 'on the held-out pictures the R² with which members are predicted from the others',
  };
  if (verification === null) return [predicted];
  const { hitRate, chance } = verification;
  // Members that all sit at one element are found as often by chance: they are no orbit.
  const words = `the share of held-out pictures that drive the predicted member, at a chance of ${chance.toFixed(2)},`;
  return [predicted, { value: hitRate, least: verified * chance, words }];
}

function weakMembers(members: readonly { readonly r2: number }[]): string[] {
  const { weakMember } = verdictRules;
  const weak = members.filter(({ r2 }) => r2 < weakMember).length;
  if (weak === 0) return [];
  return [
    `${plural(weak, 'member')} of ${String(members.length)} ${weak === 1 ? 'is' : 'are'} predicted with R² below ${String(weakMember)}`,
  ];
}

/** Largest distance of a point of a 15° grid from the nearest member, degrees. */
function coveringRadius(elements: readonly (readonly [number, number])[]): number {
  let furthest = 0;
  for (let hue = 0; hue < 180; hue += 15) {
    for (let turn = 0; turn < 360; turn += 15) {
      const nearest = Math.min(...elements.map((element) => torusDistance(element, [hue, turn])));
      furthest = Math.max(furthest, nearest);
    }
  }
  return furthest;
}
