import { contactSheetListSchema } from '../records/contact-sheet.ts';
import { pictureListSchema } from '../records/picture.ts';
import { pictureSpriteListSchema } from '../records/picture-sprite.ts';
import { generatedFolders, readRecord } from './committed-records.ts';

/** A committed picture file of a model as its record tells of it. */
export interface CommittedPicture {
  /** Path below the site's root. */
  readonly file: string;
  /** sha256 of the file's bytes. */
  readonly digest: string;
  /** Of the stage that made it. */
  readonly stageKey: string;
}

/** Pictures of units, contact sheets and sprites of a model, those whose records have a digest. */
export async function committedPictures(root: string, model: string): Promise<CommittedPicture[]> {
  const { records } = generatedFolders(model);
  return [
    ...((await readRecord(root, `${records}/pictures.json`, pictureListSchema)) ?? []),
    ...((await readRecord(root, `${records}/contact-sheets.json`, contactSheetListSchema)) ?? []),
    ...((await readRecord(root, `${records}/sprites.json`, pictureSpriteListSchema)) ?? []),
  ];
}
