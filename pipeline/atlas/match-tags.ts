import type { Family } from '../records/family.ts';
import type { TagEntry } from '../records/tag.ts';
import { UserError } from '../records/user-error.ts';
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
 * `model/layer/group/number`. The model's other current family tags are retired.
 *
 * @param earlier the committed records of the model's families
 * @throws UserError where the register has current families of the model but `earlier` has none: the
 *   families could not be told from new ones then
 */
export function tagFamilies(
  register: TagRegister,
  model: string,
  families: readonly FamilyIdentity[],
  earlier: readonly Pick<Family, 'tag' | 'label' | 'layer' | 'group' | 'members'>[],
): { readonly register: TagRegister; readonly tags: readonly Label[] } {
  requireEarlier(register, model, earlier);
  const free = new Set(earlier);
  const matches = families
    .flatMap((family, index) =>
      earlier
        .filter(({ layer, group }) => [layer].flat()[0] === family.layer && group === family.group)
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
  return {
    register: retireOthers(current, model, 'family', tags, 'discovery no longer finds this family'),
    tags,
  };
}

/** Retires the model's current tags of a kind that are not among the given ones. */
function retireOthers(
  register: TagRegister,
  model: string,
  kind: TagEntry['kind'],
  tags: readonly Label[],
  reason: string,
): TagRegister {
  return register
    .filter((entry) => entry.kind === kind && entry.status === 'current')
    .filter(({ label }) => label.startsWith(`${model}/`))
    .filter(({ tag }) => !tags.some((found) => found.tag === tag))
    .reduce((current, { tag }) => retireTag(current, tag, reason), register);
}

function requireEarlier(register: TagRegister, model: string, earlier: readonly unknown[]): void {
  const current = register.find(
    ({ kind, status, label }) =>
      kind === 'family' && status === 'current' && label.startsWith(`${model}/`),
  );
  if (current === undefined || earlier.length > 0) return;
  throw new UserError({
    expected: `content/atlas/${model}/families.json beside content/tags.csv`,
    found: `only tags, ${current.tag} among them`,
    remedy: 'restore the committed file',
  });
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

/** A circuit is told by its two ends, tags of families or aliases of layers: `model/<from>→<to>`. */
export function tagCircuits(
  register: TagRegister,
  model: string,
  ends: readonly { readonly from: string; readonly to: string }[],
): { readonly register: TagRegister; readonly tags: readonly Label[] } {
  let current = register;
  const tags = ends.map(({ from, to }) => {
    const label = `${model}/${from}→${to}`;
    const assigned = assignTag(current, label, 'circuit');
    current = assigned.register;
    return { tag: assigned.tag, label };
  });
  return {
    register: retireOthers(
      current,
      model,
      'circuit',
      tags,
      'the scan no longer finds this circuit',
    ),
    tags,
  };
}
