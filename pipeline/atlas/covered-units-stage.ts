import type { LayerCorrespondences } from '../circuits/correspondence.ts';
import type { MirrorDiscovery } from '../families/mirror-pairs.ts';
import type { ScaleDiscovery } from '../families/scale-chains.ts';
import { verdictRules } from '../families/verdict.ts';
import { taskId, type Stage, type Task } from '../store/stage.ts';
import { FACTOR_UNITS, type CircuitsArtifact } from './circuits-stage.ts';
import type { LayerFamilies } from './families-stage.ts';
import { jsonArtifact, PLAIN_BACKEND, readJson } from './json-artifact.ts';
import type { Resources } from './resources.ts';

/** Units in candidate families and circuits, by layer, ascending. */
export type CoveredUnits = Readonly<
  Record<
    string,
    {
      /** In a family of any kind, at the end of a circuit or leading one of its factors. */
      readonly units: readonly number[];
      /**
       * In a mirrored pair, in a moved family that the held-out half bears out, or at a circuit's end: those
       * that get a feature picture.
       */
      readonly pictured: readonly number[];
    }
  >
>;

interface CoveredParameters extends Record<string, unknown> {
  readonly layers: readonly string[];
}

export const coveredUnitsTaskId = 'covered units all layers';

/** Reads the discoveries of the trained network; which units need pictures and passports follows. */
export function coveredUnitsTask(layers: readonly string[], discoveries: readonly Task[]): Task {
  return {
    stage: 'covered units',
    subject: 'all layers',
    parameters: { layers } satisfies CoveredParameters,
    inputs: Object.fromEntries(
      discoveries.map((task) => [`${task.stage}/${task.subject}`, { task: taskId(task) }]),
    ),
  };
}

export const coveredUnitsStage: Stage<Resources> = {
  name: 'covered units',
  version: 4,
  needs: [],
  compute: ({ parameters, inputs }) => {
    const { layers } = parameters as CoveredParameters;
    const covered = new Map(layers.map((layer) => [layer, new Set<number>()]));
    const pictured = new Map(layers.map((layer) => [layer, new Set<number>()]));
    const add = (layer: string, units: readonly number[], shown = false): void => {
      for (const unit of units) {
        covered.get(layer)!.add(unit);
        if (shown) pictured.get(layer)!.add(unit);
      }
    };
    for (const [name, bytes] of Object.entries(inputs)) {
      const layer = layers.find((candidate) => name.endsWith(candidate));
      if (name.startsWith('circuits/')) {
        const [from, to] = name.slice('circuits/'.length).split(' → ') as [string, string];
        for (const fit of readJson<CircuitsArtifact>(bytes).fits) {
          if (fit.detail === null) continue;
          if (fit.from.elements === null) add(from, fit.from.units, true);
          if (fit.to.elements === null) add(to, fit.to.units, true);
          for (const { units } of fit.detail.factors) {
            add(
              from,
              units.slice(0, FACTOR_UNITS).map(({ unit }) => unit),
            );
          }
        }
        continue;
      }
      if (name.startsWith('families/')) {
        const { circles, tori } = readJson<LayerFamilies>(bytes);
        for (const { members, r2HeldOutLeaveOneOut } of [...circles, ...tori]) {
          add(
            layer!,
            members.map(({ unit }) => unit),
            r2HeldOutLeaveOneOut >= verdictRules.supported,
          );
        }
      } else if (name.startsWith('mirror pairs/')) {
        for (const { units } of readJson<MirrorDiscovery>(bytes).pairs) add(layer!, units, true);
      } else if (name.startsWith('scale chains/')) {
        for (const { members } of readJson<ScaleDiscovery>(bytes).chains) {
          for (const member of members) add(member.layer, [member.unit]);
        }
      } else {
        for (const { units } of readJson<LayerCorrespondences>(bytes).correspondences) {
          add(layer!, units);
        }
      }
    }
    const ascending = (set: ReadonlySet<number>): number[] => [...set].sort((a, b) => a - b);
    const sorted = layers.map((layer) => [
      layer,
      { units: ascending(covered.get(layer)!), pictured: ascending(pictured.get(layer)!) },
    ]);
    return Promise.resolve(jsonArtifact(Object.fromEntries(sorted), PLAIN_BACKEND));
  },
};
