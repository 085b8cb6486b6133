import { circuitListSchema } from '../../records/circuit.ts';
import { readJson } from '../json-artifact.ts';
import type { EmitArguments } from '../emit-arguments.ts';
import type { BytesOf } from './assemble-claims.ts';

const files = [
  'model.json',
  'families.json',
  'circuits.json',
  'scan.json',
  'coverage.json',
  'controls.json',
  'weight-equivariance.json',
  'units.json',
];

/** The committed records from which claims are answered, of those models that have some. */
export async function committedClaimRecords(
  models: Iterable<string>,
  committed: EmitArguments['committed'],
): Promise<ReadonlyMap<string, BytesOf>> {
  const found = new Map<string, BytesOf>();
  for (const model of models) {
    const folder = `content/atlas/${model}`;
    if ((await committed(`${folder}/model.json`)) === undefined) continue;
    const circuits = await committed(`${folder}/circuits.json`);
    const tags = circuits ? circuitListSchema.parse(readJson(circuits)).map(({ tag }) => tag) : [];
    const wanted = [...files, ...tags.map((tag) => `kernels/${tag}.safetensors`)];
    const read = await Promise.all(
      wanted.map(async (file) => [file, await committed(`${folder}/${file}`)] as const),
    );
    const bytes = new Map(read);
    found.set(model, (file) => bytes.get(file));
  }
  return found;
}
