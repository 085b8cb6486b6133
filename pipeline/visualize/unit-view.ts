import { layerBranches, branchOfUnit } from '../graph/branches.ts';
import type { Graph } from '../graph/ir.ts';
import { receptiveField } from '../graph/receptive-field.ts';
import { nodeNamed } from '../graph/traverse.ts';

/** Units of one branch of a layer, and what of a picture they see. */
export interface UnitView {
  /** The branch's value before its ReLU, whose gradient never vanishes: the objective. */
  readonly value: string;
  /** Numbers within the layer, and the same units' numbers within the branch. */
  readonly units: readonly number[];
  readonly channels: readonly number[];
  /** Side of the branch's receptive field, pixels. */
  readonly fieldSize: number;
  /** Side of the smallest odd view that holds the field of its middle position whole. */
  readonly viewSize: number;
  /** That position, on both axes of the branch's map. */
  readonly position: number;
  /** Pixels between neighbouring positions. */
  readonly stride: number;
}

/**
 * Sorts units by the branch that computes them: a branch needs less of the network and a smaller
 * view than the layer as a whole.
 *
 * @throws UserError for a layer or a unit that is not there.
 */
export function unitViews(graph: Graph, layer: string, units: readonly number[]): UnitView[] {
  const branches = layerBranches(graph, layer);
  return branches.flatMap((branch) => {
    const own = units.filter((unit) => branchOfUnit(branches, unit).branch === branch);
    if (own.length === 0) return [];
    const node = nodeNamed(graph, branch.name);
    const field = receptiveField(graph, branch.name);
    const position = Math.max(0, Math.ceil(((field.size - 1) / 2 - field.start) / field.stride));
    return {
      value: node.operation.kind === 'relu' ? node.inputs[0]! : branch.name,
      units: own,
      channels: own.map((unit) => unit - branch.first),
      fieldSize: field.size,
      viewSize: 2 * (field.start + position * field.stride) + 1,
      position,
      stride: field.stride,
    };
  });
}
