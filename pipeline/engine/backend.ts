import { createRequire } from 'node:module';
import { UserError } from '../records/user-error.ts';
import * as tf from './tensorflow.ts';

export const backendNames = ['auto', 'cuda', 'wasm', 'cpu'] as const;

export type BackendName = (typeof backendNames)[number];

export interface Backend {
  readonly name: Exclude<BackendName, 'auto'>;
  /** As recorded in provenance, e.g. `wasm (tfjs 4.22.0, SIMD, 1 thread)`. */
  readonly description: string;
}

/**
 * Makes a TensorFlow.js backend the process's current one. `auto` is CUDA where it is present, else
 * WASM; `cpu` is plain JavaScript, for tests.
 *
 * @throws UserError where a backend asked for by name is not available, with the reason.
 */
export async function openBackend(name: BackendName): Promise<Backend> {
  switch (name) {
    case 'auto':
      return (await tryCuda()).backend ?? openWasm();
    case 'cuda': {
      const { backend, reason } = await tryCuda();
      if (backend) return backend;
      throw new UserError({
        expected: 'a CUDA backend',
        found: reason,
        remedy:
          'fetch its library with "npm rebuild @tensorflow/tfjs-node-gpu --ignore-scripts=false" or use wasm',
      });
    }
    case 'wasm':
      return openWasm();
    case 'cpu':
      await import('@tensorflow/tfjs-backend-cpu');
      await activate('cpu');
      return { name, description: `cpu (tfjs ${tf.version_core}, plain JavaScript)` };
  }
}

interface CudaAttempt {
  readonly backend?: Backend;
  readonly reason: string;
}

async function tryCuda(): Promise<CudaAttempt> {
  try {
    await import('@tensorflow/tfjs-node-gpu');
  } catch (error) {
    // The package installs as JavaScript alone; its native library is a separate download.
    return { reason: firstLine(error) };
  }
  await activate('tensorflow');
  const { isUsingGpuDevice } = tf.backend() as unknown as { isUsingGpuDevice?: boolean };
  if (!isUsingGpuDevice) return { reason: 'the native library but no GPU that it can use' };
  return { backend: { name: 'cuda', description: `cuda (tfjs ${tf.version_core})` }, reason: '' };
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  if (text.includes('tfjs_binding.node')) return 'tfjs-node-gpu without its native library';
  return text.split('\n', 1)[0]!.trim();
}

async function openWasm(): Promise<Backend> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  if (tf.engine().registry['wasm'] === undefined) {
    const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
    setWasmPaths(main.slice(0, Math.max(main.lastIndexOf('/'), main.lastIndexOf('\\')) + 1));
    // Threads inside the module do not work in Node; whole workers are used instead.
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  }
  await activate('wasm');
  return { name: 'wasm', description: `wasm (tfjs ${tf.version_core}, SIMD, 1 thread)` };
}

async function activate(backend: string): Promise<void> {
  const started = await tf.setBackend(backend);
  await tf.ready();
  if (!started || tf.getBackend() !== backend)
    throw new Error(`the ${backend} backend did not start`);
}
