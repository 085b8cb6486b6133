import { fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { embeddedChromium } from './browser.ts';

/** The default export of a module of measurements: plain values, typed arrays allowed. */
export type WebGpuMeasurement<T> = () => Promise<T>;

export type WebGpuReport<T> =
  | { readonly kind: 'measured'; readonly device: string; readonly found: T }
  | { readonly kind: 'refused'; readonly reason: string };

type Message<T> = WebGpuReport<T> | { readonly kind: 'failed'; readonly reason: string };

/**
 * What a module measures on WebGPU, in a process of its own: Vulkan's driver is chosen by environment
 * variables that have to be there before Node starts. That is the machine's GPU where it has one,
 * else SwiftShader, the software driver in the npm package @sparticuz/chromium (Linux on x64), else
 * none, with the reason.
 */
export async function runOnWebGpu<T>(module: URL): Promise<WebGpuReport<T>> {
  const own = await runProcess<T>(module, 'hardware', {});
  if (own.kind === 'measured') return own;
  if (process.platform !== 'linux' || process.arch !== 'x64') return own;
  const folder = await embeddedChromium();
  return runProcess<T>(module, 'software', {
    VK_DRIVER_FILES: join(folder, 'vk_swiftshader_icd.json'),
    LD_LIBRARY_PATH: folder,
  });
}

function runProcess<T>(
  module: URL,
  adapter: 'hardware' | 'software',
  environment: Readonly<Record<string, string>>,
): Promise<WebGpuReport<T>> {
  const child = fork(
    fileURLToPath(new URL('./webgpu-process.ts', import.meta.url)),
    [module.href, adapter],
    // Typed arrays, NaN and infinities come through as they are.
    { env: { ...process.env, ...environment }, serialization: 'advanced', stdio: 'ignore' },
  );
  return new Promise((resolve, reject) => {
    let message: Message<T> | undefined;
    child.on('message', (value) => {
      message = value as Message<T>;
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code !== 0) reject(new Error(`the WebGPU process ended with code ${String(code)}`));
      else if (!message) reject(new Error('the WebGPU process said nothing'));
      else if (message.kind === 'failed') reject(new Error(message.reason));
      else resolve(message);
    });
  });
}
