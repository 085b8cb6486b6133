import type { z } from 'zod';
import { cifarNetworks } from '../../designed/cifar-networks.ts';
import type { NetworkDesign } from '../../designed/network-design.ts';
import type { Graph } from '../../graph/ir.ts';
import { analoguesListSchema, type Analogues } from '../../records/analogue.ts';
import { firstLayerListSchema, type FirstLayer } from '../../records/first-layer.ts';
import { knownTruthListSchema, type KnownTruth } from '../../records/known-truth.ts';
import type { ModelFile } from '../../records/model-file.ts';
import { parseRecord } from '../../records/parse-record.ts';
import { tyingListSchema, type Tying } from '../../records/tying.ts';
import { analoguesDerivation, analoguesRecord, type TunedRecords } from './analogues-record.ts';
import { CLAIMS_PATH } from '../claims/assemble-claims.ts';
import { claimsBeside } from './claims-beside.ts';
import { COMPARISON_RECORDS } from './compared-folders.ts';
import { designedTying, designedTyingDerivation } from './designed-tying.ts';
import {
  firstLayerDerivation,
  firstLayerRecord,
  type FirstLayerSource,
} from './first-layer-record.ts';
import {
  hasFields,
  knownTruthDerivation,
  knownTruthRecord,
  type DesignedRecords,
} from './known-truth-record.ts';
import { readModelRecords, type ModelRecords, type ReadCommitted } from './model-records.ts';
import { naturalTying, naturalTyingDerivation, type CircuitRecords } from './natural-tying.ts';
import { renew, type Renewal, type Tally } from './renew.ts';

/** A model with its weights, or why they are not at hand. */
export interface ComparedModel {
  readonly file: ModelFile;
  /** Loads the network; undefined where there are no weights here. */
  readonly graph: (() => Promise<Graph>) | undefined;
  /** What is missing and what to do; empty where nothing is. */
  readonly missing: string;
}

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

interface Prepared extends ComparedModel {
  readonly design: NetworkDesign | undefined;
  readonly records: ModelRecords;
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
  const models: Prepared[] = [];
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
  const shown = await inOrder(models, (model) => firstLayer(model, firstLayers, renewal, files));
  put('first-layers.json', firstLayerListSchema, shown);

  const truths = await committed('known-truth.json', knownTruthListSchema);
  put(
    'known-truth.json',
    knownTruthListSchema,
    await inOrder(models, (model) => knownTruth(model, truths, renewal)),
  );

  const analogues = await committed('analogues.json', analoguesListSchema);
  const pairs = models.flatMap((from) =>
    models.flatMap((to) => (from === to ? [] : [[from, to] as const])),
  );
  put(
    'analogues.json',
    analoguesListSchema,
    await inOrder(pairs, ([from, to]) => analoguesOf(from, to, analogues, renewal)),
  );

  const ties = await committed('tying.json', tyingListSchema);
  put('tying.json', tyingListSchema, await inOrder(models, (model) => tying(model, ties, renewal)));
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

function firstLayer(
  { file, graph, missing }: Prepared,
  committed: readonly FirstLayer[],
  renewal: Renewal,
  files: Map<string, Uint8Array | string>,
): Promise<FirstLayer | undefined> {
  const source: FirstLayerSource = {
    name: file.name,
    title: file.title,
    channels: file.input.channels,
    tensorDigest: file.weights.tensorDigest,
  };
  return renew(
    renewal,
    `first layer of ${file.name}`,
    committed.find(({ model }) => model === file.name),
    firstLayerDerivation(source),
    graph &&
      (async () => {
        const { record, files: pictures } = await firstLayerRecord(source, await graph());
        for (const [path, bytes] of pictures) files.set(`public/${path}`, bytes);
        return record;
      }),
    missing,
  );
}

async function knownTruth(
  { file, design, records: { families }, graph, missing }: Prepared,
  committed: readonly KnownTruth[],
  renewal: Renewal,
): Promise<KnownTruth | undefined> {
  if (design === undefined || !hasFields(design) || families === undefined) return undefined;
  const records: DesignedRecords = {
    name: file.name,
    controlOf: file.controlOf,
    tensorDigest: file.weights.tensorDigest,
    layers: file.layers.map(({ name }) => name),
    families: families.value,
    familiesDigest: families.digest,
  };
  return renew(
    renewal,
    `known truth of ${file.name}`,
    committed.find(({ model }) => model === file.name),
    knownTruthDerivation(records, design),
    graph && (async () => knownTruthRecord(records, design, await graph())),
    missing,
  );
}

async function analoguesOf(
  from: Prepared,
  to: Prepared,
  committed: readonly Analogues[],
  renewal: Renewal,
): Promise<Analogues | undefined> {
  const ends = [tuned(from), tuned(to)];
  const [own, other] = ends;
  if (own === undefined || other === undefined) return undefined;
  return renew(
    renewal,
    `analogues of ${own.name} in ${other.name}`,
    committed.find((entry) => entry.from === own.name && entry.to === other.name),
    analoguesDerivation(own, other),
    () => analoguesRecord(own, other),
    '',
  );
}

function tuned({ file, records: { families, units } }: Prepared): TunedRecords | undefined {
  if (families === undefined || units === undefined) return undefined;
  return {
    name: file.name,
    families: families.value,
    familiesDigest: families.digest,
    units: units.value,
    unitsDigest: units.digest,
  };
}

async function tying(
  model: Prepared,
  committed: readonly Tying[],
  renewal: Renewal,
): Promise<Tying | undefined> {
  const { name } = model.file;
  const before = committed.find((entry) => entry.model === name);
  const natural = await naturalPart(model, before, renewal);
  const designed = await designedPart(model, before, renewal);
  return (natural ?? designed) ? { model: name, natural, designed } : undefined;
}

async function naturalPart(
  { file, records: { circuits, kernels } }: Prepared,
  before: Tying | undefined,
  renewal: Renewal,
): Promise<Tying['natural']> {
  if (circuits === undefined || kernels === undefined) return null;
  const records: CircuitRecords = {
    circuits: circuits.value,
    circuitsDigest: circuits.digest,
    kernelsDigest: kernels.digest,
  };
  const entry = await renew(
    renewal,
    `weight tying of ${file.name}`,
    before?.natural,
    naturalTyingDerivation(records),
    () => naturalTying(records, (tag) => kernels.value.get(tag)!),
    '',
  );
  return entry ?? null;
}

async function designedPart(
  { file, design, graph, missing }: Prepared,
  before: Tying | undefined,
  renewal: Renewal,
): Promise<Tying['designed']> {
  if (design === undefined || !hasFields(design)) return null;
  const { tensorDigest } = file.weights;
  const entry = await renew(
    renewal,
    `weight tying by design of ${file.name}`,
    before?.designed,
    designedTyingDerivation(design, tensorDigest),
    graph && (async () => designedTying(design, await graph(), tensorDigest)),
    missing,
  );
  return entry ?? null;
}
