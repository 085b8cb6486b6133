import type { Verification } from '../records/family.ts';
import type { MirrorPair, MirrorResponses } from './mirror-pair.ts';

/** Pictures that speak for a unit. */
const PICTURES = 8;

/**
 * Held-out pictures that drive one unit of a pair most, mirrored: does the other respond most?
 * Responses are compared after dividing each unit's by its largest.
 */
export function verifyPair(
  { probe, values, units }: MirrorResponses,
  i: number,
  j: number,
): Verification {
  const samples = values.length / (2 * units);
  const pair = [i, j] as const;
  const largest = pair.map((unit) => {
    const row = values.subarray(unit * samples * 2, (unit + 1) * samples * 2);
    return row.reduce((most, value) => Math.max(most, value), 1e-9);
  });
  const at = (member: number, sample: number, view: number): number =>
    values[(pair[member]! * samples + sample) * 2 + view]! / largest[member]!;
  const held = Array.from({ length: samples }, (_, s) => s).filter((s) => s % 2 === 1);
  const confusion = [0, 1].map(() => [0, 0]);
  for (const member of [0, 1]) {
    const top = [...held].sort((a, b) => at(member, b, 0) - at(member, a, 0) || a - b);
    for (const sample of top.slice(0, PICTURES)) {
      const winner = at(0, sample, 1) > at(1, sample, 1) ? 0 : 1;
      confusion[1 - member]![winner]!++;
    }
  }
  const total = 2 * Math.min(PICTURES, held.length);
  const hits = confusion[0]![0]! + confusion[1]![1]!;
  return { probe, patches: PICTURES, confusion, hitRate: hits / total, chance: 0.5 };
}

/** Pictures of the scatter: those that drive either unit most, and as many others, evenly. */
const SCATTERED = 60;

/** Responses of a pair to some pictures and their mirror images. */
export function scatter(
  { values, units }: MirrorResponses,
  i: number,
  j: number,
): MirrorPair['scatter'] {
  const samples = values.length / (2 * units);
  const at = (unit: number, sample: number, view: number): number =>
    values[(unit * samples + sample) * 2 + view]!;
  const order = Array.from({ length: samples }, (_, s) => s).sort(
    (a, b) => at(i, b, 0) - at(i, a, 0) || a - b,
  );
  const top = order.slice(0, SCATTERED / 2);
  const rest = order.slice(SCATTERED / 2);
  const spread = Array.from(
    { length: Math.min(SCATTERED / 2, rest.length) },
    (_, k) => rest[Math.floor((k * rest.length) / (SCATTERED / 2))]!,
  );
  const chosen = [...top, ...spread];
  return {
    first: chosen.map((s) => at(i, s, 0)),
    same: chosen.map((s) => at(j, s, 0)),
    flipped: chosen.map((s) => at(j, s, 1)),
  };
}
