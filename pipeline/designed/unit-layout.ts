/**
 * How the units of a value follow each other. `regular`: fields of one unit for every element of the
 * group, field by field, elements in the group's order; moving the picture by g takes the response of
 * unit a to unit g·a (the regular representation). `invariant`: units that keep their responses.
 * `free`: nothing is promised.
 */
export type Segment =
  | { readonly kind: 'regular'; readonly fields: number }
  | { readonly kind: 'invariant' | 'free'; readonly units: number };

export type UnitLayout = readonly Segment[];

/** @param order number of elements of the group */
export function segmentUnits(segment: Segment, order: number): number {
  return segment.kind === 'regular' ? segment.fields * order : segment.units;
}

export function layoutUnits(layout: UnitLayout, order: number): number {
  return layout.reduce((sum, segment) => sum + segmentUnits(segment, order), 0);
}

/** Half of the units in fields of the group, then as many invariant ones. */
export function halfEquivariant(fields: number, order: number): UnitLayout {
  return [
    { kind: 'regular', fields },
    { kind: 'invariant', units: fields * order },
  ];
}

/**
 * Where a move by `element` takes every unit of a layout: `images[u]` is the unit that responds to the
 * moved picture as u did to the picture.
 *
 * @param product of the group, whose elements are 0 … order − 1
 * @throws RangeError for free units, of which nothing is known
 */
export function movedUnits(
  layout: UnitLayout,
  { order, product }: { readonly order: number; product(a: number, b: number): number },
  element: number,
): number[] {
  const images: number[] = [];
  for (const segment of layout) {
    if (segment.kind === 'free') throw new RangeError('where free units go is not known');
    const first = images.length;
    for (let unit = 0; unit < segmentUnits(segment, order); unit++) {
      const own = unit % order;
      const image = segment.kind === 'regular' ? unit - own + product(element, own) : unit;
      images.push(first + image);
    }
  }
  return images;
}
