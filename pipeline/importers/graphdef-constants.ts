import type { Tensor } from '../graph/ir.ts';
import { tensorAttribute, told, unsupported } from './graphdef-attributes.ts';
import { graphdef, type GraphDefNode } from './graphdef-nodes.ts';
import {
  dataTypeName,
  decodeGraphDef,
  float32,
  int32,
  type TensorMessage,
} from './graphdef-schema.ts';
import { notInFormat } from './protobuf-outline.ts';
import { unusable, type WeightSource } from './weight-source.ts';

/** More values than any tensor of a network has: a damaged shape must not fill the memory. */
const LARGEST = 2 ** 28;

/**
 * Weights, as the file has them: kernels (y, x, in, out), matrices (in, out).
 *
 * @throws UserError for another node than a constant, another type than float32 (half, quantised),
 * and where the number of values is not the shape's.
 */
export function readWeights(node: GraphDefNode, source: WeightSource): Tensor {
  const { shape, length, message } = readConstant(node, float32, source);
  return { shape, data: valuesOf(node, length, message, message.float_val, source, Float32Array) };
}

/** Integers such as an axis or a shape, as a list. @throws UserError as `readWeights`, of int32. */
export function readIntegers(node: GraphDefNode, source: WeightSource): readonly number[] {
  const { length, message } = readConstant(node, int32, source);
  return [...valuesOf(node, length, message, message.int_val, source, Int32Array)];
}

function readConstant(
  node: GraphDefNode,
  type: number,
  source: WeightSource,
): { shape: readonly number[]; length: number; message: TensorMessage } {
  if (node.op !== 'Const') {
    throw unusable(source, 'constant weights (a frozen graph)', told(node));
  }
  const bytes = tensorAttribute(node, 'value');
  let message: TensorMessage;
  try {
    message = decodeGraphDef('TensorProto', bytes);
  } catch (error) {
    throw notInFormat(graphdef, `${node.name}: ${(error as Error).message}`, source);
  }
  if (message.dtype !== type) {
    const wanted = `${dataTypeName(type)} values of ${told(node)}`;
    throw unsupported(wanted, dataTypeName(message.dtype));
  }
  const shape = (message.tensor_shape?.dim ?? []).map(({ size }) => size);
  const length = shape.reduce((product, side) => product * side, 1);
  const known = message.tensor_shape?.unknown_rank !== true && shape.every((side) => side >= 0);
  if (known && length <= LARGEST) return { shape, length, message };
  throw unusable(source, `a shape of ${told(node)}`, shape.join('×') || 'none');
}

/** The little-endian bytes, copied because views need alignment, or the list; one value stands for all. */
function valuesOf<T extends Float32Array | Int32Array>(
  node: GraphDefNode,
  length: number,
  { tensor_content: content }: TensorMessage,
  list: readonly number[],
  source: WeightSource,
  Values: (new (length: number) => T) & { readonly BYTES_PER_ELEMENT: number },
): T {
  const found = content.length > 0 ? content.length / Values.BYTES_PER_ELEMENT : list.length;
  if (found !== length && (content.length > 0 || found !== 1)) {
    throw unusable(source, `${String(length)} values of ${told(node)}`, String(found));
  }
  const values = new Values(length);
  if (content.length > 0) new Uint8Array(values.buffer).set(content);
  else if (found === length) values.set(list);
  else values.fill(list[0]!);
  return values;
}
