import protobuf from 'protobufjs';

/**
 * The part of Caffe's caffe.proto that inference needs, with its field numbers and defaults. Blobs
 * stay bytes here: decoded as floats they would box millions of numbers; `readBlob` reads them.
 */
const proto = `
syntax = "proto2";
message NetParameter {
  repeated V1LayerParameter layers = 2;
  repeated string input = 3;
  repeated uint32 input_dim = 4;
  repeated BlobShape input_shape = 8;
  repeated LayerParameter layer = 100;
}
message BlobShape { repeated uint32 dim = 1 [packed = true]; }
message LayerParameter {
  optional string name = 1;
  optional string type = 2;
  repeated string bottom = 3;
  repeated string top = 4;
  repeated bytes blobs = 7;
  optional ConcatParameter concat_param = 104;
  optional ConvolutionParameter convolution_param = 106;
  optional InnerProductParameter inner_product_param = 117;
  optional LRNParameter lrn_param = 118;
  optional PoolingParameter pooling_param = 121;
  optional ReLUParameter relu_param = 123;
  optional SoftmaxParameter softmax_param = 125;
  optional InputParameter input_param = 143;
}
message V1LayerParameter {
  repeated string bottom = 2;
  repeated string top = 3;
  optional string name = 4;
  optional uint32 type = 5;
  repeated bytes blobs = 6;
  optional ConcatParameter concat_param = 9;
  optional ConvolutionParameter convolution_param = 10;
  optional InnerProductParameter inner_product_param = 17;
  optional LRNParameter lrn_param = 18;
  optional PoolingParameter pooling_param = 19;
  optional ReLUParameter relu_param = 30;
  optional SoftmaxParameter softmax_param = 39;
}
message ConcatParameter {
  optional uint32 concat_dim = 1 [default = 1];
  optional int32 axis = 2 [default = 1];
}
message ConvolutionParameter {
  optional uint32 num_output = 1;
  optional bool bias_term = 2 [default = true];
  repeated uint32 pad = 3;
  repeated uint32 kernel_size = 4;
  optional uint32 group = 5 [default = 1];
  repeated uint32 stride = 6;
  optional uint32 pad_h = 9;
  optional uint32 pad_w = 10;
  optional uint32 kernel_h = 11;
  optional uint32 kernel_w = 12;
  optional uint32 stride_h = 13;
  optional uint32 stride_w = 14;
  optional int32 axis = 16 [default = 1];
  repeated uint32 dilation = 18;
}
message InnerProductParameter {
  optional uint32 num_output = 1;
  optional bool bias_term = 2 [default = true];
  optional int32 axis = 5 [default = 1];
  optional bool transpose = 6;
}
message LRNParameter {
  optional uint32 local_size = 1 [default = 5];
  optional float alpha = 2 [default = 1];
  optional float beta = 3 [default = 0.75];
  optional uint32 norm_region = 4;
  optional float k = 5 [default = 1];
}
message PoolingParameter {
  optional uint32 pool = 1;
  optional uint32 kernel_size = 2;
  optional uint32 stride = 3 [default = 1];
  optional uint32 pad = 4;
  optional uint32 kernel_h = 5;
  optional uint32 kernel_w = 6;
  optional uint32 stride_h = 7;
  optional uint32 stride_w = 8;
  optional uint32 pad_h = 9;
  optional uint32 pad_w = 10;
  optional bool global_pooling = 12;
  optional uint32 round_mode = 13;
}
message ReLUParameter { optional float negative_slope = 1; }
message SoftmaxParameter { optional int32 axis = 2 [default = 1]; }
message InputParameter { repeated BlobShape shape = 1; }
`;

const caffeSchema: protobuf.Root = protobuf.parse(proto, { keepCase: true }).root;

export interface ConvolutionParameter {
  readonly num_output: number;
  readonly bias_term: boolean;
  /** One value for both axes, [y, x], or empty. */
  readonly pad: readonly number[];
  readonly kernel_size: readonly number[];
  readonly stride: readonly number[];
  readonly dilation: readonly number[];
  readonly group: number;
  /** The pairs below are 0 where unset. */
  readonly pad_h: number;
  readonly pad_w: number;
  readonly kernel_h: number;
  readonly kernel_w: number;
  readonly stride_h: number;
  readonly stride_w: number;
  readonly axis: number;
}

export interface PoolingParameter {
  /** 0 MAX, 1 AVE, 2 STOCHASTIC. */
  readonly pool: number;
  readonly kernel_size: number;
  readonly stride: number;
  readonly pad: number;
  readonly pad_h: number;
  readonly pad_w: number;
  readonly kernel_h: number;
  readonly kernel_w: number;
  readonly stride_h: number;
  readonly stride_w: number;
  readonly global_pooling: boolean;
  /** 0 CEIL, 1 FLOOR. */
  readonly round_mode: number;
}

/** Parameters of one layer, with Caffe's defaults filled in whether or not the file has them. */
export interface LayerParameters {
  readonly concat_param: { readonly concat_dim: number; readonly axis: number };
  readonly convolution_param: ConvolutionParameter;
  readonly inner_product_param: {
    readonly num_output: number;
    readonly bias_term: boolean;
    readonly axis: number;
    readonly transpose: boolean;
  };
  readonly lrn_param: {
    readonly local_size: number;
    readonly alpha: number;
    readonly beta: number;
    /** 0 ACROSS_CHANNELS, 1 WITHIN_CHANNEL. */
    readonly norm_region: number;
    readonly k: number;
  };
  readonly pooling_param: PoolingParameter;
  readonly relu_param: { readonly negative_slope: number };
  readonly softmax_param: { readonly axis: number };
}

/** A message as a plain object; unset fields have their defaults, unset messages are null. */
export function decodeCaffe<T>(type: string, bytes: Uint8Array): T {
  const message = caffeSchema.lookupType(type);
  return message.toObject(message.decode(bytes), { arrays: true, defaults: true }) as T;
}

const unset = <T>(type: string): T => decodeCaffe<T>(type, new Uint8Array());

/** What Caffe assumes of a layer whose file has no parameters. */
export const defaultParameters: LayerParameters = {
  concat_param: unset('ConcatParameter'),
  convolution_param: unset('ConvolutionParameter'),
  inner_product_param: unset('InnerProductParameter'),
  lrn_param: unset('LRNParameter'),
  pooling_param: unset('PoolingParameter'),
  relu_param: unset('ReLUParameter'),
  softmax_param: unset('SoftmaxParameter'),
};

/** The parameters that `given` has, with the defaults of those it has not. */
export function withDefaults(given: {
  readonly [K in keyof LayerParameters]?: LayerParameters[K] | null;
}): LayerParameters {
  return {
    concat_param: given.concat_param ?? defaultParameters.concat_param,
    convolution_param: given.convolution_param ?? defaultParameters.convolution_param,
    inner_product_param: given.inner_product_param ?? defaultParameters.inner_product_param,
    lrn_param: given.lrn_param ?? defaultParameters.lrn_param,
    pooling_param: given.pooling_param ?? defaultParameters.pooling_param,
    relu_param: given.relu_param ?? defaultParameters.relu_param,
    softmax_param: given.softmax_param ?? defaultParameters.softmax_param,
  };
}
