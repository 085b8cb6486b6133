import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { activate, firstLine, type BackendAttempt } from './backend-attempt.ts';
import * as tf from './tensorflow.ts';

const PACKAGE = '@tensorflow/tfjs-node-gpu';
const require = createRequire(import.meta.url);

/**
 * Makes CUDA the current backend: TensorFlow's own kernels. The package installs as JavaScript
 * alone; whether its native library was fetched is looked up first, since importing it takes longer
 * than all else at the start of a command.
 */
export async function tryCuda(): Promise<BackendAttempt> {
  const fetchLibrary = `fetch it with "npm rebuild ${PACKAGE} --ignore-scripts=false"`;
  if (!hasNativeLibrary()) {
    const remedy = `${fetchLibrary}, or use another backend`;
    return { refusal: { found: 'tfjs-node-gpu without its native library', remedy } };
  }
  try {
    restoreNodePredicate();
    await import(PACKAGE);
    // The library runs on the CPU too, where no driver is; that is no CUDA backend.
    const { isUsingGpuDevice } = tf.engine().findBackend('tensorflow') as unknown as {
      readonly isUsingGpuDevice?: boolean;
    };
    if (isUsingGpuDevice !== true) {
      const remedy = 'install the CUDA and cuDNN that it asks for, or use another backend';
      return { refusal: { found: 'the native library but no GPU that it can use', remedy } };
    }
    await activate('tensorflow');
  } catch (error) {
    const remedy = `${fetchLibrary} anew, or use another backend`;
    return { refusal: { found: `a library that fails (${firstLine(error)})`, remedy } };
  }
  const device = onlyGpu();
  const description = ['cuda (tfjs ', tf.version_core, device === undefined ? '' : `, ${device}`];
  return {
    backend: {
      name: 'cuda',
      description: `${description.join('')})`,
      ...(device === undefined ? {} : { device }),
    },
  };
}

/** Whether the package holds `lib/napi-v<n>/tfjs_binding.node`. */
function hasNativeLibrary(): boolean {
  try {
    const folder = join(dirname(require.resolve(`${PACKAGE}/package.json`)), 'lib');
    return readdirSync(folder).some((each) => existsSync(join(folder, each, 'tfjs_binding.node')));
  } catch {
    return false; // an optional package, or no lib folder
  }
}

/** tfjs-node-gpu 4.22 calls `util.isNullOrUndefined` in every operation; Node 23 took it out. */
function restoreNodePredicate(): void {
  const util = require('node:util') as Record<string, unknown>;
  util['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined;
}

/** The name of the machine's NVIDIA GPU, where Linux's driver says that there is just one. */
function onlyGpu(): string | undefined {
  const folder = '/proc/driver/nvidia/gpus';
  try {
    const [gpu, ...others] = readdirSync(folder);
    if (gpu === undefined || others.length > 0) return undefined;
    return /^Model:\s*(.+)$/m.exec(readFileSync(join(folder, gpu, 'information'), 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}
