/** A position [y, x] in a layer's map. */
export type Position = readonly [y: number, x: number];

/** The square of positions up to `reach` rows and columns from the middle one. */
export interface Block {
  readonly middle: Position;
  readonly reach: number;
}

/** One position for all asked layers, or one position or block for each by name. */
export type Positions = Position | Readonly<Record<string, Position | Block>>;

/** The block asked of a layer. @throws RangeError where none is given for it. */
export function blockOf(positions: Positions, layer: string): Block {
  const asked = isPosition(positions) ? positions : positions[layer];
  if (asked === undefined) throw new RangeError(`no position is given for "${layer}"`);
  return isPosition(asked) ? { middle: asked, reach: 0 } : asked;
}

function isPosition(positions: Positions | Block): positions is Position {
  return Array.isArray(positions);
}
