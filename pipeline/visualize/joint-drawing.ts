import { branchOfUnit, layerBranches } from '../graph/branches.ts';
import type { Graph } from '../graph/ir.ts';
import { UserError } from '../records/user-error.ts';
import {
  channelObjective,
  directionObjective,
  discountedObjective,
  diversityObjective,
  familyDifferenceObjective,
  type Objective,
} from './objective.ts';
import type { PictureSettings } from './picture-settings.ts';
import { valueView, type View } from './unit-view.ts';

/**
 * Pictures of several units together: of a direction in the space of a layer's channels; of what sets
 * each member of a family apart from the others; of one unit several times, as unlike as they can be.
 */
export const jointKinds = ['direction', 'difference', 'diverse'] as const;

export type JointKind = (typeof jointKinds)[number];

/** A unit and how much it counts along a direction. */
export interface WeightedUnit {
  readonly unit: number;
  readonly weight: number;
}

export interface JointDrawing {
  readonly objective: Objective;
  readonly view: View;
  /** What every picture is of, in the order of the pictures. */
  readonly subjects: readonly string[];
  /** Whether the pictures have to start from noise of their own. */
  readonly apart: boolean;
}

export interface JointRequest {
  readonly kind: JointKind;
  readonly units: readonly WeightedUnit[];
  /** Diverse pictures of the unit. */
  readonly copies: number;
  readonly settings: Pick<PictureSettings, 'spread' | 'limit'>;
}

/**
 * Share of their unit's mean response that copies lose which are all alike: enough to part them, not so
 * much that they leave the unit. Chosen by eye on GoogLeNet.
 */
const DIVERSITY = 0.6;

/**
 * @throws UserError for a layer or unit that is not there, a direction of no length, a difference or
 * copies of fewer than two, or copies of several units.
 */
export function jointDrawing(
  graph: Graph,
  layer: string,
  { kind, units, copies, settings: { spread, limit } }: JointRequest,
): JointDrawing {
  const branches = layerBranches(graph, layer);
  for (const { unit } of units) branchOfUnit(branches, unit);
  const numbers = units.map(({ unit }) => unit);
  const texture = () => valueView(graph, layer, { spread, limit });
  switch (kind) {
    case 'direction': {
      const channels = branches.reduce((sum, branch) => sum + branch.units, 0);
      const direction = Array.from({ length: channels }, () => 0);
      for (const { unit, weight } of units) direction[unit]! += weight;
      if (direction.every((weight) => weight === 0)) {
        throw requestError(
          'weights that do not all cancel',
          units.map(({ weight }) => weight),
        );
      }
      const objective = directionObjective(layer, [direction]);
      const subject = units
        .map(({ unit, weight }) => `${String(unit)}x${String(weight)}`)
        .join('_');
      return { objective, view: texture(), subjects: [subject], apart: false };
    }
    case 'difference': {
      if (new Set(numbers).size < Math.max(2, numbers.length)) {
        throw requestError('two or more units, each once', numbers);
      }
      const objective = familyDifferenceObjective(layer, numbers, numbers);
      const view = valueView(graph, layer, { spread: { pixels: 0, fields: 0 }, limit });
      return { objective, view, subjects: numbers.map(String), apart: false };
    }
    case 'diverse': {
      const [unit] = numbers;
      if (unit === undefined || numbers.length > 1) throw requestError('one unit', numbers);
      if (copies < 2) throw requestError('two copies or more', [copies]);
      const own = channelObjective(
        layer,
        Array.from({ length: copies }, () => unit),
      );
      const objective = discountedObjective(own, diversityObjective(layer), DIVERSITY);
      const subjects = Array.from({ length: copies }, (_, i) => `${String(unit)}-${String(i + 1)}`);
      return { objective, view: texture(), subjects, apart: true };
    }
  }
}

function requestError(expected: string, found: readonly number[]): UserError {
  return new UserError({
    expected,
    found: found.join(', ') || 'none',
    remedy: `give ${expected}`,
  });
}
