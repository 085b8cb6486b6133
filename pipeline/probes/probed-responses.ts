import type { Network } from '../engine/network.ts';
import type { Positions } from '../engine/positions.ts';
import type { Tensor } from '../graph/ir.ts';
import type { ProbeScope } from './probe-scope.ts';

/** What a probe reads of its layers: where, and how far around. */
export type ProbedPlaces = Pick<ProbeScope, 'positions' | 'reach'>;

/** Every layer's probed block. */
export function probedBlocks({ positions, reach }: ProbedPlaces): Positions {
  return Object.fromEntries(
    Object.entries(positions).map(([layer, middle]) => [layer, { middle, reach: reach[layer]! }]),
  );
}

/**
 * Responses (activations) to a batch of preprocessed pictures [n, y, x, c]: per layer [picture, unit],
 * the strongest within the layer's reach of its probed position.
 */
export async function probedResponses(
  network: Network,
  batch: Tensor,
  places: ProbedPlaces,
): Promise<Record<string, Float32Array>> {
  const layers = Object.keys(places.positions);
  const found = await network.activations(batch, layers, { at: probedBlocks(places) });
  return Object.fromEntries(layers.map((layer) => [layer, strongestByPicture(found[layer]!)]));
}

/** Maxima over positions, [picture, unit], of maps [picture, y, x, unit]. */
function strongestByPicture({ shape, data }: Tensor): Float32Array {
  const [count, height, width, units] = shape as [number, number, number, number];
  if (height * width === 1) return data;
  const strongest = new Float32Array(count * units).fill(-Infinity);
  data.forEach((value, at) => {
    const picture = Math.floor(at / (height * width * units));
    const to = picture * units + (at % units);
    if (value > strongest[to]!) strongest[to] = value;
  });
  return strongest;
}
