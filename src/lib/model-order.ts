import type { Model } from '../../pipeline/records/index.ts';

type Named = Pick<Model, 'name' | 'source' | 'controlOf'>;

/** Weights made elsewhere come first, then those of this project, then controls. */
function rank({ source, controlOf }: Named): number {
  if (controlOf !== undefined) return 2;
  return source.url === undefined ? 1 : 0;
}

/** The order in which pages speak of models: by rank, then by name. */
export function byModelRank(a: Named, b: Named): number {
  return rank(a) - rank(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}

/** All but networks with first weights: what is found in them, training did not make. */
export function withoutControls<T extends { readonly model: Named }>(
  models: readonly T[],
): readonly T[] {
  return models.filter(({ model }) => model.controlOf === undefined);
}
