import type { Family } from '../records/family.ts';
import type {
  ChannelPicture,
  LeavesPicture,
  NegativePicture,
  Picture,
  UnitPicture,
} from '../records/picture.ts';
import type { Provenance } from '../records/provenance.ts';
import type { Unit } from '../records/unit.ts';
import { digestOf } from '../store/digest.ts';
import { taskId } from '../store/stage.ts';
import { pictureKinds, type PictureKind } from '../visualize/picture-settings.ts';
import type { Architecture } from './architecture-stage.ts';
import { unitsIn } from './assemble-model.ts';
import type { CoveredUnits } from './covered-units-stage.ts';
import type { EmitArguments } from './emit-arguments.ts';
import { readJson } from './json-artifact.ts';
import type { LeavesPictureArtifact } from './leaves-pictures-stage.ts';
import type { PictureCheck } from './picture-checks-stage.ts';
import { batchSubject, pictureBatches, type PictureBatch } from './picture-plan.ts';
import type { PictureArtifact } from './picture-stage.ts';
import type { ProbeTasks } from './probe-tasks.ts';
import { innerBatches, picturedUnits } from './picture-tasks.ts';
import type { RecordedPictures } from './recorded-pictures.ts';

export interface AssembledPictures {
  readonly pictures: readonly Picture[];
  /** By path below the project's root. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** What pictures are assembled from. */
export interface PictureSources {
  readonly architecture: Architecture;
  /** Layers that only get pictures. */
  readonly inner: Architecture['layers'];
  readonly covered: CoveredUnits;
  readonly probes: ProbeTasks;
  readonly families: readonly Family[];
  /** A patch of dead leaves is kept for units that have a passport. */
  readonly passports: readonly Pick<Unit, 'layer' | 'unit'>[];
}

/** A picture file named by its digest. */
export function pictureFile(
  model: string,
  webp: string,
): { readonly bytes: Uint8Array; readonly digest: string; readonly file: string } {
  const bytes = new Uint8Array(Buffer.from(webp, 'base64'));
  const digest = digestOf(bytes);
  return { bytes, digest, file: `atlas/${model}/${digest.slice(0, 16)}.webp` };
}

/**
 * Records and files of all pictures, by layer, kind and unit.
 *
 * @param earlier records of a kind and a layer that still hold are taken from here, without files
 */
export async function assemblePictures(
  { model, provenance, read }: Pick<EmitArguments, 'model' | 'provenance' | 'read'>,
  { architecture, inner, covered, probes, families, passports }: PictureSources,
  earlier?: RecordedPictures,
): Promise<AssembledPictures> {
  const pictures: Picture[] = [];
  const files = new Map<string, Uint8Array>();
  const keep = (webp: string) => {
    const { bytes, digest, file } = pictureFile(model.name, webp);
    files.set(`public/${file}`, bytes);
    return { digest, file };
  };
  /** Takes a layer's records of a kind as they are, where what they were made of still holds. */
  const kept = (layer: string, kind: Picture['kind'], ids: readonly string[]): boolean => {
    if (!earlier?.holds(ids)) return false;
    // A batch that is no longer made may have left pictures of the same layer and kind.
    const keys = new Set(ids.map((id) => provenance.get(id)!.key));
    pictures.push(
      ...earlier.pictures.filter(
        (p) => p.layer === layer && p.kind === kind && keys.has(p.stageKey),
      ),
    );
    return true;
  };
  const draw = async (
    batch: PictureBatch,
    shown: (unit: number) => boolean,
    record: (head: Head, artifact: PictureArtifact) => Picture,
  ): Promise<void> => {
    const id = pictureId(batch);
    const made = provenance.get(id)!;
    for (const artifact of readJson<PictureArtifact[]>(await read(id))) {
      if (!shown(artifact.unit)) continue;
      const head = { ...keep(artifact.webp), ...headOf(batch.layer, artifact, made) };
      pictures.push(record(head, artifact));
    }
  };
  for (const layer of inner) {
    const batches = innerBatches(layer);
    if (kept(layer.name, 'unit', batches.map(pictureId))) continue;
    const everyUnit = () => true;
    for (const batch of batches) {
      await draw(batch, everyUnit, (head) => ({ ...head, kind: 'unit', check: null }));
    }
  }
  for (const layer of architecture.layers) {
    // A candidate may have become part of a hue-rotation family, or of none in the end.
    const members = new Set(families.flatMap((family) => unitsIn(family, layer.name)));
    for (const kind of pictureKinds) {
      const batches = pictureBatches(layer, kind, picturedUnits(layer, kind, covered, probes));
      if (batches.length === 0) continue;
      const checksId = kind === 'channel' ? undefined : `picture checks ${kind} ${layer.name}`;
      const ids = [...batches.map(pictureId), ...(checksId === undefined ? [] : [checksId])];
      if (kept(layer.name, kind, ids)) continue;
      const checks = checksId === undefined ? [] : readJson<PictureCheck[]>(await read(checksId));
      for (const batch of batches) {
        const shown = (unit: number): boolean => kind === 'unit' || members.has(unit);
        await draw(batch, shown, (head, artifact) => {
          const check = checks.find(({ unit }) => unit === artifact.unit);
          return optimisedPicture(kind, head, artifact, check, families);
        });
      }
    }
    const leavesId = `leaves pictures ${layer.name}`;
    if (!provenance.has(leavesId) || kept(layer.name, 'dead leaves', [leavesId])) continue;
    const { key, backend } = provenance.get(leavesId)!;
    // A family may have become part of a hue-rotation family, and a fit may have failed in the end.
    const described = new Set(
      passports.filter((p) => p.layer === layer.name).map(({ unit }) => unit),
    );
    for (const patch of readJson<LeavesPictureArtifact[]>(await read(leavesId))) {
      if (!described.has(patch.unit)) continue;
      const entry: LeavesPicture = {
        layer: layer.name,
        unit: patch.unit,
        kind: 'dead leaves',
        ...keep(patch.webp),
        width: patch.side,
        height: patch.side,
        seed: patch.seed,
        activation: patch.activation,
        backend,
        stageKey: key,
      };
      pictures.push(entry);
    }
  }
  return { pictures, files };
}

function pictureId(batch: PictureBatch): string {
  return taskId({ stage: 'picture', subject: batchSubject(batch) });
}

type Head = Omit<ChannelPicture, 'kind' | 'activation'>;

function headOf(
  layer: string,
  { unit, width, height, seed, steps, retries }: PictureArtifact,
  { key, backend }: Provenance,
): Omit<Head, 'digest' | 'file'> {
  return { layer, unit, width, height, seed, steps, retries, backend, stageKey: key };
}

function optimisedPicture(
  kind: PictureKind,
  head: Head,
  { activation: raised }: PictureArtifact,
  check: PictureCheck | undefined,
  families: readonly Family[],
): Picture {
  switch (kind) {
    case 'unit': {
      const { activation, relativeToStimuli, rank, of, drives } = check!;
      const inFamily = rankInFamily(check!, families, head.layer);
      const ranked = { activation, relativeToStimuli, rank, of, drives, ...inFamily };
      return { ...head, kind, check: ranked } satisfies UnitPicture;
    }
    case 'negative': {
      const checked = { activation: check!.activation, drives: check!.drives };
      return { ...head, kind, activation: raised, check: checked } satisfies NegativePicture;
    }
    case 'channel':
      return { ...head, kind, activation: raised } satisfies ChannelPicture;
  }
}

/** Rank of the unit's own picture among those of its largest family, by the unit's response. */
function rankInFamily(
  { unit, responses }: PictureCheck,
  families: readonly Family[],
  layer: string,
): { readonly rankInFamily: number; readonly familySize: number } {
  const members = families
    .map((family) => unitsIn(family, layer))
    .filter((units) => units.includes(unit))
    .reduce<readonly number[]>(
      (most, units) => (units.length > most.length ? units : most),
      [unit],
    );
  const own = responses[String(unit)]!;
  return {
    rankInFamily: 1 + members.filter((other) => responses[String(other)]! > own).length,
    familySize: members.length,
  };
}
