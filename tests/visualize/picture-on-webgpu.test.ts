import { describe, expect, it } from 'vitest';
import { openBackend } from '../../pipeline/engine/backend.ts';
import { expectClose } from '../support/expect-close.ts';
import measureTinyPicture, { type TinyPicture } from '../support/measure-tiny-picture.ts';
import { runOnWebGpu } from '../support/run-on-webgpu.ts';

const report = await runOnWebGpu<TinyPicture>(
  new URL('../support/measure-tiny-picture.ts', import.meta.url),
);
if (report.kind === 'refused') {
  process.stdout.write(`skipped a picture on webgpu: ${report.reason}\n`);
}

describe.skipIf(report.kind === 'refused')('a picture optimised on webgpu', () => {
  it('is the one that wasm makes, and raises its unit', async () => {
    if (report.kind === 'refused') return;
    const found = report.found;
    await openBackend('wasm');
    const expected = await measureTinyPicture();
    // Float32 differences of 1e-6 a gradient, grown over the steps; pictures are on 0–1.
    expectClose(found.pixels, expected.pixels, { absolute: 1e-3 });
    expectClose(found.responses, expected.responses, { ofLargest: 1e-3 });
    expect(found.responses.at(-1)).toBeGreaterThan(found.responses[0]!);
  });
});
