import * as tf from './tensorflow.ts';

export interface Backend {
  readonly name: 'cuda' | 'webgpu' | 'wasm' | 'cpu';
  /** As recorded in provenance, e.g. `wasm (tfjs 4.22.0, SIMD, 1 thread)`. */
  readonly description: string;
  /** The GPU, or the program that stands for one; absent where the backend knows of none. */
  readonly device?: string;
  /** Whether the device is a program on the CPU. */
  readonly software?: boolean;
}

/** Why a backend cannot be had on this machine, in the words of a UserError. */
export interface Refusal {
  readonly found: string;
  readonly remedy: string;
}

/** What came of trying a backend: it is the current one, or nothing has changed. */
export type BackendAttempt =
  { readonly backend: Backend } | { readonly backend?: never; readonly refusal: Refusal };

/** Makes a registered TensorFlow.js backend the current one. @throws Error where it does not start. */
export async function activate(backend: string): Promise<void> {
  const before = tf.engine().backendName;
  const started = await tf.setBackend(backend);
  if (started) await tf.ready();
  if (started && tf.getBackend() === backend) return;
  if (before) await tf.setBackend(before);
  throw new Error(`the ${backend} backend did not start`);
}

/** The first line of an error's message. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n', 1)[0]!.trim();
}
