import type { Graph, GraphNode, Tensor } from '../graph/ir.ts';
import { prune } from '../graph/traverse.ts';
import { compileOperation, type CompiledOperation } from './compile-operation.ts';
import { forward, type Step } from './forward.ts';
import type { Positions } from './positions.ts';
import type { Rectifier } from './rectifier.ts';
import { download } from './tensor-transfer.ts';
import * as tf from './tensorflow.ts';

export interface ForwardOptions {
  /** Gradient of every ReLU; `plain` unless said. */
  readonly rectifier?: Rectifier;
  /**
   * Compute the layers at one position of their maps alone, [n, 1, 1, c] each, or at one block,
   * [n, size, size, c]: the same values for a fraction of the work.
   */
  readonly at?: Positions;
}

/**
 * A graph on the current backend. Batches are [n, y, x, c] of preprocessed pixels, of any height and
 * width up to a dense layer. Only what the asked layers are computed from is run.
 */
export interface Network {
  /**
   * Values of the named layers, [n, y, x, c] each, differentiable with respect to the input. Call it
   * inside `tf.tidy`: intermediate values are the caller's scope's.
   *
   * @throws UserError for a layer that the graph has not, an input that is not its shape, or a
   * position that is not in a layer's map.
   */
  forward(
    input: tf.Tensor4D,
    layers: readonly string[],
    options?: ForwardOptions,
  ): Record<string, tf.Tensor4D>;
  /**
   * The same as plain arrays, without gradients: intermediate values are freed after their last use,
   * and nothing is left on the backend.
   */
  activations(
    batch: Tensor,
    layers: readonly string[],
    options?: Pick<ForwardOptions, 'at'>,
  ): Promise<Record<string, Tensor>>;
  /** Frees the weights; the network cannot be used afterwards. */
  dispose(): void;
}

/** Uploads a graph's weights to the current backend, each operation's at its first use. */
export function compile(graph: Graph): Network {
  const compiled = new Map<string, CompiledOperation>();
  const plans = new Map<string, readonly Step[]>();

  const compileNode = (node: GraphNode): Step => {
    const operation = compiled.get(node.name) ?? compileOperation(node.operation);
    compiled.set(node.name, operation);
    return { ...node, compiled: operation };
  };

  const plan = (layers: readonly string[]): readonly Step[] => {
    const key = layers.join('\n');
    const steps = plans.get(key) ?? prune(graph, layers).nodes.map(compileNode);
    plans.set(key, steps);
    return steps;
  };

  return {
    forward: (input, layers, options = {}) => forward(plan(layers), input, layers, options),
    activations: async (batch, layers, options = {}) => {
      const kept = tf.tidy(() => {
        const input = tf.tensor4d(batch.data, batch.shape as [number, number, number, number]);
        return forward(plan(layers), input, layers, { ...options, free: true });
      });
      try {
        const entries = layers.map(async (name) => [name, await download(kept[name]!)] as const);
        return Object.fromEntries(await Promise.all(entries));
      } finally {
        tf.dispose(kept);
      }
    },
    dispose: () => {
      for (const operation of compiled.values()) operation.dispose();
      compiled.clear();
      plans.clear();
    },
  };
}
