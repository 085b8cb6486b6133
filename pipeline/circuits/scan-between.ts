import type { Graph } from '../graph/ir.ts';
import type { NodePasses } from '../probes/passes.ts';
import type { FittedCircuit, FittedEnd } from './fitted-circuit.ts';
import { linearPath, type LinearPath } from './linear-path.ts';
import { scanLayers, scanRules, type LayerSets, type ScanRules } from './scan-layers.ts';
import { scannedUnits } from './scanned-units.ts';

/** All fits between two layers, with what was approximated on the way. */
export interface LayerScan {
  /** Positions a side of the kernels. */
  readonly size: number;
  readonly fits: readonly FittedCircuit[];
  readonly approximations: readonly string[];
  /** The same of the path that was weighted by what nonlinearities pass; empty without it. */
  readonly weightedApproximations: readonly string[];
}

/**
 * Scans the effective weights between two layers. Where the table of all kernels would not fit into
 * memory, sources that are in no family are thinned out, and the approximations say so.
 *
 * @param count units of the source and of the target layer
 * @param passes see `linearPath`
 */
export function scanBetween(
  graph: Graph,
  from: { readonly layer: string; readonly count: number; readonly sets: LayerSets },
  to: { readonly layer: string; readonly count: number; readonly sets: LayerSets },
  passes: ReadonlyMap<string, NodePasses> | undefined,
  rules: ScanRules = scanRules,
): LayerScan {
  const one = linearPath(graph, from.layer, to.layer, { sources: [0], channels: [0] });
  const needed = [...from.sets.circles, ...from.sets.pairs].flatMap(({ units }) => units);
  const units = scannedUnits(from.count, needed, to.count, one.size ** 2);
  const whole = units.length === from.count;
  const pathOf = (options: { readonly passes?: ReadonlyMap<string, NodePasses> }): LinearPath => {
    const found = linearPath(graph, from.layer, to.layer, {
      ...options,
      ...(whole ? {} : { sources: units }),
    });
    // From here on source units are told by their place among the scanned ones.
    const { size, origin, stride, sources, channels, kernel, approximations } = found;
    return { size, origin, stride, sources, channels, kernel, approximations };
  };
  const placeOf = new Map(units.map((unit, place) => [unit, place]));
  const places = <T extends readonly number[]>(list: T): T =>
    list.map((unit) => placeOf.get(unit)!) as unknown as T;
  const sets: LayerSets = {
    circles: from.sets.circles.map((set) => ({ ...set, units: places(set.units) })),
    pairs: from.sets.pairs.map((set) => ({ ...set, units: places(set.units) })),
  };
  const path = pathOf({});
  const weighted = passes && pathOf({ passes });
  const unplaced = (end: FittedEnd): FittedEnd => ({
    ...end,
    units: end.units.map((place) => units[place]!),
  });
  const fits = scanLayers(path, weighted, sets, to.sets, rules).map(
    ({ detail, ...fit }): FittedCircuit => ({
      ...fit,
      from: unplaced(fit.from),
      detail: detail && {
        ...detail,
        aligned: detail.aligned.map((entry) =>
          entry.unit === null || fit.from.elements !== null
            ? entry
            : { ...entry, unit: units[entry.unit]! },
        ),
        factors: detail.factors.map((factor) => ({
          ...factor,
          units: factor.units.map(({ unit, loading }) => ({ unit: units[unit]!, loading })),
        })),
      },
    }),
  );
  return {
    size: path.size,
    fits,
    approximations: [
      ...path.approximations,
      ...(whole
        ? []
        : [
            `of the ${String(from.count)} units of ${from.layer} the ${String(units.length)} that are in families or evenly spaced among the others are looked at`,
          ]),
    ],
    weightedApproximations: weighted?.approximations ?? [],
  };
}
