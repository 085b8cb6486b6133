import { describe, expect, it } from 'vitest';
import { openBackend } from '../../pipeline/engine/backend.ts';
import { describeAdapter } from '../../pipeline/engine/open-webgpu.ts';
import * as tf from '../../pipeline/engine/tensorflow.ts';

/** Opens a backend by name; the UserError's line where it is refused. */
async function opened(name: 'cuda' | 'webgpu'): Promise<string> {
  return openBackend(name).then(
    (backend) => backend.name,
    (error: unknown) => {
      expect(error).toHaveProperty('name', 'UserError');
      return (error as Error).message;
    },
  );
}

describe('the choice of backend', () => {
  it('is of the best one that is there, and never fails', async () => {
    const present: string[] = [];
    for (const name of ['cuda', 'webgpu'] as const) {
      if ((await opened(name)) === name) present.push(name);
    }
    const { name, description } = await openBackend('auto');
    expect(name).toBe(present[0] ?? 'wasm');
    expect(description).toMatch(new RegExp(`^${name} \\(tfjs ${tf.version_core}`));
  });

  it('refuses a backend that is not there in one line that says what to do, and leaves the current one', async () => {
    const before = (await openBackend('wasm')).name;
    const lines = { cuda: await opened('cuda'), webgpu: await opened('webgpu') };
    if (lines.cuda !== 'cuda') {
      expect(lines.cuda).toMatch(/^expected a CUDA backend, found [^;\n]+; [^\n]*another backend$/);
    }
    if (lines.webgpu !== 'webgpu') {
      expect(lines.webgpu).toMatch(
        /^expected a WebGPU backend on a GPU, found [^;\n]+; [^\n]*or use wasm$/,
      );
    }
    if (lines.cuda !== 'cuda' && lines.webgpu !== 'webgpu') expect(tf.getBackend()).toBe(before);
  });
});

describe('an adapter', () => {
  const named = (vendor: string, architecture: string, device: string, description: string) => ({
    ...{ vendor, architecture, device, description },
  });

  it('is recorded with all that it says of itself', () => {
    expect(describeAdapter(named('apple', 'common-3d', '', 'Apple M2'))).toEqual({
      ...{ device: 'apple common-3d (Apple M2)', software: false },
    });
    expect(describeAdapter(named('', '', '', ''))).toEqual({
      ...{ device: 'an unnamed adapter', software: false },
    });
  });

  it.each([
    named('google', 'swiftshader', 'swiftshader-device-subzero-', 'SwiftShader driver 5.0.0'),
    named('mesa', '', 'llvmpipe (LLVM 15.0.7, 256 bits)', ''),
    named('microsoft', '', 'Microsoft Basic Render Driver', ''),
    { ...named('intel', 'gen-12lp', '', ''), isFallbackAdapter: true },
  ])('is software where its name or the browser says so: $vendor $device', (info) => {
    expect(describeAdapter(info).software).toBe(true);
  });
});
