import { getCollection } from 'astro:content';
import type { Analogues, FirstLayer, KnownTruth, Tying } from '../../pipeline/records/index.ts';

/** The records of several models together; lists are empty where nothing has been compared. */
export interface Comparison {
  readonly firstLayers: readonly FirstLayer[];
  readonly knownTruth: readonly KnownTruth[];
  readonly analogues: readonly Analogues[];
  readonly tying: readonly Tying[];
}

export async function readComparison(): Promise<Comparison> {
  const [firstLayers, knownTruth, analogues, tying] = await Promise.all([
    getCollection('firstLayers'),
    getCollection('knownTruth'),
    getCollection('analogues'),
    getCollection('tying'),
  ]);
  return {
    firstLayers: firstLayers.flatMap(({ data }) => data.value),
    knownTruth: knownTruth.flatMap(({ data }) => data.value),
    analogues: analogues.flatMap(({ data }) => data.value),
    tying: tying.flatMap(({ data }) => data.value),
  };
}
