import type { Layer } from '../records/model.ts';
import { UserError } from '../records/user-error.ts';
import type { Graph, GraphNode } from './ir.ts';
import { nodeNamed } from './traverse.ts';

/** Consecutive units of a layer that one branch computes; `kernel` is its last convolution's side. */
export type Branch = Layer['branches'][number];

/**
 * The branches whose channels the named value joins, in the order of its units. Nodes that keep
 * channels apart (ReLU, pooling, normalisation) are looked through; a branch is named as the value
 * that is joined, e.g. `inception_3b/3x3`. A value that joins nothing is its own single branch.
 *
 * @throws UserError where units are not computed by convolutions.
 */
export function layerBranches(graph: Graph, name: string): Branch[] {
  let first = 0;
  return unplaced(graph, name).map((branch) => {
    const placed = { ...branch, first };
    first += branch.units;
    return placed;
  });
}

function unplaced(graph: Graph, name: string): Omit<Branch, 'first'>[] {
  const source = channelSource(graph, name);
  if (source.operation.kind === 'concatenation') {
    return source.inputs.flatMap((input) => unplaced(graph, input));
  }
  if (source.operation.kind === 'convolution') {
    const [height = 0, width = 0, , units = 0] = source.operation.kernel.shape;
    return [{ name, units, kernel: Math.max(height, width) }];
  }
  throw new UserError({
    expected: `units of "${name}" to be computed by convolutions`,
    found: `${source.operation.kind} node "${source.name}"`,
    remedy: 'choose another layer',
  });
}

/**
 * The node that makes the channels of the named value: follows ReLU, pooling and normalisation,
 * which keep channels apart, back to the first node that does not.
 */
export function channelSource(graph: Graph, name: string): GraphNode {
  const node = nodeNamed(graph, name);
  switch (node.operation.kind) {
    case 'relu':
    case 'maxPool':
    case 'averagePool':
    case 'localResponseNormalisation':
      return channelSource(graph, node.inputs[0]!);
    default:
      return node;
  }
}

/**
 * The branch that computes a unit and the unit's number within it.
 *
 * @throws UserError where the layer has no such unit.
 */
export function branchOfUnit(
  branches: readonly Branch[],
  unit: number,
): { readonly branch: Branch; readonly unit: number } {
  const branch = branches.find(({ first, units }) => unit >= first && unit < first + units);
  if (branch) return { branch, unit: unit - branch.first };
  const last = branches.at(-1);
  throw new UserError({
    expected: `a unit from 0 to ${String(last ? last.first + last.units - 1 : -1)}`,
    found: String(unit),
    remedy: 'give a unit that the layer has',
  });
}

/** A unit's name within its branch, e.g. `inception_3b/3x3:78` for unit 206 of `inception_3b/output`. */
export function branchAlias(branches: readonly Branch[], unit: number): string {
  const local = branchOfUnit(branches, unit);
  return `${local.branch.name}:${String(local.unit)}`;
}
