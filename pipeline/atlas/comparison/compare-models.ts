import type { z } from 'zod';
import { cifarNetworks } from '../../designed/cifar-networks.ts';
import type { NetworkDesign } from '../../designed/network-design.ts';
import { analoguesListSchema } from '../../records/analogue.ts';
import { firstLayerListSchema } from '../../records/first-layer.ts';
import { knownTruthListSchema } from '../../records/known-truth.ts';
import type { ModelFile } from '../../records/model-file.ts';
import { parseRecord } from '../../records/parse-record.ts';
import { tyingListSchema } from '../../records/tying.ts';
import { CLAIMS_PATH } from '../claims/assemble-claims.ts';
import { claimsBeside } from './claims-beside.ts';
import { COMPARISON_RECORDS } from './compared-folders.ts';
import {
  analoguesEntry,
  firstLayerEntry,
  knownTruthEntry,
  tyingEntry,
  type ComparedModel,
  type PreparedModel,
} from './compared-entries.ts';
import { readModelRecords, type ReadCommitted } from './model-records.ts';
import type { Renewal, Tally } from './renew.ts';

export interface ComparisonArguments {
  /** In the order of their names. */
  readonly models: readonly ComparedModel[];
  readonly read: ReadCommitted;
  /** Computes what is fresh, too. */
  readonly anew: boolean;
  note(line: string): void;
}

export interface Comparison {
  /** All records and new pictures by path below the project's root. */
  readonly files: ReadonlyMap<string, Uint8Array | string>;
  /** Paths of all pictures that the records name. */
  readonly pictures: readonly string[];
  readonly tally: Tally;
}

/**
 * What is said of several models together: their first layers, families beside those of others, families
 * of designed networks beside the known truth, weight tying. Entries that cannot be computed here stay as
 * they are committed, those of models that are gone go.
 */
export async function compareModels(args: ComparisonArguments): Promise<Comparison> {
  const { anew, note, read } = args;
  const tally: Tally = { computed: 0, fresh: 0, kept: 0 };
  const renewal: Renewal = { anew, tally, note };
  const models: PreparedModel[] = [];
  for (const model of args.models) {
    models.push({
      ...model,
      design: designOf(model.file),
      records: await readModelRecords(model.file.name, read),
    });
  }
  const files = new Map<string, Uint8Array | string>();
  const committed = async <T>(file: string, schema: z.ZodType<T[]>): Promise<T[]> => {
    const bytes = await read(`${COMPARISON_RECORDS}/${file}`);
    if (bytes === undefined) return [];
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return parseRecord(schema, value, `${COMPARISON_RECORDS}/${file}`);
  };
  // Parsing puts keys in the schema's order: an entry has the same bytes whether computed or kept.
  const put = <T>(file: string, schema: z.ZodType<T[]>, list: readonly unknown[]): void => {
    const entries = parseRecord(schema, list, file);
    const rows = entries.map((entry) => JSON.stringify(entry)).join(',\n');
    files.set(`${COMPARISON_RECORDS}/${file}`, list.length === 0 ? '[]\n' : `[\n${rows}\n]\n`);
  };

  const firstLayers = await committed('first-layers.json', firstLayerListSchema);
  const shown = await inOrder(models, (model) =>
    firstLayerEntry(model, firstLayers, renewal, files),
  );
  put('first-layers.json', firstLayerListSchema, shown);

  const truths = await committed('known-truth.json', knownTruthListSchema);
  put(
    'known-truth.json',
    knownTruthListSchema,
    await inOrder(models, (model) => knownTruthEntry(model, truths, renewal)),
  );

  const analogues = await committed('analogues.json', analoguesListSchema);
  const pairs = models.flatMap((from) =>
    models.flatMap((to) => (from === to ? [] : [[from, to] as const])),
  );
  put(
    'analogues.json',
    analoguesListSchema,
    await inOrder(pairs, ([from, to]) => analoguesEntry(from, to, analogues, renewal)),
  );

  const ties = await committed('tying.json', tyingListSchema);
  put(
    'tying.json',
    tyingListSchema,
    await inOrder(models, (model) => tyingEntry(model, ties, renewal)),
  );
  const claims = await claimsBeside(args.read, files);
  if (claims !== undefined) files.set(CLAIMS_PATH, claims);
  const pictures = shown.flatMap(({ sheets: { filters, gabors } }) =>
    [filters, gabors].map(({ file }) => `public/${file}`),
  );
  return { files, pictures, tally };
}

/** A trained network of a design, or its control with the weights as they are first drawn. */
function designOf({ name, controlOf }: ModelFile): NetworkDesign | undefined {
  return cifarNetworks.find((design) => design.name === (controlOf ?? name));
}

/** One after another: what is computed side by side would be in memory at once. */
async function inOrder<I, E>(
  items: readonly I[],
  make: (item: I) => Promise<E | undefined>,
): Promise<E[]> {
  const made: E[] = [];
  for (const item of items) {
    const entry = await make(item);
    if (entry !== undefined) made.push(entry);
  }
  return made;
}
