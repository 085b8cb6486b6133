/**
 * The layer graph: the one description of a network that importers produce and the engine runs.
 *
 * Conventions: activations are NHWC, convolution kernels HWIO (y, x, in, out), y grows downward.
 * A node's name is the name of the value it computes, exactly as in the model's own file; where a
 * file writes a value in place (Caffe's ReLU), the last writer keeps the name and the earlier one
 * is called `<name>/preactivation`.
 */

export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Zero padding in pixels; max-pooling pads with minus infinity instead. */
export interface Padding {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** Window geometry shared by convolutions and pools; pairs are [y, x]. */
export interface Window {
  readonly size: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly padding: Padding;
}

export type Operation =
  /** The network's input: preprocessed pixels, shape [height, width, channels]. */
  | { readonly kind: 'input'; readonly shape: readonly [number, number, number] }
  /** kernel [y, x, in / groups, out], bias [out]. Output size rounds down. */
  | {
      readonly kind: 'convolution';
      readonly window: Window;
      readonly groups: number;
      readonly kernel: Tensor;
      readonly bias: Tensor;
    }
  | { readonly kind: 'relu' }
  /**
   * Output size: `up` is Caffe's rounding (the last window may overhang the input, but must start
   * inside the input or its leading padding), `down` everyone else's.
   */
  | { readonly kind: 'maxPool'; readonly window: Window; readonly rounding: 'up' | 'down' }
  /**
   * Divides by the area of the window that lies inside the input and its declared padding, as Caffe
   * does: an overhang beyond the padding is not counted.
   */
  | { readonly kind: 'averagePool'; readonly window: Window; readonly rounding: 'up' | 'down' }
  /**
   * Local response normalisation across channels:
   * y = x / (bias + alpha / size * sum over `size` neighbouring channels of x²)^beta (Caffe divides by size).
   */
  | {
      readonly kind: 'localResponseNormalisation';
      readonly size: number;
      readonly alpha: number;
      readonly beta: number;
      readonly bias: number;
    }
  /** Joins its inputs along channels, in order. */
  | { readonly kind: 'concatenation' }
  /** weights [in, out] over the input flattened in NHWC order, bias [out]. */
  | { readonly kind: 'dense'; readonly weights: Tensor; readonly bias: Tensor }
  | { readonly kind: 'softmax' };

export interface GraphNode {
  readonly name: string;
  readonly operation: Operation;
  /** Names of the nodes whose values this node reads, in order. */
  readonly inputs: readonly string[];
}

/** Nodes in an order in which every node comes after its inputs. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
}
