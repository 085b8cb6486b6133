import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../pipeline/engine/backend.ts';
import { discoverPlanted } from '../../pipeline/families/planted-control.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { strangers } from '../../pipeline/probes/planted-layer.ts';
import {
  plantedGraph,
  plantedInput,
  type PlantedNetwork,
} from '../../pipeline/probes/planted-network.ts';
import { plantedNetworks } from '../../pipeline/probes/planted-networks.ts';
import { shuffledNetwork } from '../../pipeline/probes/shuffled-network.ts';
import type { ProbedGroup } from '../../pipeline/probes/transformation-grid.ts';
import { testRules } from './recovery.ts';

beforeAll(async () => {
  await openBackend('wasm');
});

/** A layer of units that have nothing to do with one another. */
function noise(group: ProbedGroup, layers: readonly string[]): PlantedNetwork {
  return {
    group,
    name: 'noise',
    description: '',
    graph: plantedGraph(
      layers.map((name, place) => ({
        name,
        size: 19,
        units: strangers(24, 50 + place).map((pattern) => ({ pattern, gain: 1, threshold: 0.06 })),
      })),
      'rgb',
      64,
    ),
    input: plantedInput(64),
    layers,
    families: [],
    stabiliser: [[0]],
    others: 24 * layers.length,
  };
}

describe('where nothing is planted nothing is found', () => {
  it.each([
    ['rotation', ['one'], 80],
    // As many pictures as real models are shown; fewer do not tell near from exact mirror images.
    ['reflection', ['one'], 200],
    ['scale', ['one', 'two'], 80],
  ] as const)('by %s', async (group, layers, pictures) => {
    const plan = { pictures, patchesPerPicture: 2, seed: 7 };
    expect(await discoverPlanted(noise(group, layers), plan, testRules)).toEqual([]);
  });

  it.each(['rotation 360', 'rotation 180'] as const)(
    'in the network of %s with its weights shuffled',
    async (name) => {
      const planted = plantedNetworks[name]();
      const graph = shuffledNetwork(planted.graph, new Random(3));
      const plan = { pictures: 60, patchesPerPicture: 2, seed: 7 };
      expect(await discoverPlanted({ ...planted, graph }, plan, testRules)).toEqual([]);
    },
  );
});
