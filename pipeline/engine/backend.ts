import { UserError } from '../records/user-error.ts';
import { activate, type Backend, type BackendAttempt } from './backend-attempt.ts';
import { tryCuda } from './open-cuda.ts';
import { openWasm } from './open-wasm.ts';
import { tryWebGpu } from './open-webgpu.ts';
import * as tf from './tensorflow.ts';

export type { Backend } from './backend-attempt.ts';

export const backendNames = ['auto', 'cuda', 'webgpu', 'wasm', 'cpu'] as const;

export type BackendName = (typeof backendNames)[number];

export interface BackendOptions {
  /** Let `webgpu` take an adapter that is a program on the CPU: for tests. */
  readonly allowSoftware?: boolean;
}

/**
 * Makes a TensorFlow.js backend the process's current one. `auto` is CUDA where it is present, else
 * WebGPU where there is a GPU, else WASM; `cpu` is plain JavaScript, for tests.
 *
 * @throws UserError where a backend asked for by name is not available, with the reason.
 */
export async function openBackend(
  name: BackendName,
  { allowSoftware = false }: BackendOptions = {},
): Promise<Backend> {
  switch (name) {
    case 'auto':
      return (await tryCuda()).backend ?? (await tryWebGpu(false)).backend ?? openWasm();
    case 'cuda':
      return orRefuse(await tryCuda(), 'a CUDA backend');
    case 'webgpu':
      return orRefuse(await tryWebGpu(allowSoftware), 'a WebGPU backend on a GPU');
    case 'wasm':
      return openWasm();
    case 'cpu':
      await import('@tensorflow/tfjs-backend-cpu');
      await activate('cpu');
      return { name, description: `cpu (tfjs ${tf.version_core}, plain JavaScript)` };
  }
}

function orRefuse(attempt: BackendAttempt, expected: string): Backend {
  if (attempt.backend) return attempt.backend;
  throw new UserError({ expected, ...attempt.refusal });
}
