import type { Operation, Padding, Window } from '../graph/ir.ts';
import { placeWindow, type Shape } from '../graph/shapes.ts';
import { pairAttribute, textAttribute, told, unsupported } from './graphdef-attributes.ts';
import type { GraphDefNode } from './graphdef-nodes.ts';

const none: Padding = { top: 0, bottom: 0, left: 0, right: 0 };

/**
 * The window of a convolution or a max-pooling, padded for an input of the given shape.
 *
 * TensorFlow's SAME padding follows from the input: of side n, with window k and stride s, there are
 * ceil(n / s) positions, which takes P = max(0, (ceil(n / s) − 1) s + k − n) pixels of padding, of
 * which floor(P / 2) before and the rest after (get_windowed_output_size in
 * tensorflow/core/framework/kernel_shape_util.cc). A stride of 2 on an even side thus pads more
 * after than before, on an odd side alike.
 *
 * The graph's padding is fixed, as it is at the model's own input size, whatever is run through the
 * network later. TensorFlow would move the windows of a smaller picture by a pixel where its sides
 * leave another remainder; here they stay, so that a position sees the same pixels in a small
 * stimulus as in a whole picture, and receptive fields have one centre at all sizes. `placeWindow`
 * drops trailing padding that no window reaches.
 */
export function paddedWindow(
  node: GraphDefNode,
  size: readonly [number, number],
  [height, width]: Shape,
): Window {
  const stride = pairAttribute(node, 'strides');
  if (!isPadded(node)) return { size, stride, padding: none };
  const [top, bottom] = samePadding(height, size[0], stride[0]);
  const [left, right] = samePadding(width, size[1], stride[1]);
  return { size, stride, padding: { top, bottom, left, right } };
}

type AveragePool = Extract<Operation, { readonly kind: 'averagePool' }>;

/**
 * An average-pooling. TensorFlow divides by the number of pixels of the picture under the window, the
 * layer graph by that of pixels and declared padding. An overhang at the trailing edge, which counts
 * in neither, expresses SAME padding that is only there.
 *
 * @throws UserError for padding before the first pixel, and for such overhangs as rounding up does
 * not give.
 */
export function averagePool(node: GraphDefNode, input: Shape): AveragePool {
  const size = pairAttribute(node, 'ksize');
  const padded = paddedWindow(node, size, input);
  const { top, bottom, left, right } = padded.padding;
  const window = { ...padded, padding: none };
  if (bottom + right === 0) return { kind: 'averagePool', window, rounding: 'down' };
  if (top + left === 0) {
    const place = [input[0], input[1]] as const;
    const wanted = placeWindow(padded, 'down', place, node.name).output;
    const overhanging = placeWindow(window, 'up', place, node.name).output;
    if (wanted.join() === overhanging.join()) {
      return { kind: 'averagePool', window, rounding: 'up' };
    }
  }
  throw unsupported(
    `padding VALID of ${told(node)}, or SAME that only overhangs at the end`,
    `SAME on ${String(input[0])}×${String(input[1])}, whose padding the mean leaves out`,
  );
}

function isPadded(node: GraphDefNode): boolean {
  const padding = textAttribute(node, 'padding');
  if (padding === 'SAME' || padding === 'VALID') return padding === 'SAME';
  throw unsupported(`padding SAME or VALID of ${told(node)}`, padding);
}

function samePadding(
  length: number,
  size: number,
  stride: number,
): [before: number, after: number] {
  const positions = Math.ceil(length / stride);
  const total = Math.max(0, (positions - 1) * stride + size - length);
  const before = Math.floor(total / 2);
  return [before, total - before];
}
