import type {
  Family,
  FirstLayerTying,
  Layer,
  ReflectionTying,
} from '../../pipeline/records/index.ts';
import type { ModelAtlas } from './index-atlas.ts';

export interface KernelTying {
  /** The kernels of a family of the first layer as one kernel, moved. */
  readonly kernels: FirstLayerTying | undefined;
  /** For a mirror pair: its weights between two layers, mirrored. */
  readonly mirrored: readonly {
    readonly from: Layer;
    readonly to: Layer;
    readonly pairR2: number;
    readonly tying: ReflectionTying;
  }[];
}

/** What was measured of the weights of a family's own members. */
export function kernelTying(atlas: ModelAtlas, family: Family): KernelTying {
  const measured = atlas.weightEquivariance;
  const kernels = measured?.firstLayer.find((tying) => tying.family === family.tag);
  if (measured === undefined || family.group !== 'reflection') return { kernels, mirrored: [] };
  const units = new Set(family.members.map(({ unit }) => unit));
  const mirrored = measured.reflection
    .filter(({ to }) => to === family.layer)
    .flatMap((tying) =>
      tying.pairs
        .filter((pair) => pair.units[0] !== pair.units[1] && pair.units.every((u) => units.has(u)))
        .map(({ r2 }) => ({
          from: atlas.layer(tying.from),
          to: atlas.layer(tying.to),
          pairR2: r2,
          tying,
        })),
    );
  return { kernels, mirrored };
}
