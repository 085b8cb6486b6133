import type { Family } from '../records/family.ts';
import type { LeavesPicture, Picture, UnitPicture } from '../records/picture.ts';
import type { Unit } from '../records/unit.ts';
import { digestOf } from '../store/digest.ts';
import { unitsIn } from './assemble-model.ts';
import type { CoveredUnits } from './covered-units-stage.ts';
import type { EmitArguments } from './emit-arguments.ts';
import { readJson } from './json-artifact.ts';
import type { LeavesPictureArtifact } from './leaves-pictures-stage.ts';
import type { PictureCheck } from './picture-checks-stage.ts';
import type { PictureArtifact } from './picture-stage.ts';

export interface AssembledPictures {
  readonly pictures: readonly Picture[];
  /** By path below the project's root. */
  readonly files: ReadonlyMap<string, Uint8Array>;
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

/** Records and files of the pictures of all units that have a passport, by layer and unit. */
export async function assemblePictures(
  { model, provenance, read }: Pick<EmitArguments, 'model' | 'provenance' | 'read'>,
  covered: CoveredUnits,
  families: readonly Family[],
  passports: readonly Pick<Unit, 'layer' | 'unit'>[],
): Promise<AssembledPictures> {
  const pictures: Picture[] = [];
  const files = new Map<string, Uint8Array>();
  const keep = (webp: string) => {
    const { bytes, digest, file } = pictureFile(model.name, webp);
    files.set(`public/${file}`, bytes);
    return { digest, file };
  };
  for (const [layer, { units: candidates }] of Object.entries(covered)) {
    // A family may have become part of a hue-rotation family, and a fit may have failed in the end.
    const kept = new Set(passports.filter((unit) => unit.layer === layer).map(({ unit }) => unit));
    const units = candidates.filter((unit) => kept.has(unit));
    const leavesId = `leaves pictures ${layer}`;
    if (!provenance.has(leavesId)) continue;
    const leaves = readJson<LeavesPictureArtifact[]>(await read(leavesId));
    const checksId = `picture checks ${layer}`;
    const checks = provenance.has(checksId)
      ? readJson<PictureCheck[]>(await read(checksId))
      : undefined;
    for (const unit of units) {
      const check = checks?.find((candidate) => candidate.unit === unit);
      if (check) {
        const id = `picture ${layer}:${String(unit)}`;
        const artifact = readJson<PictureArtifact>(await read(id));
        const { key, backend } = provenance.get(id)!;
        const entry: UnitPicture = {
          layer,
          unit,
          kind: 'unit',
          ...keep(artifact.webp),
          width: artifact.width,
          height: artifact.height,
          seed: artifact.seed,
          steps: artifact.steps,
          retries: artifact.retries,
          backend,
          check: {
            activation: check.activation,
            relativeToStimuli: check.relativeToStimuli,
            rank: check.rank,
            of: check.of,
            ...rankInFamily(check, families, layer),
          },
          stageKey: key,
        };
        pictures.push(entry);
      }
      const patch = leaves.find((candidate) => candidate.unit === unit)!;
      const { key, backend } = provenance.get(leavesId)!;
      const entry: LeavesPicture = {
        layer,
        unit,
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
  // Only members with a picture can be compared.
  const pictured = members.filter((other) => responses[String(other)] !== undefined);
  return {
    rankInFamily: 1 + pictured.filter((other) => responses[String(other)]! > own).length,
    familySize: pictured.length,
  };
}
