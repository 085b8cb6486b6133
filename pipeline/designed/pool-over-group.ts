import type { GraphNode, Tensor } from '../graph/ir.ts';

/**
 * Invariant channels from fields of the regular representation: the mean or the maximum over the group
 * of every field, as nodes of a graph. Moving the picture only exchanges the values that are pooled, so
 * the pooled map moves with it and keeps its values.
 *
 * The mean is one 1×1 convolution. The maximum is a tournament of max(a, b) = relu(a − b) + b, which
 * takes two 1×1 convolutions a round; values must not be negative, for the b in the middle passes the
 * same ReLU.
 *
 * @param input a value of fields · order units, field by field
 * @param name of the value with one channel for every field
 * @returns nodes in order; those before the last are called `<name>/…`
 */
export function poolOverGroup(
  name: string,
  input: string,
  { fields, order }: { readonly fields: number; readonly order: number },
  kind: 'mean' | 'max',
): GraphNode[] {
  if (kind === 'mean') {
    return [
      pointwise(name, input, fields * order, fields, (from, to) => {
        return Math.floor(from / order) === to ? 1 / order : 0;
      }),
    ];
  }
  const nodes: GraphNode[] = [];
  let current = input;
  for (let left = order, round = 1; left > 1; round++) {
    const kept = Math.ceil(left / 2);
    const last = kept === 1;
    nodes.push(...duels(last ? name : `${name}/round_${String(round)}`, current, fields, left));
    current = nodes.at(-1)!.name;
    left = kept;
  }
  if (nodes.length > 0) return nodes;
  return [pointwise(name, input, fields, fields, (from, to) => (from === to ? 1 : 0))];
}

/** One round: of `left` values of a field, pairs (0, 1), (2, 3) … are compared; an odd last one waits. */
function duels(name: string, input: string, fields: number, left: number): GraphNode[] {
  const kept = Math.ceil(left / 2);
  const alone = (rank: number) => rank === left - 1 && left % 2 === 1;
  // Values (field, rank): a − b in place of every a that has a b.
  const differences = pointwise(
    `${name}/differences`,
    input,
    fields * left,
    fields * left,
    (from, to) => {
      if (from === to) return 1;
      const rank = to % left;
      return rank % 2 === 0 && !alone(rank) && from === to + 1 ? -1 : 0;
    },
  );
  const positive = `${name}/positive`;
  const winners = pointwise(name, positive, fields * left, fields * kept, (from, to) => {
    const sameField = Math.floor(from / left) === Math.floor(to / kept);
    return sameField && Math.floor((from % left) / 2) === to % kept ? 1 : 0;
  });
  return [
    differences,
    { name: positive, inputs: [differences.name], operation: { kind: 'relu' } },
    winners,
  ];
}

/** A 1×1 convolution without bias. */
function pointwise(
  name: string,
  input: string,
  inputs: number,
  outputs: number,
  weight: (from: number, to: number) => number,
): GraphNode {
  const kernel: Tensor = {
    shape: [1, 1, inputs, outputs],
    data: Float32Array.from({ length: inputs * outputs }, (_, at) =>
      weight(Math.floor(at / outputs), at % outputs),
    ),
  };
  return {
    name,
    inputs: [input],
    operation: {
      kind: 'convolution',
      window: { size: [1, 1], stride: [1, 1], padding: { top: 0, bottom: 0, left: 0, right: 0 } },
      groups: 1,
      kernel,
      bias: { shape: [outputs], data: new Float32Array(outputs) },
    },
  };
}
