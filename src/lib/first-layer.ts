import type { FirstLayerUnit } from '../../pipeline/records/index.ts';
import { linearScale } from './chart.ts';
import { pointAt, tidy, wrap } from './circle.ts';

/** What the figures tell of a filter. */
type ToldFilter = Pick<FirstLayerUnit, 'fits' | 'oriented'> & {
  readonly gabor: Pick<FirstLayerUnit['gabor'], 'x' | 'y' | 'orientation' | 'frequency' | 'cycles'>;
  readonly colour: Pick<FirstLayerUnit['colour'], 'hue'>;
};

/** Fewer cycles within the envelope are a blob or an edge, whatever the frequency. */
const LEAST_CYCLES = 0.5;

/** What can be told of which filters, as the record's own summary has it. */
export function toldOf({ units }: { readonly units: readonly ToldFilter[] }) {
  const fitted = units.filter(({ fits }) => fits);
  return {
    fitted: fitted.length,
    orientations: units.filter(({ oriented }) => oriented).map(({ gabor }) => gabor.orientation),
    frequencies: fitted
      .filter(({ gabor }) => gabor.cycles >= LEAST_CYCLES)
      .map(({ gabor }) => gabor.frequency),
    hues: fitted.flatMap(({ colour }) => colour.hue ?? []),
    places: fitted.map(({ gabor: { x, y } }) => [x, y] as const),
  };
}

/** Turns of a bin of the orientation rose, degrees. */
export const ROSE_STEP = 15;

/** How many orientations fall in each bin of `ROSE_STEP` around 0, `ROSE_STEP`, … below 180°. */
export function roseCounts(orientations: readonly number[]): number[] {
  const bins = 180 / ROSE_STEP;
  const counts = Array.from({ length: bins }, () => 0);
  for (const orientation of orientations) {
    counts[Math.floor(wrap(orientation + ROSE_STEP / 2) / ROSE_STEP) % bins]! += 1;
  }
  return counts;
}

/**
 * Sectors of a rose with period 180°: each bin twice, opposite each other. Areas, not radii, are in
 * proportion to counts; the largest reaches `radius`.
 */
export function rosePetals(counts: readonly number[], radius: number): string[] {
  const largest = Math.max(...counts, 1);
  const petal = (middle: number, count: number) => {
    const reach = radius * Math.sqrt(count / largest);
    const ends = [middle - ROSE_STEP / 2 + 0.8, middle + ROSE_STEP / 2 - 0.8].map((angle) =>
      pointAt(angle, reach).map(tidy).map(String).join(' '),
    );
    const r = String(tidy(reach));
    return `M0 0L${ends[0]!}A${r} ${r} 0 0 1 ${ends[1]!}Z`;
  };
  return counts.flatMap((count, bin) =>
    count === 0 ? [] : [0, 180].map((half) => petal(bin * ROSE_STEP + half, count)),
  );
}

/** Ends of the bins of frequency, cycles per pixel; half a cycle is the highest that pixels can show. */
export const FREQUENCY_ENDS = [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5] as const;

/** How many values fall between neighbouring ends; the last bin holds its upper end too. */
export function countsBetween(values: readonly number[], ends: readonly number[]): number[] {
  return ends.slice(1).map((high, i) => {
    const last = i === ends.length - 2;
    return values.filter((v) => v >= ends[i]! && (v < high || (last && v === high))).length;
  });
}

/** Bars of a histogram within a box, upward from its foot. */
export function histogramBars(
  counts: readonly number[],
  { width, height }: { readonly width: number; readonly height: number },
): { readonly x: number; readonly y: number; readonly width: number; readonly height: number }[] {
  const step = width / counts.length;
  const scale = linearScale([0, Math.max(...counts, 1)], [0, height]);
  return counts.map((count, i) => ({
    x: tidy(i * step),
    y: tidy(height - scale(count)),
    width: tidy(step - 1),
    height: scale(count),
  }));
}
