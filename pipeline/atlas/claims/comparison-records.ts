import type { z } from 'zod';
import { analoguesListSchema, type Analogues } from '../../records/analogue.ts';
import { firstLayerListSchema, type FirstLayer } from '../../records/first-layer.ts';
import { knownTruthListSchema, type KnownTruth } from '../../records/known-truth.ts';
import { parseRecord } from '../../records/parse-record.ts';

/** What is said of several models together, as far as claims rest on it. */
export interface ComparisonRecords {
  readonly firstLayers: readonly FirstLayer[];
  readonly knownTruth: readonly KnownTruth[];
  readonly analogues: readonly Analogues[];
}

/** Before anything has been compared. */
export const NOTHING_COMPARED: ComparisonRecords = {
  firstLayers: [],
  knownTruth: [],
  analogues: [],
};

/**
 * The records of `content/comparison` as they are written.
 *
 * @param bytesOf a file of that folder, or undefined where there is none
 * @throws UserError for one that does not fit its schema
 */
export async function readComparison(
  bytesOf: (file: string) => Promise<Uint8Array | string | undefined>,
): Promise<ComparisonRecords> {
  const read = async <T>(file: string, schema: z.ZodType<T[]>): Promise<T[]> => {
    const bytes = await bytesOf(file);
    if (bytes === undefined) return [];
    const text = bytes instanceof Uint8Array ? new TextDecoder().decode(bytes) : bytes;
    return parseRecord(schema, JSON.parse(text), file);
  };
  return {
    firstLayers: await read('first-layers.json', firstLayerListSchema),
    knownTruth: await read('known-truth.json', knownTruthListSchema),
    analogues: await read('analogues.json', analoguesListSchema),
  };
}
