import type { Kernel } from './circuit-kernels.ts';

/** An input in a drawing of what a unit is put together from. */
export interface Standing {
  /** Index into the inputs. */
  readonly source: number;
  /** Whether it excites or inhibits there. */
  readonly sign: 1 | -1;
  /** Kernel positions from the middle, x right, y down. */
  readonly x: number;
  readonly y: number;
  /** Magnitude of the weight there. */
  readonly weight: number;
}

/** A standing with its weight as a share of the largest in its drawing. */
export type Drawn = Standing & { readonly share: number };

/** Below this share of the largest weight nothing is drawn. */
const LEAST = 0.25;

/**
 * At every position of the kernels the input that excites (or inhibits) most there: what the unit would
 * like, or not like, to see around it.
 * @param kernels one an input, [y, x].
 * @param size [height, width] of the kernels.
 */
export function strongestInputs(
  kernels: readonly Kernel[],
  [height, width]: readonly [number, number],
  sign: 1 | -1,
): Drawn[] {
  return drawn(
    Array.from({ length: height * width }, (_, place) => {
      const weights = kernels.map((kernel) => sign * kernel[place]!);
      const weight = Math.max(...weights);
      return {
        source: weights.indexOf(weight),
        sign,
        x: (place % width) - (width - 1) / 2,
        y: Math.floor(place / width) - (height - 1) / 2,
        weight,
      };
    }),
  );
}

/**
 * Every input at the place where its kernel excites most and where it inhibits most, the weakest first,
 * so that the strongest is drawn on top.
 * @param kernels one an input, [y, x].
 * @param size [height, width] of the kernels.
 */
export function strongestPlaces(
  kernels: readonly Kernel[],
  size: readonly [number, number],
): Drawn[] {
  return drawn(
    kernels.flatMap((kernel, source) =>
      ([1, -1] as const).map((sign) => ({ source, sign, ...strongestPlace(kernel, size, sign) })),
    ),
  ).sort((a, b) => a.weight - b.weight);
}

function drawn(standings: readonly Standing[]): Drawn[] {
  const largest = Math.max(...standings.map(({ weight }) => weight));
  if (largest <= 0) return [];
  return standings
    .filter(({ weight }) => weight >= LEAST * largest)
    .map((standing) => ({ ...standing, share: standing.weight / largest }));
}

/** Weights of a position and its neighbours along either axis. */
const smoothing = [1, 2, 1];

/** Where a kernel, smoothed over neighbours, has the most of a sign: centre of gravity around there. */
function strongestPlace(kernel: Kernel, [height, width]: readonly [number, number], sign: 1 | -1) {
  const around = (x: number, y: number) => {
    let [mass, shares, right, down] = [0, 0, 0, 0];
    smoothing.forEach((vertical, j) => {
      smoothing.forEach((horizontal, i) => {
        const [column, row] = [x + i - 1, y + j - 1];
        if (column < 0 || row < 0 || column >= width || row >= height) return;
        const share = vertical * horizontal;
        const here = share * Math.max(0, sign * kernel[row * width + column]!);
        shares += share;
        mass += here;
        right += here * column;
        down += here * row;
      });
    });
    return {
      x: mass > 0 ? right / mass - (width - 1) / 2 : 0,
      y: mass > 0 ? down / mass - (height - 1) / 2 : 0,
      weight: mass / shares,
    };
  };
  return Array.from({ length: height * width }, (_, place) =>
    around(place % width, Math.floor(place / width)),
  ).reduce((best, place) => (place.weight > best.weight ? place : best));
}

/**
 * Moves points apart, as little as it takes, until no two are nearer than `distance`: pictures that
 * stand at one place stay readable.
 */
export function movedApart<Point extends { readonly x: number; readonly y: number }>(
  points: readonly Point[],
  distance: number,
): Point[] {
  const moved = points.map((point) => ({ ...point }));
  for (let round = 0; round < 60; round += 1) {
    let touching = false;
    moved.forEach((a, i) => {
      moved.slice(0, i).forEach((b) => {
        const [dx, dy] = [a.x - b.x, a.y - b.y];
        const apart = Math.hypot(dx, dy);
        if (apart >= distance - 1e-6) return;
        touching = true;
        // Points in one place part sideways.
        const [ux, uy] = apart > 1e-6 ? [dx / apart, dy / apart] : [1, 0];
        const push = (distance - apart) / 2;
        Object.assign(a, { x: a.x + ux * push, y: a.y + uy * push });
        Object.assign(b, { x: b.x - ux * push, y: b.y - uy * push });
      });
    });
    if (!touching) break;
  }
  return moved;
}
