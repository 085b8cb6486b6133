import type { ComparedModel } from '../atlas/comparison/compared-entries.ts';
import type { Graph } from '../graph/ir.ts';
import { weightDirectory } from '../importers/weight-directory.ts';
import { isPinned } from '../records/model-file.ts';
import type { Environment } from './environment.ts';
import { missingNeeds, selectModels } from './select-models.ts';

/** All pinned models of `content/models`, each loaded at most once and only when it is asked for. */
export async function comparedModels(environment: Environment): Promise<readonly ComparedModel[]> {
  const { loadModel } = await import('../importers/load-model.ts');
  const models = (await selectModels(environment, undefined)).filter(isPinned);
  return Promise.all(
    models.map(async (file): Promise<ComparedModel> => {
      const { weights: missing } = await missingNeeds(environment, file);
      if (missing !== undefined) return { file, graph: undefined, missing };
      let loaded: Promise<Graph> | undefined;
      const load = async (): Promise<Graph> =>
        (await loadModel(file, weightDirectory(file, environment))).graph;
      return { file, graph: () => (loaded ??= load()), missing: '' };
    }),
  );
}
