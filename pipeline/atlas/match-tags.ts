import type { Circuit } from '../records/circuit.ts';
import type { Family } from '../records/family.ts';
import { assignTag, retireTag, type TagRegister } from './tags.ts';

/** What tells a family from others: it keeps its tag while most of its units stay. */
export interface FamilyIdentity {
  readonly layer: string;
  /** Short layer name for a new label. */
  readonly alias: string;
  readonly group: string;
  readonly units: readonly number[];
}

/** Overlap from which a family counts as the one that had the tag before. */
const SAME = 0.5;

/** Shared units over all units of two sets (Jaccard index). */
export function overlap(a: readonly number[], b: readonly number[]): number {
  const shared = a.filter((unit) => b.includes(unit)).length;
  return shared / (a.length + b.length - shared);
}

/**
 * Tags and labels of families, in their order: each takes the tag of the earlier family of its layer
 * and group whose units overlap most and by at least half; others get a new label,
 * `model/layer/group/number`. Earlier families that are left over are retired.
 */
export function tagFamilies(
  register: TagRegister,
  model: string,
  families: readonly FamilyIdentity[],
  earlier: readonly Pick<Family, 'tag' | 'label' | 'layer' | 'group' | 'members'>[],
): { readonly register: TagRegister; readonly tags: readonly Label[] } {
  const free = new Set(earlier);
  const matches = families
    .flatMap((family, index) =>
      earlier
        .filter(({ layer, group }) => layer === family.layer && group === family.group)
        .map((before) => ({
          index,
          before,
          share: overlap(
            family.units,
            before.members.map(({ unit }) => unit),
          ),
        })),
    )
    .filter(({ share }) => share >= SAME)
    .sort((a, b) => b.share - a.share);
  const kept = new Map<number, Label>();
  for (const { index, before } of matches) {
    if (kept.has(index) || !free.has(before)) continue;
    free.delete(before);
    kept.set(index, { tag: before.tag, label: before.label });
  }
  let current = register;
  const tags = families.map((family, index) => {
    const label =
      kept.get(index)?.label ?? nextLabel(current, `${model}/${family.alias}/${family.group}`);
    const assigned = assignTag(current, label, 'family');
    current = assigned.register;
    return { tag: assigned.tag, label };
  });
  for (const { tag, label } of free) {
    if (tags.some((found) => found.tag === tag)) continue;
    current = retireTag(current, tag, `discovery no longer finds ${label}`);
  }
  return { register: current, tags };
}

export interface Label {
  readonly tag: string;
  readonly label: string;
}

function nextLabel(register: TagRegister, prefix: string): string {
  const numbers = register
    .filter(({ label }) => label.startsWith(`${prefix}/`))
    .map(({ label }) => Number(label.slice(prefix.length + 1)));
  return `${prefix}/${String(Math.max(0, ...numbers) + 1)}`;
}

/** A circuit is told by its two families: `model/<tag of from>→<tag of to>`. */
export function tagCircuits(
  register: TagRegister,
  model: string,
  ends: readonly { readonly from: string; readonly to: string }[],
  earlier: readonly Pick<Circuit, 'tag' | 'label'>[],
): { readonly register: TagRegister; readonly tags: readonly Label[] } {
  let current = register;
  const tags = ends.map(({ from, to }) => {
    const label = `${model}/${from}→${to}`;
    const assigned = assignTag(current, label, 'circuit');
    current = assigned.register;
    return { tag: assigned.tag, label };
  });
  for (const { tag, label } of earlier) {
    if (tags.some((found) => found.tag === tag)) continue;
    current = retireTag(current, tag, `one of its families is no longer found (${label})`);
  }
  return { register: current, tags };
}
