import type { Operation, Tensor, Window } from '../graph/ir.ts';
import type { Shape } from '../graph/shapes.ts';
import { UserError } from '../records/user-error.ts';
import { readBlob } from './caffe-blob.ts';
import type { CaffeLayer } from './caffe-net.ts';
import type { NamedTensor } from './tensor-digest.ts';
import { denseFromCaffe, kernelFromCaffe } from './weight-order.ts';
import { unusable, type WeightSource } from './weight-source.ts';

/** What a layer computes, and its weights as the file has them, for the digest. */
export interface TranslatedLayer {
  readonly operation: Operation;
  readonly tensors: readonly NamedTensor[];
}

interface Translation {
  readonly layer: CaffeLayer;
  /** Shape of what the layer reads. */
  readonly input: Shape;
  readonly source: WeightSource;
}

const translators: Readonly<Record<string, (from: Translation) => TranslatedLayer>> = {
  Convolution: convolution,
  InnerProduct: innerProduct,
  Pooling: pooling,
  LRN: normalisation,
  ReLU: ({ layer }) => {
    requireOption(layer, 'negative_slope', layer.parameters.relu_param.negative_slope, 0);
    return plain({ kind: 'relu' });
  },
  Concat: ({ layer }) => {
    const { axis, concat_dim } = layer.parameters.concat_param;
    requireOption(layer, 'axis', axis, 1);
    requireOption(layer, 'concat_dim', concat_dim, 1);
    return plain({ kind: 'concatenation' });
  },
  Softmax: ({ layer }) => {
    requireOption(layer, 'axis', layer.parameters.softmax_param.axis, 1);
    return plain({ kind: 'softmax' });
  },
};

/**
 * The operation of one layer other than an input.
 *
 * @param input shape of the layer's first input.
 * @throws UserError for a layer type or an option that has no translation, and where the weights do
 * not fit the layer's input.
 */
export function translateLayer(
  layer: CaffeLayer,
  input: Shape,
  source: WeightSource,
): TranslatedLayer {
  const translate = translators[layer.type];
  if (translate) return translate({ layer, input, source });
  throw new UserError({
    expected: `layers of the types ${Object.keys(translators).join(', ')}, Split, Dropout or Input`,
    found: `type ${layer.type} of layer "${layer.name}" in ${source.path}`,
    remedy: 'list no layers that need it, or add it to the importer',
  });
}

const plain = (operation: Operation): TranslatedLayer => ({ operation, tensors: [] });

function convolution({ layer, input, source }: Translation): TranslatedLayer {
  const given = layer.parameters.convolution_param;
  requireOption(layer, 'axis', given.axis, 1);
  for (const dilation of given.dilation) requireOption(layer, 'dilation', dilation, 1);
  const window = windowOf(
    pair(given.kernel_h, given.kernel_w, given.kernel_size, 0),
    pair(given.stride_h, given.stride_w, given.stride, 1),
    pair(given.pad_h, given.pad_w, given.pad, 0),
  );
  const shape = [given.num_output, input[2] / given.group, ...window.size];
  const { weights, bias, tensors } = readWeights(layer, shape, given.bias_term, source);
  const kernel = kernelFromCaffe(weights);
  return { operation: { kind: 'convolution', window, groups: given.group, kernel, bias }, tensors };
}

function innerProduct({ layer, input, source }: Translation): TranslatedLayer {
  const given = layer.parameters.inner_product_param;
  requireOption(layer, 'axis', given.axis, 1);
  requireOption(layer, 'transpose', given.transpose, false);
  const shape = [given.num_output, input[0] * input[1] * input[2]];
  const { weights, bias, tensors } = readWeights(layer, shape, given.bias_term, source);
  return { operation: { kind: 'dense', weights: denseFromCaffe(weights, input), bias }, tensors };
}

