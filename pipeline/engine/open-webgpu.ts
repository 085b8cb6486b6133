import { readdirSync } from 'node:fs';
import { activate, firstLine, type BackendAttempt } from './backend-attempt.ts';
import * as tf from './tensorflow.ts';

/** Adapters that are programs on the CPU, by what they call themselves. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|warp/i;

/**
 * Makes WebGPU the current backend, by Dawn: the GPU of any vendor. Its values can be read
 * asynchronously only: `dataSync` throws.
 *
 * @param allowSoftware take also an adapter that is a program on the CPU, which is slower than WASM:
 * for tests
 */
export async function tryWebGpu(allowSoftware: boolean): Promise<BackendAttempt> {
  const orWasm = 'or use wasm';
  if (!allowSoftware && !hasGraphicsDevice()) {
    const found = 'no GPU among the devices in /dev';
    return { refusal: { found, remedy: `give this machine access to one ${orWasm}` } };
  }
  try {
    const gpu = await openDawn();
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) {
      const found = 'no adapter: no driver for Vulkan, Metal or Direct3D 12';
      return { refusal: { found, remedy: `install the driver of the GPU ${orWasm}` } };
    }
    const { device, software } = describeAdapter(adapter.info);
    if (software && !allowSoftware) {
      const found = `a software adapter (${device})`;
      return { refusal: { found, remedy: `install the driver of the GPU ${orWasm}` } };
    }
    await import('@tensorflow/tfjs-backend-webgpu');
    await activate('webgpu');
    const description = `webgpu (tfjs ${tf.version_core}, Dawn, ${device})`;
    return { backend: { name: 'webgpu', description, device, software } };
  } catch (error) {
    const found = `one that fails (${firstLine(error)})`;
    return { refusal: { found, remedy: `run npm ci and update the driver of the GPU, ${orWasm}` } };
  }
}

/**
 * Dawn, where the TensorFlow.js backend looks for a browser's: it registers itself only when it finds
 * `navigator.gpu` as it is imported.
 */
async function openDawn(): Promise<GPU> {
  const browser = globalThis.navigator as { gpu?: GPU };
  if (browser.gpu) return browser.gpu;
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  const gpu = create([]);
  Object.defineProperty(browser, 'gpu', { value: gpu, configurable: true });
  return gpu;
}

/**
 * What is to be recorded of an adapter, e.g. `google swiftshader (SwiftShader driver 5.0.0)`, and
 * whether it is a program on the CPU.
 */
export function describeAdapter(
  info: Pick<GPUAdapterInfo, 'vendor' | 'architecture' | 'device' | 'description'> & {
    readonly isFallbackAdapter?: boolean;
  },
): { readonly device: string; readonly software: boolean } {
  const { vendor, architecture, device, description } = info;
  const name = [vendor, architecture, device].filter(Boolean).join(' ') || 'an unnamed adapter';
  const full = description ? `${name} (${description})` : name;
  return { device: full, software: info.isFallbackAdapter === true || SOFTWARE.test(full) };
}

/** Whether Linux shows any GPU; loading Dawn to find none takes longer and prints warnings. */
function hasGraphicsDevice(): boolean {
  if (process.platform !== 'linux') return true;
  const under = (folder: string): string[] => {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  };
  return (
    under('/dev/dri').some((name) => name.startsWith('renderD')) ||
    under('/dev').some((name) => /^(nvidia\d+|dxg|mali\d+|kgsl-3d0)$/.test(name))
  );
}
