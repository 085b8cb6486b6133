import { createRequire } from 'node:module';
import { activate, type Backend } from './backend-attempt.ts';
import { registerMaxPoolKernel } from './max-pool-kernel.ts';
import { shareClones } from './share-clones.ts';
import * as tf from './tensorflow.ts';

/** Makes WebAssembly the current backend; it is there on every machine. */
export async function openWasm(): Promise<Backend> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  if (tf.engine().registry['wasm'] === undefined) {
    const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
    setWasmPaths(main.slice(0, Math.max(main.lastIndexOf('/'), main.lastIndexOf('\\')) + 1));
    // Threads inside the module do not work in Node; whole workers are used instead.
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    registerMaxPoolKernel();
    shareClones();
  }
  await activate('wasm');
  return { name: 'wasm', description: `wasm (tfjs ${tf.version_core}, SIMD, 1 thread)` };
}
