import type { Controls } from '../records/controls.ts';
import type { Family, GroupName } from '../records/family.ts';
import { judgeControls } from './assemble-families.ts';
import { round } from './family-draft.ts';
import type { ControlFindings } from './layer-findings.ts';
import { shuffled } from './variants.ts';

/** Fits of a scan for circuits, and how many of them pass. */
export interface ScanCount {
  readonly fits: number;
  readonly passed: number;
}

/**
 * What the same discovery finds in the shuffled network, by the same nulls and the same verdicts,
 * beside the supported families of the real one; and what it finds where families were planted.
 */
export function assembleControls(
  findings: ControlFindings,
  planted: Controls['planted'],
  families: readonly Family[],
  scans: { readonly real: ScanCount; readonly shuffled: ScanCount },
): Controls {
  const found = judgeControls(findings);
  const groups = ['rotation', 'reflection', 'hue', 'hue-rotation'] as const;
  const layers = findings.layers.flatMap(({ layer, moved }) =>
    groups
      .filter((group) => group === 'reflection' || moved.some((entry) => entry.group === group))
      .map((group) => count(layer, group)),
  );
  const scaled = [
    ...new Set(found.filter(({ group }) => group === 'scale').map(({ layer }) => layer)),
  ];
  const all = [...layers, ...scaled.map((layer) => count(layer, 'scale'))];

  function count(layer: string, group: GroupName): Controls['shuffled']['layers'][number] {
    const own = found.filter((entry) => entry.layer === layer && entry.group === group);
    return {
      layer,
      group,
      candidates: own.length,
      familiesFound: own.filter(({ supported }) => supported).length,
    };
  }

  const familiesFound = found.filter(({ supported }) => supported).length;
  // Correspondences have a control of their own, the weights dealt anew.
  const real = families.filter(
    ({ verdict, group }) => verdict !== 'not supported' && group !== 'correspondence',
  ).length;
  return {
    shuffled: {
      seed: shuffled.seed,
      candidates: found.length,
      familiesFound,
      falseDiscoveryRate: real === 0 ? null : round(familiesFound / real, 4),
      layers: all,
    },
    circuits: {
      seed: shuffled.seed,
      fits: scans.shuffled.fits,
      passed: scans.shuffled.passed,
      realFits: scans.real.fits,
      realPassed: scans.real.passed,
      falseDiscoveryRate:
        scans.real.passed === 0 ? null : round(scans.shuffled.passed / scans.real.passed, 4),
    },
    planted: [...planted],
  };
}
