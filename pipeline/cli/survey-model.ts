import { join } from 'node:path';
import type { ModelFile } from '../records/model-file.ts';
import { openStore } from '../store/store.ts';
import type { SurveyOptions } from '../store/survey.ts';
import { loadStages, loadTaskGraph } from './atlas-modules.ts';
import type { CommandContext } from './command.ts';
import { generatedFolders, readProvenance } from './committed-records.ts';
import { missingNeeds } from './select-models.ts';

/** Everything that planning or running a model's tasks starts from. */
export async function surveyModel(
  model: ModelFile,
  context: CommandContext,
  options: {
    readonly note: (line: string) => void;
    /** Another store than the environment's, and nothing taken from the records. */
    readonly freshStore?: string | undefined;
  },
): Promise<SurveyOptions & { readonly committed: readonly string[] }> {
  const { environment, atlas } = context;
  const { root } = environment;
  const fresh = options.freshStore !== undefined;
  const committed = fresh
    ? []
    : Object.values(generatedFolders(model.name)).map((folder) => join(root, folder));
  const { taskGraph } = await loadTaskGraph(atlas);
  return {
    graph: (known) => taskGraph(model, known),
    stages: (await loadStages(atlas)).stages,
    store: openStore({
      root: options.freshStore ?? environment.store,
      committed,
      note: options.note,
    }),
    recorded: fresh ? [] : await readProvenance(root, model.name),
    missing: await missingNeeds(environment, model),
    committed,
  };
}
