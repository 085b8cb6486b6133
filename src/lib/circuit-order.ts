import type { Circuit, Layer, Model } from '../../pipeline/records/index.ts';

/** How much a circuit matters: what its motif explains of weights that are so strong. */
export const importance = ({ r2, strength }: Pick<Circuit, 'r2' | 'strength'>) => r2 * strength;

/** The circuits that matter most first. */
export const byImportance = <C extends Pick<Circuit, 'tag' | 'r2' | 'strength'>>(
  circuits: readonly C[],
): C[] => [...circuits].sort((a, b) => importance(b) - importance(a) || (a.tag < b.tag ? -1 : 1));

export interface LayerPair {
  readonly from: Layer;
  readonly to: Layer;
  /** The ones that matter most first. */
  readonly circuits: readonly Circuit[];
}

/** Circuits by the layers that they join, in the order of the network. */
export function byLayerPair(
  { layers }: Pick<Model, 'layers'>,
  circuits: readonly Circuit[],
): LayerPair[] {
  return layers.flatMap((from) =>
    layers.flatMap((to) => {
      const own = circuits.filter((c) => c.from.layer === from.name && c.to.layer === to.name);
      return own.length > 0 ? [{ from, to, circuits: byImportance(own) }] : [];
    }),
  );
}
