import type { Graph } from '../pipeline/graph/ir.ts';
import { inferShapes, type Shape } from '../pipeline/graph/shapes.ts';
import { prune } from '../pipeline/graph/traverse.ts';

/** Floating-point operations (two per multiply-add) of the convolutions that a layer needs. */
export function convolutionWork(graph: Graph, layer: string, input: Shape): number {
  const pruned = prune(graph, [layer]);
  const shapes = inferShapes(pruned, input);
  return pruned.nodes.reduce((sum, { name, operation }) => {
    if (operation.kind !== 'convolution') return sum;
    const [height, width] = shapes.get(name)!;
    return sum + 2 * height * width * operation.kernel.data.length;
  }, 0);
}
