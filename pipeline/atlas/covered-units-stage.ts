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
      /**
       * In a family of any kind, at the end of a circuit or leading one of its factors: those that get a
       * feature picture in every layer.
       */
      readonly units: readonly number[];
      /**
       * Of these the units in a mirrored pair, or in a moved family or a chain across scales that the
       * held-out half bears out: those that get a texture.
       */
      readonly textured: readonly number[];
      /**
       * Of these the units whose family goes all the way round, so that an opposite element exists: those
       * that get a picture of what they are against.
       */
      readonly opposed: readonly number[];
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
  version: 7,
  needs: [],
  compute: ({ parameters, inputs }) => {
    const { layers } = parameters as CoveredParameters;
    const found = new Map(layers.map((layer) => [layer, emptySets()]));
    const add = (layer: string, units: readonly number[], ...sets: PictureSet[]): void => {
      for (const unit of units) {
        found.get(layer)!.units.add(unit);
        for (const set of sets) found.get(layer)![set].add(unit);
      }
    };
    for (const [name, bytes] of Object.entries(inputs)) {
      const layer = layers.find((candidate) => name.endsWith(candidate));
      if (name.startsWith('circuits/')) {
        const [from, to] = name.slice('circuits/'.length).split(' → ') as [string, string];
        for (const fit of readJson<CircuitsArtifact>(bytes).fits) {
          if (fit.detail === null) continue;
          if (fit.from.elements === null) add(from, fit.from.units);
          if (fit.to.elements === null) add(to, fit.to.units);
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
        for (const family of [...circles, ...tori]) {
          const units = family.members.map(({ unit }) => unit);
          const borneOut = family.r2HeldOutLeaveOneOut >= verdictRules.supported;
          const allRound = !('period' in family) || family.period === 360;
          add(layer!, units);
          if (borneOut) add(layer!, units, 'textured');
          if (borneOut && allRound) add(layer!, units, 'opposed');
        }
      } else if (name.startsWith('mirror pairs/')) {
        for (const { units } of readJson<MirrorDiscovery>(bytes).pairs) {
          add(layer!, units, 'textured');
        }
      } else if (name.startsWith('scale chains/')) {
        for (const { members, steps } of readJson<ScaleDiscovery>(bytes).chains) {
          const weakest = Math.min(...steps.map(({ transferHeldOut }) => transferHeldOut));
          const borneOut = weakest >= verdictRules.scaled;
          for (const { layer: place, unit } of members) {
            add(place, [unit]);
            if (borneOut) add(place, [unit], 'textured');
          }
        }
      } else {
        for (const { units } of readJson<LayerCorrespondences>(bytes).correspondences) {
          add(layer!, units);
        }
      }
    }
    const ascending = (set: ReadonlySet<number>): number[] => [...set].sort((a, b) => a - b);
    const sorted = layers.map((layer) => {
      const { units, textured, opposed } = found.get(layer)!;
      const lists = {
        units: ascending(units),
        textured: ascending(textured),
        opposed: ascending(opposed),
      };
      return [layer, lists];
    });
    return Promise.resolve(jsonArtifact(Object.fromEntries(sorted), PLAIN_BACKEND));
  },
};

type PictureSet = 'textured' | 'opposed';

function emptySets(): Record<'units' | PictureSet, Set<number>> {
  return { units: new Set(), textured: new Set(), opposed: new Set() };
}
