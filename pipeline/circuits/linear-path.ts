import type { Graph, GraphNode, Tensor, Window } from '../graph/ir.ts';
import { nodeNamed } from '../graph/traverse.ts';
import { UserError } from '../records/user-error.ts';

/**
 * A linear map from the units of a source layer to the channels of a later node: the value at
 * position o is Σ over y, x, s of kernel[y, x, s, channel] · source[o · stride + origin + (y, x), s].
 * Source and kernel are square in the plane.
 */
export interface LinearPath {
  /** Positions a side. */
  readonly size: number;
  /** First source position read by output position 0, in both directions. */
  readonly origin: number;
  /** Source positions between neighbouring outputs. */
  readonly stride: number;
  readonly sources: number;
  readonly channels: number;
  /** [y, x, source, channel], row-major. */
  readonly kernel: Float32Array;
  /** What was approximated on the way, in words; each once. */
  readonly approximations: readonly string[];
}

/**
 * The linear path from one layer to another ("expanded weights", Voss et al., Visualizing Weights,
 * Distill 2021): convolutions are composed, branches joined along channels; every nonlinearity on the
 * way is replaced as the path's `approximations` say.
 *
 * @throws UserError where no path leads from source to target, or it passes something else
 */
export function linearPath(graph: Graph, source: string, target: string): LinearPath {
  const known = new Map<string, LinearPath | undefined>();
  const sources = channelsOf(graph, source);
  known.set(source, identityPath(sources));
  for (const node of graph.nodes) {
    if (known.has(node.name)) continue;
    const inputs = node.inputs.map((name) => known.get(name));
    known.set(node.name, inputs.some(Boolean) ? step(graph, node, inputs) : undefined);
    if (node.name === target) break;
  }
  const path = known.get(nodeNamed(graph, target).name);
  if (!path) {
    throw new UserError({
      expected: `a path from ${source} to ${target}`,
      found: 'none',
      remedy: 'name a target that reads from the source',
    });
  }
  return path;
}

function channelsOf(graph: Graph, name: string): number {
  const { operation, inputs } = nodeNamed(graph, name);
  switch (operation.kind) {
    case 'input':
      return operation.shape[2];
    case 'convolution':
      return operation.kernel.shape[3]!;
    case 'dense':
      return operation.weights.shape[1]!;
    case 'concatenation':
      return inputs.reduce((sum, input) => sum + channelsOf(graph, input), 0);
    default:
      return channelsOf(graph, inputs[0]!);
  }
}

function identityPath(channels: number): LinearPath {
  const kernel = new Float32Array(channels * channels);
  for (let c = 0; c < channels; c++) kernel[c * channels + c] = 1;
  return { size: 1, origin: 0, stride: 1, sources: channels, channels, kernel, approximations: [] };
}

function step(
  graph: Graph,
  node: GraphNode,
  inputs: readonly (LinearPath | undefined)[],
): LinearPath {
  const { operation } = node;
  switch (operation.kind) {
    case 'convolution':
      if (operation.groups !== 1 || operation.window.size[0] !== operation.window.size[1]) break;
      return throughConvolution(inputs[0]!, operation.kernel, operation.window);
    case 'relu':
      return approximated(inputs[0]!, 'every ReLU on the path passes its input unchanged');
    case 'localResponseNormalisation':
      return approximated(inputs[0]!, 'local response normalisation passes its input unchanged');
    case 'maxPool':
      return approximated(
        throughPool(inputs[0]!, operation.window),
        'a max-pool is the mean over its window',
      );
    case 'averagePool':
      return throughPool(inputs[0]!, operation.window);
    case 'concatenation':
      return join(inputs, (i) => channelsOf(graph, node.inputs[i]!));
    default:
  }
  throw new UserError({
    expected:
      'square ungrouped convolutions, ReLUs, pools, normalisations and concatenations on the path',
    found: `another ${operation.kind}, ${node.name}`,
    remedy: 'choose a target before it',
  });
}

function approximated(path: LinearPath, how: string): LinearPath {
  return { ...path, approximations: [...new Set([...path.approximations, how])] };
}

function throughConvolution(path: LinearPath, weights: Tensor, window: Window): LinearPath {
  const [height, , inner, channels] = weights.shape as [number, number, number, number];
  const size = (height - 1) * path.stride + path.size;
  const { sources } = path;
  const kernel = new Float32Array(size * size * sources * channels);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < height; x++) {
      const tap = (y * height + x) * inner * channels;
      for (let y1 = 0; y1 < path.size; y1++) {
        for (let x1 = 0; x1 < path.size; x1++) {
          const from = (y1 * path.size + x1) * sources * inner;
          const to = ((y * path.stride + y1) * size + x * path.stride + x1) * sources * channels;
          for (let s = 0; s < sources; s++) {
            for (let m = 0; m < inner; m++) {
              const factor = path.kernel[from + s * inner + m]!;
              if (factor === 0) continue;
              const row = tap + m * channels;
              const target = to + s * channels;
              for (let c = 0; c < channels; c++) {
                kernel[target + c] = kernel[target + c]! + factor * weights.data[row + c]!;
              }
            }
          }
        }
      }
    }
  }
  return { ...path, ...moved(path, window), size, channels, kernel };
}

function throughPool(path: LinearPath, window: Window): LinearPath {
  const side = window.size[0];
  const size = (side - 1) * path.stride + path.size;
  const block = path.sources * path.channels;
  const kernel = new Float32Array(size * size * block);
  for (let tap = 0; tap < side * side; tap++) {
    const dy = Math.floor(tap / side) * path.stride;
    const dx = (tap % side) * path.stride;
    for (let place = 0; place < path.size * path.size; place++) {
      const y = Math.floor(place / path.size) + dy;
      const x = (place % path.size) + dx;
      const target = (y * size + x) * block;
      for (let i = 0; i < block; i++) {
        kernel[target + i] = kernel[target + i]! + path.kernel[place * block + i]! / (side * side);
      }
    }
  }
  return { ...path, ...moved(path, window), size, kernel };
}

function moved(path: LinearPath, { padding, stride }: Window): { origin: number; stride: number } {
  return { origin: path.origin - padding.top * path.stride, stride: path.stride * stride[0] };
}

/** Branches side by side; smaller kernels are set into the middle of the largest by their origins. */
function join(
  inputs: readonly (LinearPath | undefined)[],
  channelsOfInput: (index: number) => number,
): LinearPath {
  const present = inputs.filter((path) => path !== undefined);
  const first = Math.min(...present.map(({ origin }) => origin));
  const last = Math.max(...present.map(({ origin, size }) => origin + size));
  const size = last - first;
  const counts = inputs.map((path, i) => path?.channels ?? channelsOfInput(i));
  const channels = counts.reduce((sum, count) => sum + count, 0);
  const { sources, stride } = present[0]!;
  const kernel = new Float32Array(size * size * sources * channels);
  let offset = 0;
  inputs.forEach((path, i) => {
    if (path) {
      const shift = path.origin - first;
      for (let row = 0; row < path.size * path.size * sources; row++) {
        const place = Math.floor(row / sources);
        const y = Math.floor(place / path.size) + shift;
        const x = (place % path.size) + shift;
        const target = ((y * size + x) * sources + (row % sources)) * channels + offset;
        kernel.set(path.kernel.subarray(row * path.channels, (row + 1) * path.channels), target);
      }
    }
    offset += counts[i]!;
  });
  const approximations = [...new Set(present.flatMap((path) => path.approximations))];
  return { size, origin: first, stride, sources, channels, kernel, approximations };
}
