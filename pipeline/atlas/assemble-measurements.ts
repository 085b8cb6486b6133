import type { ErrorLedger, ErrorLedgerMeasurement } from '../records/error-ledger.ts';
import type { Family, GroupName } from '../records/family.ts';
import type { LieDerivative, LieDerivativeMeasurement } from '../records/lie-derivative.ts';
import type { StimulusGallery } from '../records/stimulus-gallery.ts';
import type { ReflectionTying, WeightEquivariance } from '../records/weight-equivariance.ts';
import { pictureFile } from './assemble-pictures.ts';
import type { EmitArguments } from './emit-arguments.ts';
import type { GalleryArtifact } from './gallery-stage.ts';
import { readJson } from './json-artifact.ts';
import { neighbours } from './task-graph.ts';
import type { FirstLayerTies } from './weight-equivariance-stages.ts';

/** The record of the Lie derivative. */
export async function assembleLieDerivative({
  model,
  provenance,
  read,
}: EmitArguments): Promise<LieDerivative> {
  const id = 'lie derivative all layers';
  const measured = readJson<LieDerivativeMeasurement>(await read(id));
  return { ...measured, model: model.name, stageKey: provenance.get(id)!.key };
}

/** The record of the ruler's own errors. */
export async function assembleErrorLedger({
  model,
  provenance,
  read,
}: EmitArguments): Promise<ErrorLedger> {
  const id = 'error ledger all layers';
  const measured = readJson<ErrorLedgerMeasurement>(await read(id));
  return { ...measured, model: model.name, stageKey: provenance.get(id)!.key };
}

/** The record of tied weights: the first layer's families that are in the records, and mirror pairs. */
export async function assembleWeightEquivariance(
  { model, provenance, read }: EmitArguments,
  families: readonly Family[],
  tagOf: (layer: string, group: GroupName, index: number) => string | undefined,
): Promise<WeightEquivariance> {
  const [first] = model.layers;
  const id = `first-layer tying ${first!.name}`;
  const ties = readJson<FirstLayerTies>(await read(id));
  const firstLayer = ties.flatMap(({ group, index, tying }) => {
    const tag = tagOf(first!.name, group, index);
    if (tag === undefined || !families.some((family) => family.tag === tag)) return [];
    const stageKey = provenance.get(id)!.key;
    return [{ ...tying, layer: first!.name, family: tag, stageKey }];
  });
  const reflection: WeightEquivariance['reflection'] = [];
  for (const [from, to] of neighbours(model)) {
    const task = `reflection tying ${from} → ${to}`;
    const tying = readJson<ReflectionTying | null>(await read(task));
    if (tying) reflection.push({ ...tying, from, to, stageKey: provenance.get(task)!.key });
  }
  return { model: model.name, firstLayer, reflection };
}

/** The record of the stimulus gallery and its files, by path below the project's root. */
export async function assembleGallery({
  model,
  read,
}: EmitArguments): Promise<{ gallery: StimulusGallery; files: ReadonlyMap<string, Uint8Array> }> {
  const { side, kinds, leaves } = readJson<GalleryArtifact>(
    await read('stimulus gallery all kinds'),
  );
  const files = new Map<string, Uint8Array>();
  const keep = (webp: string): string => {
    const { bytes, file } = pictureFile(model.name, webp);
    files.set(`public/${file}`, bytes);
    return file;
  };
  const gallery: StimulusGallery = {
    size: side,
    kinds: kinds.map(({ conditions, axes, ...kind }) => ({
      ...kind,
      axes: [...axes],
      conditions: conditions.map(({ condition, webp }) => ({ condition, file: keep(webp) })),
    })),
    deadLeaves: leaves.map(({ seed, webp }) => ({ seed, file: keep(webp) })),
  };
  return { gallery, files };
}
