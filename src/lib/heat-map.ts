import { tidy } from './circle.ts';

/** Shades of a heat map; 0 is the ground and is not drawn. */
export const HEAT_LEVELS = 10;

export interface HeatLevel {
  /** 1 to HEAT_LEVELS. */
  readonly level: number;
  /** One path for all cells of that shade. */
  readonly path: string;
}

/**
 * Draws a matrix of numbers from 0 to 1 as one path a shade; neighbours of equal shade in a row
 * are joined. Rows run down, columns right, from the origin.
 */
export function heatMap(
  rows: readonly (readonly number[])[],
  cellWidth: number,
  rowHeight: number,
  gap = 1,
): HeatLevel[] {
  const paths = new Map<number, string>();
  rows.forEach((row, r) => {
    const levels = row.map((v) => Math.round(Math.min(1, Math.max(0, v)) * HEAT_LEVELS));
    const height = tidy(rowHeight - gap);
    for (let start = 0; start < levels.length;) {
      const level = levels[start]!;
      let end = start + 1;
      while (end < levels.length && levels[end] === level) end += 1;
      if (level > 0) {
        const width = tidy((end - start) * cellWidth);
        const cell = `M${String(tidy(start * cellWidth))} ${String(tidy(r * rowHeight))}h${String(width)}v${String(height)}h${String(-width)}z`;
        paths.set(level, (paths.get(level) ?? '') + cell);
      }
      start = end;
    }
  });
  return [...paths].map(([level, path]) => ({ level, path })).sort((a, b) => a.level - b.level);
}
