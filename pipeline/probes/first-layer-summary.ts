import { circularMean, rayleighPValue } from '../numerics/circular.ts';
import { mean, quantile } from '../numerics/statistics.ts';
import type { CircularSpread, FirstLayer, FirstLayerUnit } from '../records/first-layer.ts';

/** A wave of fewer cycles under its envelope has no frequency to speak of. */
const LEAST_CYCLES = 0.5;
const QUANTILES = [0.1, 0.25, 0.5, 0.75, 0.9];
const CELLS = 4;

/**
 * How the fitted filters of a layer are spread over orientations, hues, frequencies and positions.
 *
 * @param nullQuantile R² that only few filters of noise reach
 */
export function summariseFirstLayer(
  units: readonly FirstLayerUnit[],
  side: number,
  nullQuantile: number,
): FirstLayer['summary'] {
  const fitted = units.filter(({ fits }) => fits);
  const oriented = fitted.filter((unit) => unit.oriented);
  const orientations = oriented.map(({ gabor }) => gabor.orientation);
  const hues = fitted.flatMap(({ colour: { hue } }) => (hue === null ? [] : [hue]));
  const frequencies = fitted
    .filter(({ gabor }) => gabor.cycles >= LEAST_CYCLES)
    .map(({ gabor }) => gabor.frequency);
  return {
    aboveNull: units.filter(({ r2 }) => r2 >= nullQuantile).length,
    fitted: fitted.length,
    oriented: oriented.length,
    chromatic: hues.length,
    r2Median: quantile(
      units.map(({ r2 }) => r2),
      0.5,
    ),
    orientation: spreadOf(orientations, 180),
    orientationCross: spreadOf(orientations, 90),
    hue: spreadOf(hues, 360),
    hueOpposed: spreadOf(hues, 180),
    frequency:
      frequencies.length === 0
        ? null
        : {
            count: frequencies.length,
            quantiles: QUANTILES.map((probability) => quantile(frequencies, probability)),
          },
    position: positionsOf(fitted, side),
  };
}

/** @param period degrees after which the directions repeat */
export function spreadOf(degrees: readonly number[], period: number): CircularSpread {
  if (degrees.length === 0) return null;
  const folds = 360 / period;
  const { direction, length } = circularMean(degrees.map((angle) => folds * angle));
  return {
    count: degrees.length,
    period,
    // Rounding takes the length of equal directions beyond 1.
    length: Math.min(1, length),
    direction: direction / folds,
    pValue: rayleighPValue(degrees.length, length),
  };
}

function positionsOf(
  fitted: readonly FirstLayerUnit[],
  side: number,
): FirstLayer['summary']['position'] {
  if (fitted.length === 0) return null;
  const xs = fitted.map(({ gabor }) => gabor.x);
  const ys = fitted.map(({ gabor }) => gabor.y);
  const [meanX, meanY] = [mean(xs), mean(ys)];
  const squares = xs.map((x, i) => (x - meanX) ** 2 + (ys[i]! - meanY) ** 2);
  const cell = (place: number): number =>
    Math.min(CELLS - 1, Math.max(0, Math.floor((place / side + 0.5) * CELLS)));
  return {
    count: fitted.length,
    mean: [meanX, meanY],
    // Evenly over a square of this side the mean square is side² / 12 along either axis.
    extent: Math.sqrt(mean(squares) / (side ** 2 / 6)),
    cells: new Set(xs.map((x, i) => CELLS * cell(ys[i]!) + cell(x))).size,
  };
}
