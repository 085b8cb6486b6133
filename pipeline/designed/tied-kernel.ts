import * as tf from '../engine/tensorflow.ts';
import type { PlanarGroup } from './planar-group.ts';
import type { SteerableBasis } from './steerable-basis.ts';
import { tiedBlock, type TiedBlock } from './tied-block.ts';
import { segmentUnits, type UnitLayout } from './unit-layout.ts';

/** A convolution's kernel between two layouts, in blocks: `blocks[from][to]`, segment to segment. */
export interface TiedKernel {
  readonly blocks: readonly (readonly TiedBlock[])[];
}

export function tiedKernel(
  group: PlanarGroup,
  basis: SteerableBasis,
  from: UnitLayout,
  to: UnitLayout,
): TiedKernel {
  return {
    blocks: from.map((source) => to.map((target) => tiedBlock(group, basis, source, target))),
  };
}

/**
 * The kernel, [y, x, in, out], that coefficients make; differentiable with respect to them.
 *
 * @param coefficients as `blocks`, each of its block's shape
 */
export function kernelOf(
  { blocks }: TiedKernel,
  coefficients: readonly (readonly tf.Tensor2D[])[],
): tf.Tensor4D {
  const rows = blocks.map((row, from) =>
    joined(
      row.map((block, to) => blockKernel(block, coefficients[from]![to]!)),
      3,
    ),
  );
  return joined(rows, 2);
}

function joined(parts: readonly tf.Tensor4D[], axis: number): tf.Tensor4D {
  return parts.length === 1 ? parts[0]! : tf.concat([...parts], axis);
}

function blockKernel(
  { shape, coefficients: [rows], samples, order }: TiedBlock,
  coefficients: tf.Tensor2D,
): tf.Tensor4D {
  const values = samples
    ? tf.matMul(tf.tensor2d(samples, [samples.length / rows, rows]), coefficients)
    : coefficients;
  const flat: tf.Tensor1D = tf.reshape(values, [-1]);
  return tf.reshape(order ? reordered(flat, order) : flat, [...shape]);
}

/**
 * `values[order[i]]` for all i, `order` a permutation. The gradient is the inverse permutation: that of
 * tf.gather sums over segments, which the WASM backend cannot.
 */
function reordered(values: tf.Tensor1D, order: Int32Array): tf.Tensor1D {
  const inverse = new Int32Array(order.length);
  order.forEach((from, to) => {
    inverse[from] = to;
  });
  const run = tf.customGrad((x) => ({
    value: tf.gather(x as tf.Tensor, tf.tensor1d(order, 'int32')),
    gradFunc: (dy) => tf.gather(dy as tf.Tensor, tf.tensor1d(inverse, 'int32')),
  }));
  return run(values) as tf.Tensor1D;
}

/** Number of biases that are learned: one for a field, one for any other unit. */
export function biasCount(layout: UnitLayout): number {
  return layout.reduce(
    (sum, segment) => sum + (segment.kind === 'regular' ? segment.fields : segment.units),
    0,
  );
}

/** Biases of all units, [out], from those that are learned, [field or unit]; differentiable. */
export function biasOf(group: PlanarGroup, layout: UnitLayout, learned: tf.Tensor1D): tf.Tensor1D {
  if (layout.every(({ kind }) => kind !== 'regular')) return learned;
  const owners = layout.flatMap((segment) => {
    const share = segment.kind === 'regular' ? group.order : 1;
    const units = segmentUnits(segment, group.order);
    return Array.from({ length: units / share }, () => share);
  });
  const units = owners.reduce((sum, share) => sum + share, 0);
  const spread = new Float32Array(owners.length * units);
  let unit = 0;
  owners.forEach((share, owner) => {
    for (let i = 0; i < share; i++) spread[owner * units + unit++] = 1;
  });
  const column: tf.Tensor2D = tf.reshape(learned, [owners.length, 1]);
  // A reshaped product of matrices will not do: the WASM backend's convolution looks through the
  // reshaping and refuses a bias that was made as a matrix.
  return tf.sum(tf.mul(column, tf.tensor2d(spread, [owners.length, units])), 0);
}
