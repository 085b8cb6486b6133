import { contactSheetListSchema, type ContactSheet } from '../records/contact-sheet.ts';
import { familyListSchema } from '../records/family.ts';
import { parseRecord } from '../records/parse-record.ts';
import type { Provenance } from '../records/provenance.ts';
import { canonicalJson } from '../store/canonical-json.ts';
import { taskId } from '../store/stage.ts';
import { architectureTaskId, type Architecture } from './architecture-stage.ts';
import { assembleContactSheets } from './assemble-contact-sheets.ts';
import type { EmitArguments } from './emit-arguments.ts';
import { readJson } from './json-artifact.ts';
import { recordLines } from './record-lines.ts';

export interface EmittedPart {
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** Committed files that these take the place of, by path below the project's root. */
  readonly replaced: readonly string[];
}

/**
 * What there is to write where contact sheets are new and nothing else is: they are assembled from their
 * own artifacts and the committed record of the families, so that no other artifact's bytes are needed.
 *
 * @param recorded the committed provenance
 * @returns undefined where something else is new, or a record is missing
 */
export async function emitContactSheets(
  args: EmitArguments,
  recorded: readonly Provenance[],
): Promise<EmittedPart | undefined> {
  const { model, provenance, read, committed } = args;
  if (!onlySheetsDiffer([...provenance.values()], recorded)) return undefined;
  const folder = `content/atlas/${model.name}`;
  const record = async (file: string): Promise<unknown> => {
    const bytes = await committed(`${folder}/${file}`);
    return bytes && readJson<unknown>(bytes);
  };
  const path = 'contact-sheets.json';
  const [families, before] = [await record('families.json'), await record(path)];
  if (families === undefined || before === undefined) return undefined;
  const architecture = readJson<Architecture>(await read(architectureTaskId));
  const { sheets, files } = await assembleContactSheets(
    args,
    architecture,
    parseRecord(familyListSchema, families, 'families.json'),
  );
  const earlier = parseRecord<ContactSheet[]>(contactSheetListSchema, before, path);
  const text = recordLines(parseRecord<ContactSheet[]>(contactSheetListSchema, sheets, path));
  return {
    files: new Map<string, string | Uint8Array>([...files, [`${folder}/${path}`, text]]),
    replaced: earlier.map(({ file }) => `public/${file}`),
  };
}

function onlySheetsDiffer(now: readonly Provenance[], recorded: readonly Provenance[]): boolean {
  const others = (list: readonly Provenance[]): string =>
    list
      .filter(({ stage }) => stage !== 'contact sheets')
      .map((provenance) => canonicalJson(provenance))
      .join('\n');
  const ids = (list: readonly Provenance[]): string => list.map(taskId).join('\n');
  return others(now) === others(recorded) && ids(now) === ids(recorded);
}
