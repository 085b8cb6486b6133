import type { Family } from '../records/family.ts';
import type { Picture } from '../records/picture.ts';
import { digestOf } from '../store/digest.ts';
import type { EmitArguments } from './emit-arguments.ts';
import { readJson } from './json-artifact.ts';
import type { PictureCheck } from './picture-checks-stage.ts';
import type { PictureArtifact } from './picture-stage.ts';

/** Records and files of the feature pictures of all members, in the order of the families. */
export async function assemblePictures(
  { model, provenance, read }: Pick<EmitArguments, 'model' | 'provenance' | 'read'>,
  families: readonly Family[],
): Promise<{
  readonly pictures: readonly Picture[];
  readonly files: ReadonlyMap<string, Uint8Array>;
}> {
  const pictures: Picture[] = [];
  const files = new Map<string, Uint8Array>();
  for (const layer of new Set(families.map((family) => family.layer))) {
    const checks = readJson<PictureCheck[]>(await read(`picture checks ${layer}`));
    for (const family of families.filter((candidate) => candidate.layer === layer)) {
      const members = family.members.map(({ unit }) => unit);
      for (const unit of members) {
        const id = `picture ${layer}:${String(unit)}`;
        const { webp, width, height, seed, steps, retries } = readJson<PictureArtifact>(
          await read(id),
        );
        const bytes = new Uint8Array(Buffer.from(webp, 'base64'));
        const digest = digestOf(bytes);
        const file = `atlas/${model.name}/${digest.slice(0, 16)}.webp`;
        files.set(`public/${file}`, bytes);
        const { key, backend } = provenance.get(id)!;
        const { responses, ...check } = checks.find((candidate) => candidate.unit === unit)!;
        pictures.push({
          layer,
          unit,
          kind: 'unit',
          file,
          digest,
          width,
          height,
          seed,
          steps,
          retries,
          backend,
          check: {
            activation: check.activation,
            relativeToCurves: check.relativeToCurves,
            rank: check.rank,
            of: check.of,
            rankInFamily: rankAmong(responses, members, unit),
            familySize: members.length,
          },
          stageKey: key,
        });
      }
    }
  }
  return { pictures, files };
}

/** Rank of the unit's own picture among those of its family, by the unit's response. */
function rankAmong(
  responses: Readonly<Record<string, number>>,
  members: readonly number[],
  unit: number,
): number {
  const own = responses[String(unit)]!;
  return 1 + members.filter((other) => responses[String(other)]! > own).length;
}
