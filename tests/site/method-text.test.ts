import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CIRCUIT_REACH } from '../../pipeline/atlas/circuits-stage.ts';
import { INVARIANT_MIRROR, INVARIANT_SHARE } from '../../pipeline/atlas/assemble-coverage.ts';
import { SHEET_SAMPLES } from '../../pipeline/atlas/contact-sheets-stage.ts';
import { circuitVerdictRules } from '../../pipeline/circuits/judge-circuit.ts';
import { scanRules } from '../../pipeline/circuits/scan-layers.ts';
import { movedRules } from '../../pipeline/families/discover-moved.ts';
import { mirrorRules } from '../../pipeline/families/mirror-pairs.ts';
import { LEAST_DRIVE } from '../../pipeline/families/probe-evidence.ts';
import { scaleRules } from '../../pipeline/families/scale-chains.ts';
import { REPEATS } from '../../pipeline/families/stabiliser.ts';
import { verdictRules } from '../../pipeline/families/verdict.ts';
import { pictureSettings } from '../../pipeline/visualize/picture-settings.ts';
import { FINE_STRIDE } from '../../pipeline/probes/probe-scope.ts';
import {
  HUE_ROTATION_TURN_STEP,
  HUE_STEP,
  SCALE_STEP,
  TURN_STEP,
} from '../../pipeline/probes/transformation-grid.ts';

const path = fileURLToPath(new URL('../../content/essays/method.md', import.meta.url));
const text = await readFile(path, 'utf8');
const percent = (share: number) => `${String(100 * share)}%`;

describe('the method page', () => {
  it('names the grids of the probes', () => {
    expect(text).toContain(`turns in steps of ${String(TURN_STEP)}°`);
    expect(text).toContain(`turns of hue in steps of ${String(HUE_STEP)}°`);
    expect(HUE_ROTATION_TURN_STEP).toBe(HUE_STEP);
    expect(text).toContain(`hue and turn together in steps of ${String(HUE_STEP)}°`);
    expect(SCALE_STEP ** 4).toBeCloseTo(2, 12);
    expect(text).toContain('a quarter of an octave');
    expect(text).toContain(`no more than ${String(FINE_STRIDE)} px apart`);
  });

  it('names the thresholds of the search', () => {
    const { strength, agreement, toleranceSteps, minimumMembers } = movedRules.proposal;
    expect(text).toContain(`less than ${percent(movedRules.modulation)} of the variance`);
    expect([LEAST_DRIVE, agreement, toleranceSteps]).toEqual([1 / 4, 1 / 2, 1]);
    expect(text).toContain(`a correlation with itself of ${String(REPEATS)}`);
    expect(text).toContain('at least a quarter as strongly');
    expect(text).toContain('at least half of them, within one step of the grid');
    expect(text).toContain(`best element reaches ${String(strength)}`);
    expect(text).toContain(`at least ${String(minimumMembers)} members`);
  });

  it('names the thresholds of pairs and chains', () => {
    const flip = '$T_{\\mathrm{flip}}$';
    expect(text).toContain(`${flip} reaches ${String(mirrorRules.transfer)}`);
    expect(text).toContain(`it exceeds by ${String(mirrorRules.margin)} both`);
    expect(text).toContain(`${flip} must reach ${String(verdictRules.mirrored)} again`);
    expect(text).toContain(`$C_\\delta$ reaches ${String(scaleRules.transfer)}`);
    expect(text).toContain(`without magnification, by ${String(scaleRules.margin)}`);
    expect(text).toContain(`fewer than ${String(scaleRules.patches)} patches drive`);
    expect(text).toContain(`every step must reach ${String(verdictRules.scaled)}`);
  });

  it('names the thresholds of verdicts and invariance', () => {
    const { weakMember, falseDiscoveryRate, supported, verified } = verdictRules;
    expect(text).toContain(`false discovery rate at ${percent(falseDiscoveryRate)}`);
    expect(text).toContain(`q above ${String(falseDiscoveryRate)}`);
    expect(text).toContain(`an R² below ${String(weakMember)}`);
    expect(text).toContain(`left out is below ${String(supported)}`);
    expect(text).toContain(`below ${String(verified)} times that of chance`);
    expect(text).toContain(`less than ${percent(INVARIANT_SHARE)} of the variance`);
    expect(text).toContain(`itself reaches ${String(INVARIANT_MIRROR)}`);
  });

  it('names the rules of the scan for circuits', () => {
    const { falseDiscoveryRate, turned, mirrored } = circuitVerdictRules;
    expect(text).toContain(`covered layers up to ${String(CIRCUIT_REACH)} apart`);
    expect(scanRules.harmonics).toEqual({ element: 2, position: 2 });
    expect(text).toContain(`Up to ${String(scanRules.most)} units are kept`);
    expect(scanRules.factors).toBe(2);
    expect(text).toContain(
      `stays below ${String(falseDiscoveryRate)}, R² reaches ${String(turned.r2)} and its product with strength ${String(turned.explained)};`,
    );
    expect(text).toContain(`these reach ${String(mirrored.r2)} and ${String(mirrored.explained)}.`);
  });

  it('names the settings of feature pictures', () => {
    const { limit, jitter, scale, contrast, span, gain, ending, steps, crop } = pictureSettings;
    expect(text).toContain(`up to ${String(limit)} px a side`);
    expect(text).toContain(`shift of up to ${percent(jitter)} of the receptive field`);
    expect(text).toContain(`change of size of up to ${percent(scale)}`);
    expect(text).toContain(`root mean square of at most ${String(contrast)}`);
    expect(text).toContain(`a span of ${String(span)} steps brings ${percent(gain)} more`);
    expect(text).toContain(`falls to nothing over ${String(ending)} steps`);
    expect(text).toContain(`${String(steps)} steps at most`);
    expect(text).toContain(`the middle ${percent(crop)} of what the unit sees`);
    expect(text).toContain(`${String(SHEET_SAMPLES)} times`);
  });
});
