import type { Graph, Tensor } from '../graph/ir.ts';

/** The weights that read pixels. */
export interface FirstLayerKernel {
  /** As named in the model. */
  readonly layer: string;
  readonly kind: 'convolution' | 'dense';
  /** [y, x, in, out]; of a fully connected layer the whole picture. */
  readonly kernel: Tensor;
}

/**
 * The first layer of a network.
 *
 * @throws RangeError where no convolution or fully connected layer reads the input alone, or its input
 * has other than three channels
 */
export function firstLayerKernel({ nodes }: Graph): FirstLayerKernel {
  const input = nodes.find(({ operation }) => operation.kind === 'input');
  const reader = nodes.find(({ inputs }) => inputs.includes(input?.name ?? ''));
  if (input?.operation.kind !== 'input' || input.operation.shape[2] !== 3) {
    throw new RangeError('a first layer reads pictures of three channels');
  }
  const layer = reader?.name.replace(/\/preactivation$/, '') ?? 'none';
  const { operation } = reader ?? {};
  switch (operation?.kind) {
    case 'convolution':
      return { layer, kind: 'convolution', kernel: operation.kernel };
    case 'dense': {
      const { shape, data } = operation.weights;
      // The picture is flattened as [y, x, channel].
      return {
        layer,
        kind: 'dense',
        kernel: { shape: [...input.operation.shape, shape[1]!], data },
      };
    }
    default:
      throw new RangeError(`${layer} reads the input and is no layer of weights`);
  }
}
