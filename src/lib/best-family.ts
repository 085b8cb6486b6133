import type { CircularFamily, Family } from '../../pipeline/records/index.ts';
import type { ModelAtlas } from './index-atlas.ts';

export const isCircular = (family: Family): family is CircularFamily =>
  family.group === 'rotation' || family.group === 'hue';

/**
 * The family to show first, on a wheel: of the first model that has supported families along a circle
 * the one with the largest R² × members; families of curves that need a full turn before all others,
 * because their pictures can be read without explanation.
 *
 * @param models in the order of pages: a network with the symmetry built in does not outshine one that
 * found it
 */
export function bestFamily(
  models: readonly ModelAtlas[],
): { readonly atlas: ModelAtlas; readonly family: CircularFamily } | undefined {
  const score = (family: CircularFamily) =>
    (/curve/i.test(family.name) && family.period === 360 ? 1000 : 0) +
    family.r2 * family.members.length;
  for (const atlas of models) {
    const [best] = atlas.families
      .filter(isCircular)
      .filter(({ verdict }) => verdict !== 'not supported')
      .sort((a, b) => score(b) - score(a));
    if (best) return { atlas, family: best };
  }
  return undefined;
}
