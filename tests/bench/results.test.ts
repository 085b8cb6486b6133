import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { BackendResult } from '../../bench/compare-backends.ts';

const folder = fileURLToPath(new URL('../../bench/results/', import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

/** Rounded factors of CUDA's convolutions (TF32) against a few units of float32 grown through 3b. */
const tolerances = { cuda: 1e-2, webgpu: 1e-3, wasm: 0, cpu: 1e-3 } as const;

describe('the committed results of backends', () => {
  it('are there', () => {
    expect(files).toContain('wasm.json');
  });

  it.each(files)('%s is named for its backend, which agrees with wasm', (file) => {
    const result = JSON.parse(readFileSync(folder + file, 'utf8')) as BackendResult;
    expect(file).toBe(`${result.backend}${result.software ? '-software' : ''}.json`);
    expect(result.device).not.toBe('');
    expect(result.seconds.own).toBeGreaterThan(0);
    expect(Object.keys(result.apart.responses)).toEqual(result.workload.layers);
    for (const apart of [...Object.values(result.apart.responses), result.apart.gradient]) {
      expect(apart).toBeLessThanOrEqual(tolerances[result.backend]);
    }
  });
});
