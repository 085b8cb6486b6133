/** A position [y, x] in a layer's map. */
export type Position = readonly [y: number, x: number];

/** One position for all asked layers, or one for each by name. */
export type Positions = Position | Readonly<Record<string, Position>>;

/** The position asked of a layer. @throws RangeError where none is given for it. */
export function positionOf(positions: Positions, layer: string): Position {
  if (isPosition(positions)) return positions;
  const position = positions[layer];
  if (position === undefined) throw new RangeError(`no position is given for "${layer}"`);
  return position;
}

function isPosition(positions: Positions): positions is Position {
  return Array.isArray(positions);
}
