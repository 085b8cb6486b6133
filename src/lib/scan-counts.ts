import type { CircuitGroup, ScannedFit } from '../../pipeline/records/index.ts';

export interface ScanCount {
  readonly group: CircuitGroup;
  readonly fits: number;
  readonly passed: number;
}

/** How many fits of a scan were made and passed, by group. */
export function scanCounts(scan: readonly ScannedFit[]): ScanCount[] {
  return (['rotation', 'hue', 'reflection'] as const)
    .map((group) => {
      const own = scan.filter((fit) => fit.group === group);
      const passed = own.filter(({ circuit }) => circuit !== null).length;
      return { group, fits: own.length, passed };
    })
    .filter(({ fits }) => fits > 0);
}
