import { angularDifference, circularMean } from '../numerics/circular.ts';
import type { Condition, Contrast } from '../records/stimulus.ts';

/** A family's template, [condition][angle], with what it prefers. */
export interface TemplateDescription {
  /** Index of the condition with the largest range over angles. */
  readonly preferred: number;
  /** Degrees at which the template peaks in that condition. */
  readonly peak: number;
}

/** Range (largest minus smallest value) of one tuning curve. */
export function tuningRange(row: ArrayLike<number>): number {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < row.length; i++) {
    low = Math.min(low, row[i]!);
    high = Math.max(high, row[i]!);
  }
  return high - low;
}

/** Centre of the part of a tuning curve above half height, degrees: less jumpy than its maximum. */
export function tuningPeak(row: ArrayLike<number>): number {
  const values = Array.from(row);
  const low = Math.min(...values);
  const half = (low + Math.max(...values)) / 2;
  return circularMean(
    values.map((_, i) => (i * 360) / values.length),
    values.map((value) => Math.max(0, value - half)),
  ).direction;
}

/**
 * @param among indices of the conditions that may be preferred; all unless said
 */
export function describeTemplate(
  template: readonly ArrayLike<number>[],
  among: readonly number[] = template.map((_, i) => i),
): TemplateDescription {
  const ranges = template.map((row, i) => (among.includes(i) ? tuningRange(row) : -1));
  const preferred = ranges.indexOf(Math.max(...ranges));
  return { preferred, peak: tuningPeak(template[preferred]!) };
}

/** How `familyName` decides, in words; shown with every family. */
export const familyNameRule =
  'Edges: the two edge contrasts peak in opposite directions (over 135° apart) and both drive the ' +
  'family more than either line; their element is that of edges whose inside is light. Curves: the strongest bent line or edge beats every straight one ' +
  '1.5 times over and lines and edges that reach half of it peak within 45° of it; light or dark ' +
  'where the other lightness stays below half; tight where the preferred radius is at most a fifth ' +
  'of the receptive field. Anything else is oriented, which means only that it turns with the picture.';

/**
 * What drives a family, by `familyNameRule`. Strength is the template's range over angles.
 *
 * @param fieldSize side of the receptive field, pixels
 */
export function familyName(
  template: readonly ArrayLike<number>[],
  conditions: readonly Condition[],
  fieldSize: number,
): string {
  const rows = conditions.map((condition, i) => ({
    ...condition,
    range: tuningRange(template[i]!),
    peak: tuningPeak(template[i]!),
  }));
  const strongest = (keep: (row: (typeof rows)[number]) => boolean): (typeof rows)[number] =>
    rows.filter(keep).reduce((best, row) => (row.range > best.range ? row : best));
  const byContrast = (contrast: Contrast): (typeof rows)[number] =>
    strongest((row) => row.contrast === contrast);
  const lightEdge = byContrast('light inside');
  const darkEdge = byContrast('dark inside');
  const lightLine = byContrast('light line');
  const darkLine = byContrast('dark line');
  const lines = Math.max(lightLine.range, darkLine.range);
  if (
    Math.abs(angularDifference(lightEdge.peak, darkEdge.peak)) > 135 &&
    Math.min(lightEdge.range, darkEdge.range) > lines
  ) {
    return 'edges';
  }
  const bent = strongest(({ radius }) => radius !== null);
  const straight = strongest(({ radius }) => radius === null);
  const agreeing = [lightEdge, darkEdge, lightLine, darkLine]
    .filter(({ range }) => range >= bent.range / 2)
    .every(({ peak }) => Math.abs(angularDifference(peak, bent.peak)) <= 45);
  if (bent.range < 1.5 * straight.range || !agreeing) return 'oriented';
  const light = Math.max(lightEdge.range, lightLine.range);
  const dark = Math.max(darkEdge.range, darkLine.range);
  const lightness = dark < light / 2 ? 'light ' : light < dark / 2 ? 'dark ' : '';
  const tight = bent.radius! <= fieldSize / 5 ? 'tight ' : '';
  return `${lightness}${tight}curves`;
}
