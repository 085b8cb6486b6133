import type { Graph } from '../graph/ir.ts';
import type { MotifForm } from '../records/circuit.ts';
import { kernelOf } from './layout-truth.ts';
import { designedValues, type NetworkDesign } from './network-design.ts';
import { planarGroup, type PlanarMove } from './planar-group.ts';
import { segmentUnits, type Segment } from './unit-layout.ts';

/** Kernels that a design makes one pattern, moved by one element each. */
export interface TiedSet {
  readonly form: MotifForm;
  /** In the order of the group's elements; `kernel` is [y, x]. */
  readonly members: readonly { readonly move: PlanarMove; readonly kernel: Float64Array }[];
}

/**
 * What a convolution's weights are tied into: W_(g·a → g·b) = g·W_(a → b). Between two invariant units
 * there is one kernel and nothing to compare.
 *
 * @throws RangeError for another layer, and where the design leaves weights free
 */
export function tiedSets(design: NetworkDesign, graph: Graph, name: string): readonly TiedSet[] {
  const layer = design.layers.find((each) => each.name === name);
  if (layer?.kind !== 'convolution') throw new RangeError(`${name} is no convolution`);
  const group = planarGroup(design.symmetry);
  const { order } = group;
  const { shape, data } = kernelOf(graph, name);
  const [height, width, inputs, outputs] = shape as [number, number, number, number];
  const kernel = (input: number, output: number): Float64Array =>
    Float64Array.from(
      { length: height * width },
      (_, place) => data[(place * inputs + input) * outputs + output]!,
    );
  const sources = placed(designedValues(design).get(layer.input)!.units, order);
  const targets = placed(layer.units, order);
  const members = (at: (element: number) => readonly [input: number, output: number]) =>
    group.elements().map((element) => ({
      move: group.move(element),
      kernel: kernel(...at(element)),
    }));
  return sources.flatMap((source) =>
    targets.flatMap((target): TiedSet[] => {
      if (source.field && target.field) {
        return group.elements().map((relative) => ({
          form: 'equivariant→equivariant',
          members: members((b) => [source.first + group.product(b, relative), target.first + b]),
        }));
      }
      if (target.field) {
        const form = 'invariant→equivariant';
        return [{ form, members: members((b) => [source.first, target.first + b]) }];
      }
      if (source.field) {
        const form = 'equivariant→invariant';
        return [{ form, members: members((a) => [source.first + a, target.first]) }];
      }
      return [];
    }),
  );
}

/** Fields, and units that are in none, by their first unit. */
function placed(
  layout: readonly Segment[],
  order: number,
): readonly { readonly first: number; readonly field: boolean }[] {
  let first = 0;
  return layout.flatMap((segment) => {
    if (segment.kind === 'free') throw new RangeError('free weights are not tied');
    const count = segmentUnits(segment, order);
    const field = segment.kind === 'regular';
    const step = field ? order : 1;
    const starts = Array.from({ length: count / step }, (_, k) => ({
      first: first + k * step,
      field,
    }));
    first += count;
    return starts;
  });
}
