import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { discoveryRules } from '../../pipeline/families/discover.ts';
import { verdictRules } from '../../pipeline/families/verdict.ts';

const path = fileURLToPath(new URL('../../content/essays/method.md', import.meta.url));

describe('the method page', () => {
  it('names the thresholds that the code uses', async () => {
    const text = await readFile(path, 'utf8');
    const { weakMember, falseDiscoveryRate, supported } = verdictRules;
    expect(text).toContain(`an R² below ${String(weakMember)}`);
    expect(text).toContain(`q above ${String(falseDiscoveryRate)}`);
    expect(text).toContain(`left out is below ${String(supported)}`);
    const { modulation, participation } = discoveryRules.eligibility;
    expect(text).toContain(`less than ${String(100 * modulation)}%`);
    expect(text).toContain(`participation ratio below ${String(participation)}`);
  });
});
