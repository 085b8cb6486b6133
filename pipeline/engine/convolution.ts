import type { Operation, Padding } from '../graph/ir.ts';
import { placeWindow } from '../graph/shapes.ts';
import { inputGradientKernel, placeInputGradient } from './convolution-gradient.ts';
import { interleavePhases } from './interleave-phases.ts';
import { rectifierGradient, rectify, type Rectifier } from './rectifier.ts';
import { explicitPadding, padConstant, upload4d } from './tensor-transfer.ts';
import * as tf from './tensorflow.ts';

export type ConvolutionOperation = Extract<Operation, { kind: 'convolution' }>;

/** A convolution with its constants on the backend. */
export interface Convolution {
  /**
   * [n, y, x, in] to [n, y, x, out]; differentiable with respect to the input, not the weights.
   * `padding` replaces the operation's own. With a rectifier negative values become zero in the same
   * pass.
   */
  apply(input: tf.Tensor4D, padding?: Padding, rectifier?: Rectifier): tf.Tensor4D;
  dispose(): void;
}

const noPadding: Padding = { top: 0, bottom: 0, left: 0, right: 0 };

/** Uploads a convolution's kernel and bias. Groups run one by one, each on its share of channels. */
export function compileConvolution(operation: ConvolutionOperation): Convolution {
  if (operation.groups === 1) return compileSingle(operation);
  const groups = splitGroups(operation).map(compileSingle);
  return {
    apply: (input, padding, rectifier) => {
      const parts = tf.split<tf.Tensor4D>(input, groups.length, 3);
      const whole = tf.concat(
        groups.map((group, index) => group.apply(parts[index]!, padding)),
        3,
      );
      // Not group by group: a redirected gradient looks at all channels of a picture.
      return rectifier ? rectify(whole, rectifier) : whole;
    },
    dispose: () => {
      for (const group of groups) group.dispose();
    },
  };
}

function compileSingle({ window, kernel, bias }: ConvolutionOperation): Convolution {
  const strides: [number, number] = [...window.stride];
  const [sizeY, sizeX] = window.size;
  const filter = upload4d(kernel);
  const offsets = tf.keep(tf.tensor1d(bias.data));
  // Made at the first gradient: most runs never ask for one.
  let transposed: tf.Tensor4D | undefined;

  const inputGradient = (dy: tf.Tensor4D, input: [number, number], padding: Padding) => {
    transposed ??= upload4d(inputGradientKernel(kernel, strides));
    const [, height, width] = dy.shape;
    const place = placeInputGradient(window, padding, input, [height, width]);
    const phases = tf.conv2d(dy, transposed, 1, explicitPadding(place.padding));
    return interleavePhases(phases, strides, place.offset, input);
  };

  const convolve = (input: tf.Tensor4D, padding: Padding, rectifier?: Rectifier): tf.Tensor4D => {
    const [, height, width] = input.shape;
    const attributes: tf.FusedConv2DAttrs = {
      strides,
      pad: explicitPadding(padding),
      dataFormat: 'NHWC',
      dilations: [1, 1],
      dimRoundingMode: 'floor',
      activation: rectifier ? 'relu' : 'linear',
      leakyreluAlpha: 0,
    };
    const run = tf.customGrad((x, save) => {
      // Not tf.fused.conv2d: where gradients are taken it leaves the bias and the ReLU to passes of their own.
      const value = tf
        .engine()
        .runKernel(
          tf.FusedConv2D,
          { x: x as tf.Tensor, filter, bias: offsets },
          attributes as unknown as tf.NamedAttrMap,
        ) as tf.Tensor4D;
      if (rectifier) (save as tf.GradSaveFunc)([value]);
      return {
        value,
        gradFunc: (dy, [saved]) => {
          const through = dy as tf.Tensor4D;
          return inputGradient(
            rectifier ? rectifierGradient(through, saved!, rectifier) : through,
            [height, width],
            padding,
          );
        },
      };
    });
    return run(input) as tf.Tensor4D;
  };

  return {
    apply: (input, given, rectifier) => {
      const [, height, width] = input.shape;
      const padding = given ?? placeWindow(window, 'down', [height, width]).padding;
      const { top, bottom, left, right } = padding;
      // A window may lie in the padding altogether (SqueezeNet 1.0 pads a 1×1 kernel), which the
      // gradient's own padding cannot express.
      const beyond = Math.max(top, bottom) >= sizeY || Math.max(left, right) >= sizeX;
      return beyond
        ? convolve(padConstant(input, padding, 0), noPadding, rectifier)
        : convolve(input, padding, rectifier);
    },
    dispose: () => {
      tf.dispose([filter, offsets]);
      transposed?.dispose();
    },
  };
}

/** One convolution per group: output channels are dealt to the groups in consecutive ranges. */
function splitGroups(operation: ConvolutionOperation): ConvolutionOperation[] {
  const [height, width, inputs, outputs] = operation.kernel.shape as [
    number,
    number,
    number,
    number,
  ];
  const share = outputs / operation.groups;
  return Array.from({ length: operation.groups }, (_, group) => {
    const data = new Float32Array(height * width * inputs * share);
    for (let row = 0; row < height * width * inputs; row++) {
      const from = row * outputs + group * share;
      data.set(operation.kernel.data.subarray(from, from + share), row * share);
    }
    return {
      ...operation,
      groups: 1,
      kernel: { shape: [height, width, inputs, share], data },
      bias: {
        shape: [share],
        data: operation.bias.data.slice(group * share, (group + 1) * share),
      },
    };
  });
}
