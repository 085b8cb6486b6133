import type { NetworkDesign } from '../../designed/network-design.ts';
import type { Graph } from '../../graph/ir.ts';
import type { Analogues } from '../../records/analogue.ts';
import type { FirstLayer } from '../../records/first-layer.ts';
import type { KnownTruth } from '../../records/known-truth.ts';
import type { ModelFile } from '../../records/model-file.ts';
import type { Tying } from '../../records/tying.ts';
import { analoguesDerivation, analoguesRecord, type TunedRecords } from './analogues-record.ts';
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
import type { ModelRecords } from './model-records.ts';
import { naturalTying, naturalTyingDerivation, type CircuitRecords } from './natural-tying.ts';
import { renew, type Renewal } from './renew.ts';

/** A model with its weights, or why they are not at hand. */
export interface ComparedModel {
  readonly file: ModelFile;
  /** Loads the network; undefined where there are no weights here. */
  readonly graph: (() => Promise<Graph>) | undefined;
  /** What is missing and what to do; empty where nothing is. */
  readonly missing: string;
}

/** A model with its design, where it is one of the project's, and its committed records. */
export interface PreparedModel extends ComparedModel {
  readonly design: NetworkDesign | undefined;
  readonly records: ModelRecords;
}

export function firstLayerEntry(
  { file, graph, missing }: PreparedModel,
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

export async function knownTruthEntry(
  { file, design, records: { families }, graph, missing }: PreparedModel,
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

export async function analoguesEntry(
  from: PreparedModel,
  to: PreparedModel,
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

function tuned({ file, records: { families, units } }: PreparedModel): TunedRecords | undefined {
  if (families === undefined || units === undefined) return undefined;
  return {
    name: file.name,
    families: families.value,
    familiesDigest: families.digest,
    units: units.value,
    unitsDigest: units.digest,
  };
}

export async function tyingEntry(
  model: PreparedModel,
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
  { file, records: { circuits, kernels } }: PreparedModel,
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
  { file, design, graph, missing }: PreparedModel,
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