function pooling({ layer, input }: Translation): TranslatedLayer {
  const given = layer.parameters.pooling_param;
  if (given.pool !== 0 && given.pool !== 1) {
    throw unsupported(layer, 'pool', 'MAX or AVE', String(given.pool));
  }
  const stride: [number, number] = pair(given.stride_h, given.stride_w, [given.stride], 1);
  const padding: [number, number] = pair(given.pad_h, given.pad_w, [given.pad], 0);
  const size: [number, number] = given.global_pooling
    ? [input[0], input[1]]
    : pair(given.kernel_h, given.kernel_w, [given.kernel_size], 0);
  return plain({
    kind: given.pool === 0 ? 'maxPool' : 'averagePool',
    window: windowOf(size, stride, padding),
    rounding: given.round_mode === 1 ? 'down' : 'up',
  });
}

function normalisation({ layer }: Translation): TranslatedLayer {
  const { local_size: size, alpha, beta, k, norm_region } = layer.parameters.lrn_param;
  requireOption(layer, 'norm_region', norm_region, 0);
  return plain({ kind: 'localResponseNormalisation', size, alpha, beta, bias: k });
}

/** [y, x] of an option that Caffe has once for both axes, as a list, or apart (0 is unset). */
function pair(
  vertical: number,
  horizontal: number,
  listed: readonly number[],
  unset: number,
): [number, number] {
  if (vertical || horizontal) return [vertical || unset, horizontal || unset];
  return [listed[0] ?? unset, listed[1] ?? listed[0] ?? unset];
}

function windowOf(
  size: readonly [number, number],
  stride: readonly [number, number],
  [y, x]: readonly [number, number],
): Window {
  return { size, stride, padding: { top: y, bottom: y, left: x, right: x } };
}

function readWeights(
  layer: CaffeLayer,
  shape: readonly number[],
  hasBias: boolean,
  source: WeightSource,
): { weights: Tensor; bias: Tensor; tensors: NamedTensor[] } {
  const shapes = hasBias ? [shape, [shape[0]!]] : [shape];
  if (layer.blobs.length !== shapes.length) {
    const wanted = `${String(shapes.length)} weight blobs for layer "${layer.name}"`;
    throw unusable(source, wanted, String(layer.blobs.length));
  }
  const tensors = shapes.map((wanted, index) => {
    const name = `${layer.name}/${index === 0 ? 'weight' : 'bias'}`;
    return { name, ...shaped(name, layer.blobs[index]!, wanted, source) };
  });
  const bias = tensors[1] ?? { shape: [shape[0]!], data: new Float32Array(shape[0]!) };
  return { weights: tensors[0]!, bias, tensors };
}

function shaped(
  name: string,
  bytes: Uint8Array,
  shape: readonly number[],
  source: WeightSource,
): Tensor {
  let blob: Tensor;
  try {
    blob = readBlob(bytes);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw unusable(source, 'a caffemodel', `bytes that are not one (${name}: ${problem})`);
  }
  // Legacy blobs have four dimensions, the superfluous ones first and 1.
  const extra = blob.shape.length - shape.length;
  const fits =
    blob.shape.slice(Math.max(0, extra)).join() === shape.join() &&
    blob.shape.slice(0, Math.max(0, extra)).every((side) => side === 1);
  if (fits) return { shape, data: blob.data };
  throw unusable(source, `"${name}" of shape ${shape.join('×')}`, blob.shape.join('×'));
}

function requireOption<T extends string | number | boolean>(
  layer: CaffeLayer,
  option: string,
  value: T,
  supported: T,
): void {
  if (value !== supported) throw unsupported(layer, option, String(supported), String(value));
}

function unsupported(
  layer: CaffeLayer,
  option: string,
  supported: string,
  found: string,
): UserError {
  return new UserError({
    expected: `${option} ${supported} of ${layer.type} layer "${layer.name}"`,
    found,
    remedy: 'list no layers that need it, or add it to the importer',
  });
}
