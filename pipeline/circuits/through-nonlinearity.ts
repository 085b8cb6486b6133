import type { GraphNode, Operation, Window } from '../graph/ir.ts';
import type { NodePasses } from '../probes/passes.ts';
import { scaleChannels, throughPool, type Bundle } from './bundle.ts';

type Nonlinearity = Extract<Operation, { kind: 'relu' | 'localResponseNormalisation' | 'maxPool' }>;

interface Linearisation {
  /** What every nonlinearity passes on average, by node; undefined for identities and means. */
  readonly passes: ReadonlyMap<string, NodePasses> | undefined;
  /** Which of the node's channels the bundle has, where it has not all. */
  readonly channels: readonly number[] | undefined;
}

/** How each nonlinearity is made linear, in words: alone, and by what it passes on photographs. */
const spoken: Readonly<Record<Nonlinearity['kind'], readonly [plain: string, weighted: string]>> = {
  relu: [
    'every ReLU on the path passes its input unchanged',
    'every ReLU on the path passes its input times the share of positions in photographs where it is on',
  ],
  localResponseNormalisation: [
    'local response normalisation passes its input unchanged',
    'local response normalisation passes its input times its mean scale in photographs',
  ],
  maxPool: [
    'a max-pool is the mean over its window',
    'a max-pool is the sum over its window of every place times the share of windows in photographs whose maximum is there',
  ],
};

type NonlinearNode = GraphNode & { readonly operation: Nonlinearity };

/** Throws a RangeError for a node that `passes` lacks. */
export function throughNonlinearity(
  bundle: Bundle,
  node: NonlinearNode,
  how: Linearisation,
): Bundle {
  const words = spoken[node.operation.kind][how.passes ? 1 : 0];
  const approximations = [...new Set([...bundle.approximations, words])];
  return { ...linearised(bundle, node, how), approximations };
}

function linearised(
  bundle: Bundle,
  { name, operation }: NonlinearNode,
  { passes, channels }: Linearisation,
): Bundle {
  const passed = passes?.get(name);
  if (passes && passed?.kind !== operation.kind) {
    throw new RangeError(`the passes do not say what the ${operation.kind} ${name} passes`);
  }
  if (operation.kind === 'maxPool') {
    const taps = passed?.kind === 'maxPool' ? passed.taps : meanTaps(operation.window);
    return throughPool(bundle, taps, operation.window);
  }
  if (!passed || passed.kind === 'maxPool') return bundle;
  const { factors } = passed;
  return scaleChannels(bundle, channels ? channels.map((c) => factors[c]!) : factors);
}

/** The weights of a mean over a window. */
export function meanTaps({ size: [height, width] }: Window): number[] {
  return new Array<number>(height * width).fill(1 / (height * width));
}
