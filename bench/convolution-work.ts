import {
  inputGradientKernel,
  placeInputGradient,
} from '../pipeline/engine/convolution-gradient.ts';
import type { ConvolutionOperation } from '../pipeline/engine/convolution.ts';
import { neededRegions, windowInput, type Region } from '../pipeline/engine/needed-region.ts';
import type { Positions } from '../pipeline/engine/positions.ts';
import type { Graph } from '../pipeline/graph/ir.ts';
import { inferShapes, type Shape } from '../pipeline/graph/shapes.ts';
import { prune } from '../pipeline/graph/traverse.ts';

/** Floating-point operations, two per multiply-add. */
export interface ConvolutionWork {
  readonly forward: number;
  /** Of the gradients with respect to the input, as the engine computes them. */
  readonly gradient: number;
}

/**
 * The work of the convolutions that the engine runs on one picture to get some layers at one position
 * or block each: of every map only the part that they see.
 */
export function convolutionWork(
  graph: Graph,
  layers: readonly string[],
  at: Positions,
  input: Shape,
): ConvolutionWork {
  const { nodes } = prune(graph, layers);
  const shapes = inferShapes({ nodes }, input);
  const regions = neededRegions(nodes, shapes, layers, at);
  let forward = 0;
  let gradient = 0;
  for (const { name, operation, inputs } of nodes) {
    if (operation.kind !== 'convolution') continue;
    const output = regions.get(name)!;
    const [height, width] = sides(output);
    forward += 2 * height * width * operation.kernel.data.length;
    gradient += gradientWork(operation, output, shapes.get(inputs[0]!)!);
  }
  return { forward, gradient };
}

/** The gradient is a convolution of its own, over the part of the input that the output sees. */
function gradientWork(operation: ConvolutionOperation, output: Region, input: Shape): number {
  const { window, kernel, groups } = operation;
  const seen = windowInput(window, output, input);
  const [height, width] = sides(output);
  const { padding } = placeInputGradient(window, seen.padding, sides(seen.region), [height, width]);
  const [tapsY, tapsX, outputs, channels] = inputGradientKernel(kernel, window.stride).shape as [
    ...[number, number],
    ...[number, number],
  ];
  const rows = height + padding.top + padding.bottom - tapsY + 1;
  const columns = width + padding.left + padding.right - tapsX + 1;
  return (2 * rows * columns * tapsY * tapsX * outputs * channels) / groups;
}

function sides([rows, columns]: Region): [number, number] {
  return [rows[1] - rows[0], columns[1] - columns[0]];
}
