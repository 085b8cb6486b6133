import { contactSheetListSchema, type ContactSheet } from '../records/contact-sheet.ts';
import { parseRecord } from '../records/parse-record.ts';
import { pictureListSchema, type Picture } from '../records/picture.ts';
import { pictureSpriteListSchema, type PictureSprite } from '../records/picture-sprite.ts';
import type { Provenance } from '../records/provenance.ts';
import { canonicalJson } from '../store/canonical-json.ts';
import { taskId } from '../store/stage.ts';

/** Committed records of pictures, which still hold where what they were made of is as it was. */
export interface RecordedPictures {
  readonly pictures: readonly Picture[];
  readonly sheets: readonly ContactSheet[];
  readonly sprites: readonly PictureSprite[];
  /** Whether these tasks gave the recorded artifacts and no others. */
  holds(ids: readonly string[]): boolean;
}

/**
 * @param recordOf a committed record by its file's name, parsed; undefined where there is none
 * @param now provenance of every task by id
 * @param before the committed provenance
 * @returns undefined where a record is missing
 */
export async function recordedPictures(
  recordOf: (file: string) => Promise<unknown>,
  now: ReadonlyMap<string, Provenance>,
  before: readonly Provenance[],
): Promise<RecordedPictures | undefined> {
  const files = ['pictures.json', 'contact-sheets.json', 'sprites.json'] as const;
  const [pictures, sheets, sprites] = await Promise.all(files.map(recordOf));
  if (pictures === undefined || sheets === undefined || sprites === undefined) return undefined;
  const recorded = new Map(before.map((provenance) => [taskId(provenance), provenance]));
  return {
    pictures: parseRecord<Picture[]>(pictureListSchema, pictures, files[0]),
    sheets: parseRecord<ContactSheet[]>(contactSheetListSchema, sheets, files[1]),
    sprites: parseRecord<PictureSprite[]>(pictureSpriteListSchema, sprites, files[2]),
    holds: (ids) =>
      ids.every((id) => {
        const [a, b] = [now.get(id), recorded.get(id)];
        return a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b);
      }),
  };
}
