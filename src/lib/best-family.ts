import type { Family } from '../../pipeline/records/index.ts';
import type { ModelAtlas } from './index-atlas.ts';

/**
 * The family to show first: of the supported ones the one with the largest R² × members; families
 * named curves before all others, because their pictures can be read without explanation.
 */
export function bestFamily(
  models: readonly ModelAtlas[],
): { readonly atlas: ModelAtlas; readonly family: Family } | undefined {
  const score = (family: Family) =>
    (/curve/i.test(family.name) ? 1000 : 0) + family.r2 * family.members.length;
  return models
    .flatMap((atlas) => atlas.families.map((family) => ({ atlas, family })))
    .filter(({ family }) => family.verdict !== 'not supported')
    .sort((a, b) => score(b.family) - score(a.family))[0];
}
