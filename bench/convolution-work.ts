import { neededRegions } from '../pipeline/engine/needed-region.ts';
import type { Positions } from '../pipeline/engine/positions.ts';
import type { Graph } from '../pipeline/graph/ir.ts';
import { inferShapes, type Shape } from '../pipeline/graph/shapes.ts';
import { prune } from '../pipeline/graph/traverse.ts';

/**
 * Floating-point operations (two per multiply-add) of the convolutions that the engine runs to get
 * some layers at one position or block each: of every map only the part that they see.
 */
export function convolutionWork(
  graph: Graph,
  layers: readonly string[],
  at: Positions,
  input: Shape,
): number {
  const { nodes } = prune(graph, layers);
  const shapes = inferShapes({ nodes }, input);
  const regions = neededRegions(nodes, shapes, layers, at);
  return nodes.reduce((sum, { name, operation }) => {
    if (operation.kind !== 'convolution') return sum;
    const [[top, bottom], [left, right]] = regions.get(name)!;
    return sum + 2 * (bottom - top) * (right - left) * operation.kernel.data.length;
  }, 0);
}
