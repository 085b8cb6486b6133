import { layerBranches, branchOfUnit } from '../graph/branches.ts';
import type { Graph } from '../graph/ir.ts';
import { receptiveField } from '../graph/receptive-field.ts';
import { nodeNamed } from '../graph/traverse.ts';

/** The part of a picture that positions of a value see, and where these are. */
export interface View {
  /** Side of the value's receptive field, pixels. */
  readonly fieldSize: number;
  /** Side of the view, pixels: the smallest odd one that holds what its positions see, or `limit`. */
  readonly viewSize: number;
  /** Side of what the positions see, at most the view's. */
  readonly seenSize: number;
  /** The middle position, on both axes of the value's map, which sees the middle of the view. */
  readonly position: number;
  /** Positions around it on every side. */
  readonly reach: number;
  /** Pixels between neighbouring positions. */
  readonly stride: number;
}

/** Units of one branch of a layer, and what of a picture they see. */
export interface UnitView extends View {
  /** The branch's value before its ReLU, whose gradient never vanishes. */
  readonly value: string;
  /** And after it. */
  readonly rectified: string;
  /** Numbers within the layer, and the same units' numbers within the branch. */
  readonly units: readonly number[];
  readonly channels: readonly number[];
}

export interface ViewRange {
  /**
   * Positions around the middle one are taken in up to so many pixels a side, or so many times the
   * receptive field, whichever is more; none where both are 0.
   */
  readonly spread: { readonly pixels: number; readonly fields: number };
  /** Largest side of a view, pixels: fields beyond it are cut off at the rim, as in small pictures. */
  readonly limit: number;
}

/**
 * Sorts units by the branch that computes them: a branch needs less of the network and a smaller
 * view than the layer as a whole.
 *
 * @throws UserError for a layer or a unit that is not there.
 */
export function unitViews(
  graph: Graph,
  layer: string,
  units: readonly number[],
  range: ViewRange,
): UnitView[] {
  const branches = layerBranches(graph, layer);
  return branches.flatMap((branch) => {
    const own = units.filter((unit) => branchOfUnit(branches, unit).branch === branch);
    if (own.length === 0) return [];
    const node = nodeNamed(graph, branch.name);
    return {
      value: node.operation.kind === 'relu' ? node.inputs[0]! : branch.name,
      rectified: branch.name,
      units: own,
      channels: own.map((unit) => unit - branch.first),
      ...valueView(graph, branch.name, range),
    };
  });
}

/** What positions of a value see of a picture. @throws UserError for a name that is not there. */
export function valueView(graph: Graph, name: string, { spread, limit }: ViewRange): View {
  const { size, start, stride } = receptiveField(graph, name);
  const side = Math.max(spread.pixels, spread.fields * size);
  const reach = Math.max(0, Math.floor((side - size) / (2 * stride)));
  const seen = size + 2 * reach * stride;
  const least = Math.max(0, Math.ceil(((seen - 1) / 2 - start) / stride));
  const most = Math.max(0, Math.floor(((limit - 1) / 2 - start) / stride));
  const position = Math.min(least, most);
  const viewSize = 2 * (start + position * stride) + 1;
  return {
    fieldSize: size,
    viewSize,
    seenSize: Math.min(seen, viewSize),
    position,
    reach: Math.min(reach, position),
    stride,
  };
}
