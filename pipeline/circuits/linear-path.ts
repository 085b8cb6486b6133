import type { Graph, GraphNode, Tensor, Window } from '../graph/ir.ts';
import { nodeNamed } from '../graph/traverse.ts';
import type { NodePasses } from '../probes/passes.ts';
import { UserError } from '../records/user-error.ts';
import {
  identityBundle,
  joinBundles,
  throughConvolution,
  throughPool,
  wholeKernel,
  type Bundle,
} from './bundle.ts';
import { meanTaps, throughNonlinearity } from './through-nonlinearity.ts';

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
  /** Which units of the source the kernel has, ascending; absent where it has all. */
  readonly sourceUnits?: readonly number[];
  /** Which units of the target the kernel has, ascending; absent where it has all. */
  readonly channelUnits?: readonly number[];
}

export interface PathOptions {
  /** Units of the source, ascending; all unless said. Time and memory are in proportion to them. */
  readonly sources?: readonly number[];
  /**
   * Units of the target, ascending; all unless said. Only the last convolutions become shorter, the
   * kernel's size and origin stay those of the whole target.
   */
  readonly channels?: readonly number[];
  /** What every nonlinearity passes on average, by node; nonlinearities are identities unless said. */
  readonly passes?: ReadonlyMap<string, NodePasses>;
}

/**
 * The linear path from one layer to another ("expanded weights", Voss et al., Visualizing Weights,
 * Distill 2021): convolutions are composed, branches joined along channels; every nonlinearity on the
 * way is replaced as the path's `approximations` say.
 *
 * @throws UserError where no path leads from source to target, or it passes something else
 * @throws RangeError for units that the layers have not or that do not ascend, and for a nonlinearity
 *   on the path that `passes` lacks
 */
export function linearPath(
  graph: Graph,
  source: string,
  target: string,
  options: PathOptions = {},
): LinearPath {
  const { sources, channels } = options;
  requireUnits(sources, channelsOf(graph, source), source);
  requireUnits(channels, channelsOf(graph, target), target);
  const bundle = bundleFrom(graph, source, options)(target, channels);
  if (!bundle) {
    throw new UserError({
      expected: `a path from ${source} to ${target}`,
      found: 'none',
      remedy: 'name a target that reads from the source',
    });
  }
  const { size, origin, kernel } = wholeKernel(bundle);
  return {
    ...{ size, origin, stride: bundle.stride, sources: bundle.sources, channels: bundle.channels },
    kernel,
    approximations: bundle.approximations,
    ...(sources && { sourceUnits: sources }),
    ...(channels && { channelUnits: channels }),
  };
}

/** A node's bundle, or that of some of its channels; undefined where it does not read the source. */
type BundleOf = (name: string, channels?: readonly number[]) => Bundle | undefined;

function bundleFrom(graph: Graph, source: string, { sources, passes }: PathOptions): BundleOf {
  // Only values that several nodes read are kept: the others are free as soon as they are used.
  const shared = new Map<string, Bundle | undefined>();
  const bundleOf: BundleOf = (name, channels) => {
    if (name === source) {
      const all = indices(channelsOf(graph, source));
      return identityBundle(sources ?? all, channels ?? all);
    }
    if (!channels && shared.has(name)) return shared.get(name);
    const node = nodeNamed(graph, name);
    const bundle = step(graph, node, bundleOf, channels, passes);
    const readers = graph.nodes.filter(({ inputs }) => inputs.includes(name));
    if (!channels && readers.length > 1) shared.set(name, bundle);
    return bundle;
  };
  return bundleOf;
}

function step(
  graph: Graph,
  node: GraphNode,
  bundleOf: BundleOf,
  channels: readonly number[] | undefined,
  passes: ReadonlyMap<string, NodePasses> | undefined,
): Bundle | undefined {
  const { operation } = node;
  if (operation.kind === 'concatenation') return join(graph, node, bundleOf, channels);
  const [from] = node.inputs;
  if (from === undefined) return undefined;
  // A convolution reads every channel if any is wanted of it; the other operations read their own.
  const readsAll = operation.kind === 'convolution' && channels?.length !== 0;
  const input = bundleOf(from, readsAll ? undefined : channels);
  if (!input) return undefined;
  switch (operation.kind) {
    case 'convolution': {
      const { groups, kernel, window } = operation;
      if (groups !== 1 || !isSquare(window)) break;
      return throughConvolution(input, channels ? columns(kernel, channels) : kernel, window);
    }
    case 'averagePool':
      if (!isSquare(operation.window)) break;
      return throughPool(input, meanTaps(operation.window), operation.window);
    case 'maxPool':
      if (!isSquare(operation.window)) break;
      return throughNonlinearity(input, { ...node, operation }, { passes, channels });
    case 'relu':
    case 'localResponseNormalisation':
      return throughNonlinearity(input, { ...node, operation }, { passes, channels });
    default:
  }
  throw new UserError({
    expected:
      'square ungrouped convolutions, ReLUs, pools, normalisations and concatenations on the path',
    found: `another ${operation.kind}, ${node.name}`,
    remedy: 'choose a target before it',
  });
}

function join(
  graph: Graph,
  { inputs }: GraphNode,
  bundleOf: BundleOf,
  channels: readonly number[] | undefined,
): Bundle | undefined {
  let first = 0;
  const parts = inputs.map((name) => {
    const start = first;
    const end = (first += channelsOf(graph, name));
    const own = channels?.filter((c) => c >= start && c < end).map((c) => c - start);
    return { count: own?.length ?? end - start, bundle: bundleOf(name, own) };
  });
  if (parts.every(({ bundle }) => bundle === undefined)) return undefined;
  return joinBundles(
    parts.map(({ bundle }) => bundle),
    parts.map(({ count }) => count),
  );
}

/** Number of units of a node. */
export function channelsOf(graph: Graph, name: string): number {
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

/** Some output channels of a convolution's weights. */
function columns({ shape, data }: Tensor, channels: readonly number[]): Tensor {
  const all = shape[3]!;
  const rows = data.length / all;
  const chosen = new Float32Array(rows * channels.length);
  for (let row = 0; row < rows; row++) {
    channels.forEach((c, i) => (chosen[row * channels.length + i] = data[row * all + c]!));
  }
  return { shape: [...shape.slice(0, 3), channels.length], data: chosen };
}

function isSquare({ size, stride, padding }: Window): boolean {
  return size[0] === size[1] && stride[0] === stride[1] && padding.top === padding.left;
}

function indices(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

function requireUnits(units: readonly number[] | undefined, count: number, layer: string): void {
  if (units === undefined) return;
  const ascend = units.every((unit, i) => Number.isInteger(unit) && unit > (units[i - 1] ?? -1));
  if (units.length > 0 && ascend && units.at(-1)! < count) return;
  throw new RangeError(
    `units of ${layer} are ascending numbers from 0 to ${String(count - 1)}, not ${units.join(', ') || 'none'}`,
  );
}
