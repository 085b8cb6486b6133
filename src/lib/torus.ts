import { wrap } from './circle.ts';

/**
 * The torus of hue and turn drawn as half a table: turns 0–360° across, hues 0–180° down. Its lower
 * edge is its upper edge again, shifted by half a turn.
 */

export interface TorusPlace {
  /** [0, 180). */
  readonly hue: number;
  /** [0, 360). */
  readonly turn: number;
}

/** Of the two names (h, t) and (h + 180°, t + 180°) of an element the one in the upper half. */
export function torusPlace([hue, turn]: readonly [number, number]): TorusPlace {
  const [h, t] = [wrap(hue), wrap(turn)];
  return h < 180 ? { hue: h, turn: t } : { hue: h - 180, turn: wrap(t + 180) };
}

/** The element's other name in the lower half: hue in [180, 360). */
export const otherName = ({ hue, turn }: TorusPlace) => ({
  hue: hue + 180,
  turn: wrap(turn + 180),
});

export interface TorusTile {
  /** Measured place, in units of the drawing. */
  readonly x: number;
  readonly y: number;
  /** Centre of the tile: the same where there is room. */
  readonly tileX: number;
  readonly tileY: number;
}

/** Drawing units a degree: the table is 720 wide and 360 high. */
export const TORUS_SCALE = 2;

/** Side of a tile for so many members. */
export const torusTileSide = (members: number) =>
  members <= 12 ? 66 : members <= 20 ? 56 : members <= 32 ? 46 : 36;

/**
 * Places a tile at every member's measured hue and turn. Where two would overlap the later one moves
 * to the nearest free place, so that crowding stays visible.
 * @param height of a tile with its label, in sides of the tile.
 */
export function layOutTorus(places: readonly TorusPlace[], height = 1.3): TorusTile[] {
  const side = torusTileSide(places.length);
  const [width, tall] = [side + 4, side * height + 2];
  const placed: TorusTile[] = [];
  for (const { hue, turn } of places) {
    const [x, y] = [TORUS_SCALE * turn, TORUS_SCALE * hue];
    const free = ([tx, ty]: readonly [number, number]) =>
      placed.every((p) => Math.abs(p.tileX - tx) >= width || Math.abs(p.tileY - ty) >= tall);
    const [tileX, tileY] = nearestFree(x, y, free);
    placed.push({ x, y, tileX, tileY });
  }
  return placed;
}

/** The nearest free point on rings around (x, y), inside the table where it can be. */
function nearestFree(
  x: number,
  y: number,
  free: (point: readonly [number, number]) => boolean,
): readonly [number, number] {
  for (let radius = 0; radius < 2000; radius += 6) {
    const steps = radius === 0 ? 1 : Math.ceil(radius / 3);
    for (let k = 0; k < steps; k += 1) {
      const angle = (2 * Math.PI * k) / steps;
      const point = [x + radius * Math.cos(angle), y + radius * Math.sin(angle)] as const;
      const inside = point[0] >= 0 && point[0] <= 720 && point[1] >= 0 && point[1] <= 360;
      if ((inside || radius === 0) && free(point)) return point;
    }
  }
  return [x, y];
}
