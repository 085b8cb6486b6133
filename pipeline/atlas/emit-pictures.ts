import { contactSheetListSchema } from '../records/contact-sheet.ts';
import { familyListSchema } from '../records/family.ts';
import { parseRecord } from '../records/parse-record.ts';
import { pictureListSchema } from '../records/picture.ts';
import { pictureSpriteListSchema } from '../records/picture-sprite.ts';
import type { Provenance } from '../records/provenance.ts';
import { unitListSchema } from '../records/unit.ts';
import { canonicalJson } from '../store/canonical-json.ts';
import {
  architectureTaskId,
  innerArchitectureTaskId,
  type Architecture,
} from './architecture-stage.ts';
import { assembleContactSheets, assembleSprites } from './assemble-contact-sheets.ts';
import { assemblePictures } from './assemble-pictures.ts';
import { coveredUnitsTaskId, type CoveredUnits } from './covered-units-stage.ts';
import type { EmitArguments } from './emit-arguments.ts';
import { readJson } from './json-artifact.ts';
import { probeTasks } from './probe-tasks.ts';
import { recordLines } from './record-lines.ts';
import { recordedPictures } from './recorded-pictures.ts';
import { trained } from './variants.ts';

export interface EmittedPart {
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** Committed files that these take the place of, by path below the project's root. */
  readonly replaced: readonly string[];
}

/** Stages that nothing but the records of pictures, and which there are, is made of. */
const PICTURE_STAGES: ReadonlySet<string> = new Set([
  'covered units',
  'picture',
  'picture checks',
  'picture sprites',
  'contact sheets',
  'leaves pictures',
]);

/**
 * What there is to write where pictures, which there are, their checks, sprites or contact sheets are new
 * and nothing else is: what is new is assembled from its own artifacts, the rest stays as it is recorded,
 * and families and passports are read from their committed records, so that no other artifact's bytes are
 * needed.
 *
 * @param before the committed provenance
 * @returns undefined where something else is new, or a record is missing
 */
export async function emitPictures(
  args: EmitArguments,
  before: readonly Provenance[],
): Promise<EmittedPart | undefined> {
  const { model, provenance, read, committed } = args;
  if (besidesPictures([...provenance.values()]) !== besidesPictures(before)) return undefined;
  const folder = `content/atlas/${model.name}`;
  const recordOf = async (file: string): Promise<unknown> => {
    const bytes = await committed(`${folder}/${file}`);
    return bytes && readJson<unknown>(bytes);
  };
  const earlier = await recordedPictures(recordOf, provenance, before);
  const [familyList, units] = [await recordOf('families.json'), await recordOf('units.json')];
  if (earlier === undefined || familyList === undefined || units === undefined) return undefined;
  const families = parseRecord(familyListSchema, familyList, 'families.json');

  const json = async <T>(id: string): Promise<T> => readJson<T>(await read(id));
  const architecture = await json<Architecture>(architectureTaskId);
  const inner = provenance.has(innerArchitectureTaskId)
    ? (await json<Architecture>(innerArchitectureTaskId)).layers
    : [];
  const sources = {
    ...{ architecture, inner, families },
    covered: await json<CoveredUnits>(coveredUnitsTaskId),
    probes: probeTasks(model, trained, architecture),
    passports: parseRecord(unitListSchema, units, 'units.json'),
  };
  const pictures = await assemblePictures(args, sources, earlier);
  const contact = await assembleContactSheets(args, architecture, families, earlier);
  const sprites = await assembleSprites(args, [...architecture.layers, ...inner], earlier);
  const texts = [
    ['pictures.json', parseRecord(pictureListSchema, pictures.pictures, 'pictures.json')],
    [
      'contact-sheets.json',
      parseRecord(contactSheetListSchema, contact.sheets, 'contact-sheets.json'),
    ],
    ['sprites.json', parseRecord(pictureSpriteListSchema, sprites.sprites, 'sprites.json')],
  ] as const;
  const shown = new Set(
    [...pictures.pictures, ...contact.sheets, ...sprites.sprites].map(({ file }) => file),
  );
  const gone = [...earlier.pictures, ...earlier.sheets, ...earlier.sprites].filter(
    ({ file }) => !shown.has(file),
  );
  return {
    files: new Map<string, string | Uint8Array>([
      [`${folder}/artifacts/covered-units.json`, await read(coveredUnitsTaskId)],
      ...[pictures, contact, sprites].flatMap(({ files }) => [...files]),
      ...texts.map(([file, list]): [string, string] => [`${folder}/${file}`, recordLines(list)]),
    ]),
    replaced: [...new Set(gone.map(({ file }) => `public/${file}`))],
  };
}

function besidesPictures(list: readonly Provenance[]): string {
  return list
    .filter(({ stage }) => !PICTURE_STAGES.has(stage))
    .map((provenance) => canonicalJson(provenance))
    .join('\n');
}
