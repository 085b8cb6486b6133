import type { GraphNode, Padding, Window } from '../graph/ir.ts';
import type { Shape } from '../graph/shapes.ts';
import { UserError } from '../records/user-error.ts';
import { blockOf, type Block, type Positions } from './positions.ts';

/** Rows or columns from the first to before the second. */
export type Range = readonly [from: number, to: number];

/** A rectangle of a map: [rows, columns]. */
export type Region = readonly [Range, Range];

/**
 * The part of every node's map that the named layers need at one position or block of each: the
 * receptive field, layer by layer, without what lies in the padding.
 *
 * @param nodes in order, each after its inputs; `shapes` are those of their whole maps
 * @throws UserError for a position outside a layer's map, or one that sees nothing but padding.
 */
export function neededRegions(
  nodes: readonly GraphNode[],
  shapes: ReadonlyMap<string, Shape>,
  layers: readonly string[],
  at: Positions,
): Map<string, Region> {
  const regions = new Map<string, Region>();
  const need = (name: string, region: Region) => {
    const known = regions.get(name);
    regions.set(name, known ? [hull(known[0], region[0]), hull(known[1], region[1])] : region);
  };
  for (const layer of layers) {
    const block = blockOf(at, layer);
    const [y, x] = block.middle;
    const [height, width] = shapes.get(layer)!;
    const { reach } = block;
    if (!(y >= reach && y < height - reach && x >= reach && x < width - reach)) {
      const within = reach === 0 ? '' : `${String(reach)} or more from the edge, `;
      const map = `the ${String(height)}×${String(width)} map of "${layer}"`;
      throw positionError(`${within}inside ${map}`, y, x);
    }
    need(layer, regionOfBlock(block));
  }
  for (const { name, operation, inputs } of [...nodes].reverse()) {
    const { kind } = operation;
    // Of these the engine has no partial version; their maps are small.
    const entire = kind === 'input' || kind === 'dense' || kind === 'averagePool';
    if (entire) regions.set(name, whole(shapes.get(name)!));
    for (const input of inputs) {
      const shape = shapes.get(input)!;
      const region = regions.get(name)!;
      if (entire) need(input, whole(shape));
      else if (!('window' in operation)) need(input, region);
      else {
        const seen = windowInput(operation.window, region, shape).region;
        if (seen.some(([from, to]) => from >= to)) {
          const [[y], [x]] = region;
          throw positionError(`that sees some of "${input}" through "${name}"`, y, x);
        }
        need(input, seen);
      }
    }
  }
  return regions;
}

/**
 * The part of an input that the windows of a region of the output lie over, and the padding that
 * makes up the rest of them.
 */
export function windowInput(
  { size, stride, padding }: Window,
  output: Region,
  input: Shape,
): { region: Region; padding: Padding } {
  const along = (axis: 0 | 1, leading: number) => {
    const [from, to] = output[axis];
    const start = from * stride[axis] - leading;
    const end = (to - 1) * stride[axis] - leading + size[axis];
    const seen: Range = [Math.max(0, start), Math.min(input[axis], end)];
    return { seen, before: Math.max(0, -start), after: Math.max(0, end - input[axis]) };
  };
  const y = along(0, padding.top);
  const x = along(1, padding.left);
  return {
    region: [y.seen, x.seen],
    padding: { top: y.before, bottom: y.after, left: x.before, right: x.after },
  };
}

/** The rows and columns of a block. */
export function regionOfBlock({ middle: [y, x], reach }: Block): Region {
  return [
    [y - reach, y + reach + 1],
    [x - reach, x + reach + 1],
  ];
}

function whole([height, width]: Shape): Region {
  return [
    [0, height],
    [0, width],
  ];
}

function hull(a: Range, b: Range): Range {
  return [Math.min(a[0], b[0]), Math.max(a[1], b[1])];
}

function positionError(expected: string, y: number, x: number): UserError {
  return new UserError({
    expected: `a position ${expected}`,
    found: `[${String(y)}, ${String(x)}]`,
    remedy: 'give another position or a larger input',
  });
}
