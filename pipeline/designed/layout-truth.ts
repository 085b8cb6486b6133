import type { KnownUnit } from '../families/known-truth.ts';
import type { Graph, Tensor } from '../graph/ir.ts';
import { designedValues, layerInputs, type NetworkDesign } from './network-design.ts';
import { planarGroup } from './planar-group.ts';
import { segmentUnits } from './unit-layout.ts';

/** What a design says of the units of one layer. */
export interface LayoutTruth {
  readonly units: readonly KnownUnit[];
  /**
   * For every field the share of the squared weights into its units that is not alike in all of them:
   * near 0 for a pattern that looks the same after any turn, whose units are one unit many times.
   */
  readonly distinctness: readonly number[];
}

/**
 * The fields of a convolution or of joined convolutions, elements in degrees clockwise on the screen.
 *
 * @param graph the network with the weights that it learned
 * @throws RangeError for another layer, and for a group with mirrors, whose elements are no angles
 */
export function layoutTruth(design: NetworkDesign, graph: Graph, layer: string): LayoutTruth {
  if (design.symmetry.mirrors)
    throw new RangeError('the elements of a field of mirrors are no angles');
  const group = planarGroup(design.symmetry);
  const own = design.layers.find(({ name }) => name === layer);
  const parts = own?.kind === 'concatenation' ? layerInputs(own) : [layer];
  const values = designedValues(design);
  const units: KnownUnit[] = [];
  const distinctness: number[] = [];
  for (const part of parts) {
    const kernel = kernelOf(graph, part);
    let first = 0;
    for (const segment of values.get(part)!.units) {
      const count = segmentUnits(segment, group.order);
      for (let k = 0; k < count; k++) {
        const place = k % group.order;
        const regular = segment.kind === 'regular';
        if (regular && place === 0) {
          distinctness.push(distinctShare(kernel, first + k, group.order));
        }
        units.push({
          unit: units.length,
          field: regular ? distinctness.length - 1 : null,
          element: regular ? group.move(place).degrees : 0,
        });
      }
      first += count;
    }
  }
  return { units, distinctness };
}

/** [y, x, in, out] of the convolution that computes a layer. */
export function kernelOf({ nodes }: Graph, layer: string): Tensor {
  for (const name of [`${layer}/preactivation`, layer]) {
    const operation = nodes.find((node) => node.name === name)?.operation;
    if (operation?.kind === 'convolution') return operation.kernel;
  }
  throw new RangeError(`${layer} is no convolution`);
}

/** 1 − ‖mean kernel‖² / mean ‖kernel‖² over `count` units from `first` on; 0 without weights. */
function distinctShare({ shape, data }: Tensor, first: number, count: number): number {
  const outputs = shape[3]!;
  let [mean, all] = [0, 0];
  for (let start = first; start < data.length; start += outputs) {
    let sum = 0;
    for (const weight of data.subarray(start, start + count)) {
      sum += weight;
      all += weight ** 2;
    }
    mean += sum ** 2 / count;
  }
  return all === 0 ? 0 : 1 - mean / all;
}
