import type { ContactSheet } from '../records/contact-sheet.ts';
import type { Family } from '../records/family.ts';
import type { PictureSprite } from '../records/picture-sprite.ts';
import type { Architecture } from './architecture-stage.ts';
import { pictureFile } from './assemble-pictures.ts';
import type { ContactSheetArtifact } from './contact-sheets-stage.ts';
import type { EmitArguments } from './emit-arguments.ts';
import { round } from './family-draft.ts';
import { readJson } from './json-artifact.ts';
import type { PictureSpriteArtifact } from './picture-sprites-stage.ts';
import type { RecordedPictures } from './recorded-pictures.ts';

/**
 * Records and files of the contact sheets of all families that have one.
 *
 * @param earlier a layer's records that still hold are taken from here, without files
 */
export async function assembleContactSheets(
  { model, provenance, read }: Pick<EmitArguments, 'model' | 'provenance' | 'read'>,
  { layers }: Architecture,
  families: readonly Family[],
  earlier?: RecordedPictures,
): Promise<{ sheets: ContactSheet[]; files: ReadonlyMap<string, Uint8Array> }> {
  const sheets: ContactSheet[] = [];
  const files = new Map<string, Uint8Array>();
  for (const { name: layer } of layers) {
    const id = `contact sheets ${layer}`;
    if (!provenance.has(id)) continue;
    if (earlier?.holds([id])) {
      sheets.push(...earlier.sheets.filter((sheet) => sheet.layer === layer));
      continue;
    }
    const { key, backend } = provenance.get(id)!;
    for (const artifact of readJson<ContactSheetArtifact[]>(await read(id))) {
      const { group, units, webp, width, height, similarity, unmoved } = artifact;
      const members = [...units].sort((a, b) => a - b).join();
      const family = families.find(
        (candidate) =>
          candidate.group === group && candidate.layer === layer && unitsOf(candidate) === members,
      );
      // It may have become part of a hue-rotation family.
      if (family === undefined) continue;
      const { bytes, digest, file } = pictureFile(model.name, webp);
      files.set(`public/${file}`, bytes);
      sheets.push({
        ...{ family: family.tag, layer, units: [...units], file, digest, width, height },
        similarity: round(similarity, 4),
        unmoved: round(unmoved, 4),
        null: artifact.null && {
          ...artifact.null,
          mean: round(artifact.null.mean, 4),
          q95: round(artifact.null.q95, 4),
        },
        backend,
        stageKey: key,
      });
    }
  }
  return { sheets, files };
}

/**
 * Records and files of the sprites of all layers that have one.
 *
 * @param earlier a layer's record that still holds is taken from here, without its file
 */
export async function assembleSprites(
  { model, provenance, read }: Pick<EmitArguments, 'model' | 'provenance' | 'read'>,
  layers: Architecture['layers'],
  earlier?: RecordedPictures,
): Promise<{ sprites: PictureSprite[]; files: ReadonlyMap<string, Uint8Array> }> {
  const sprites: PictureSprite[] = [];
  const files = new Map<string, Uint8Array>();
  for (const { name: layer } of layers) {
    const id = `picture sprites ${layer}`;
    if (!provenance.has(id)) continue;
    if (earlier?.holds([id])) {
      sprites.push(...earlier.sprites.filter((sprite) => sprite.layer === layer));
      continue;
    }
    const { webp, units, ...shape } = readJson<PictureSpriteArtifact>(await read(id));
    const { bytes, digest, file } = pictureFile(model.name, webp);
    files.set(`public/${file}`, bytes);
    const stageKey = provenance.get(id)!.key;
    sprites.push({ layer, units: [...units], file, digest, ...shape, stageKey });
  }
  return { sprites, files };
}

function unitsOf({ members }: Family): string {
  return members
    .map(({ unit }) => unit)
    .sort((a, b) => a - b)
    .join();
}
