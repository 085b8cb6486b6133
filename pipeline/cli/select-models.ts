import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readAnyModelFile } from '../importers/read-model-file.ts';
import { weightDirectory } from '../importers/weight-directory.ts';
import { weightAddress } from '../importers/weight-source.ts';
import type { AnyModelFile } from '../records/model-file.ts';
import { UserError } from '../records/user-error.ts';
import type { Need } from '../store/stage.ts';
import { readProvenance } from './committed-records.ts';
import type { Environment } from './environment.ts';

/** The named model, or all of `content/models` by name. Throws a UserError for an unknown name. */
export async function selectModels(
  { root }: Environment,
  name: string | undefined,
): Promise<readonly AnyModelFile[]> {
  const folder = join(root, 'content/models');
  const files = await readdir(folder).catch(() => []);
  const names = files.flatMap((file) => (file.endsWith('.yaml') ? [file.slice(0, -5)] : [])).sort();
  if (name !== undefined && !names.includes(name)) {
    throw new UserError({
      expected: `a model of content/models (${names.join(', ') || 'there are none'})`,
      found: `"${name}"`,
      remedy: 'give one of these names',
    });
  }
  const chosen = name === undefined ? names : [name];
  return Promise.all(chosen.map((each) => readAnyModelFile(join(folder, `${each}.yaml`))));
}

/** What a model's stages need and this machine has not, in words that say what to do. */
export async function missingNeeds(
  environment: Environment,
  model: AnyModelFile,
): Promise<Partial<Record<Need, string>>> {
  const { images } = environment;
  const { file } = model.weights;
  const url = weightAddress(model.weights);
  const weights = join(weightDirectory(model, environment), file);
  const missing: Partial<Record<Need, string>> = {};
  if (!(await exists(weights))) {
    const remedy =
      url === undefined
        ? 'restore the committed file'
        : `download ${url} to there or set ATLAS_MODELS`;
    missing.weights = `no weights at ${weights}; ${remedy}`;
  }
  if (model.photographs !== undefined) {
    const photographs = join(images, model.photographs.imageSet);
    if (!(await exists(photographs))) {
      missing.photographs = `no photographs at ${photographs}; put them there or set ATLAS_IMAGES`;
    }
  }
  return missing;
}

/**
 * Why nothing can be done with a model: neither its weights nor records of it are here. Undefined
 * where one of them is.
 */
export async function notAtHand(
  environment: Environment,
  model: AnyModelFile,
): Promise<string | undefined> {
  const { weights } = await missingNeeds(environment, model);
  if (weights === undefined) return undefined;
  const recorded = await readProvenance(environment.root, model.name);
  return recorded.length > 0 ? undefined : weights;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
