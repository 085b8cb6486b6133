import { pointAt, sampleCircle, tidy, wrap } from './circle.ts';

/** Radius of the orbit's circle in the wheel's own unit of length. */
export const WHEEL_RADIUS = 100;

export interface WheelSpoke {
  /** Degrees, as measured: tiles never move sideways, only outward. */
  readonly angle: number;
  /** Centre of the tile, from the wheel's centre. */
  readonly x: number;
  readonly y: number;
  /** Steps outward from the circle: 0 where there was room, more where tiles would overlap. */
  readonly ring: number;
}

export interface Wheel {
  readonly spokes: readonly WheelSpoke[];
  /** Side of a tile. */
  readonly tile: number;
  /** The rectangle that holds the circle and all tiles. */
  readonly box: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
}

/** Height of a tile with its label, in sides of the tile. */
const LABELLED = 1.3;

/** Side of the tiles for so many members. */
const tileSide = (members: number) =>
  members <= 8 ? 56 : members <= 12 ? 48 : members <= 16 ? 41 : members <= 24 ? 34 : 28;

/**
 * Places members around the orbit's circle at their measured angles. Where two tiles would overlap
 * the later one moves outward, so that crowding and gaps stay visible.
 */
export function layOutWheel(elements: readonly number[]): Wheel {
  const tile = tileSide(elements.length);
  const [width, height] = [tile * 1.08, tile * (LABELLED + 0.06)];
  const first = WHEEL_RADIUS + 0.72 * tile + 6;
  const spokes: WheelSpoke[] = [];
  for (const angle of elements) {
    for (let ring = 0; ; ring += 1) {
      const [x, y] = pointAt(angle, first + ring * 0.25 * tile);
      const free = spokes.every((s) => Math.abs(s.x - x) >= width || Math.abs(s.y - y) >= height);
      if (!free) continue;
      spokes.push({ angle, x, y, ring });
      break;
    }
  }
  const reach = (sign: 1 | -1, axis: 'x' | 'y', half: number) =>
    Math.max(WHEEL_RADIUS + 24, ...spokes.map((spoke) => sign * spoke[axis] + half)) + 4;
  const [left, right] = [reach(-1, 'x', width / 2), reach(1, 'x', width / 2)];
  const [above, below] = [reach(-1, 'y', height / 2), reach(1, 'y', height / 2)];
  const box = { left: -left, top: -above, width: left + right, height: above + below };
  return { spokes, tile, box };
}

/**
 * A tuning curve as a petal: the closed path whose distance from the centre in each stimulus
 * direction is the response there, scaled so that the largest response reaches `radius`.
 * @param tuning responses at the evenly spaced `angles` (degrees, from 0).
 */
export function petalPath(
  tuning: readonly number[],
  angles: readonly number[],
  radius: number,
): string {
  const largest = Math.max(...tuning, Number.MIN_VALUE);
  const points = tuning.map((response, i) =>
    pointAt(angles[i]!, (Math.max(0, response) / largest) * radius)
      .map(tidy)
      .join(' '),
  );
  return `M${points.join('L')}Z`;
}

/** An arc from angle `from` through `sweep` degrees (positive: clockwise on screen). */
export function arcPath(radius: number, from: number, sweep: number): string {
  const [start, end] = [pointAt(from, radius), pointAt(from + sweep, radius)];
  const large = Math.abs(sweep) > 180 ? 1 : 0;
  const direction = sweep > 0 ? 1 : 0;
  return `M${start.map(tidy).join(' ')}A${String(radius)} ${String(radius)} 0 ${String(large)} ${String(direction)} ${end.map(tidy).join(' ')}`;
}

export type OrbitStop<Member> =
  | { readonly kind: 'member'; readonly element: number; readonly member: Member }
  | { readonly kind: 'hole'; readonly element: number };

/** Members and holes in one row, in orbit order from 0° on. */
export function orbitOrder<Member extends { readonly element: number }>(
  members: readonly Member[],
  holes: readonly number[],
): OrbitStop<Member>[] {
  return [
    ...members.map((member) => ({ kind: 'member' as const, element: member.element, member })),
    ...holes.map((element) => ({ kind: 'hole' as const, element })),
  ].sort((a, b) => a.element - b.element);
}

/**
 * A tuning curve turned back by its unit's element and scaled to a largest response of one:
 * `offsets.length` values, at the offsets (degrees) from the element.
 */
export function alignedTuning(
  tuning: readonly number[],
  angles: readonly number[],
  element: number,
  offsets: readonly number[],
): number[] {
  const largest = Math.max(...tuning, Number.MIN_VALUE);
  return offsets.map((offset) => sampleCircle(tuning, element + offset, angles[0] ?? 0) / largest);
}

/** The other angles at which a feature of that period is the same: none for a full turn. */
export const repeats = (element: number, period: number): number[] =>
  Array.from({ length: Math.round(360 / period) - 1 }, (_, k) => wrap(element + (k + 1) * period));
