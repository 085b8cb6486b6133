import type { BackendName } from '../engine/backend.ts';
import type { Tensor } from '../graph/ir.ts';
import type { Parameters } from './learned-weights.ts';
import type { NetworkDesign } from './network-design.ts';

/** Pictures of a batch, [n, y, x, 3] as `trainingBatch` makes them, and their classes. */
export interface LabelledBatch {
  readonly pictures: Tensor;
  readonly labels: Uint8Array;
}

/** What a batch tells. */
export interface LossGradients {
  /** Mean cross-entropy of the batch in nats. */
  readonly loss: number;
  /** Pictures whose class has the highest score. */
  readonly correct: number;
  /** Of the loss, in the order of the network's parameters. */
  readonly gradients: readonly Float32Array[];
}

/** What a thread is told once. */
export interface GradientSetup {
  readonly design: NetworkDesign;
  readonly backend: BackendName;
}

/** A request, answered by exactly one message. */
export interface GradientRequest {
  readonly parameters: Parameters;
  readonly batch: LabelledBatch;
}

export type GradientAnswer =
  | { readonly kind: 'gradients'; readonly result: LossGradients }
  | { readonly kind: 'failure'; readonly line: string };
