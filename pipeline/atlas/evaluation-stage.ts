import { classifyPhotographs } from '../probes/classification.ts';
import type { ModelFile } from '../records/model-file.ts';
import { UserError } from '../records/user-error.ts';
import { photographSetDigest } from '../stimuli/photographs.ts';
import type { Stage, Task } from '../store/stage.ts';
import { jsonArtifact } from './json-artifact.ts';
import type { Resources } from './resources.ts';

export const evaluationTaskId = 'evaluation photographs';

export function evaluationTask({ weights, evaluation }: ModelFile): Task {
  return {
    stage: 'evaluation',
    subject: 'photographs',
    parameters: {},
    inputs: {
      weights: { digest: weights.tensorDigest },
      photographs: { digest: evaluation.imageSetDigest },
    },
  };
}

/** Top-1 and top-5 on the model's photographs: the check that weights and engine are right. */
export const evaluationStage: Stage<Resources> = {
  name: 'evaluation',
  version: 1,
  needs: ['weights', 'photographs'],
  compute: async ({ resources, sources }) => {
    const photographs = await resources.photographs();
    const found = await photographSetDigest(photographs);
    if (found !== sources['photographs']) {
      throw new UserError({
        expected: `photographs with digest ${String(sources['photographs'])} in ${photographs.directory}`,
        found,
        remedy: 'restore the set, or enter its digest in the model file',
      });
    }
    const network = await resources.network({ kind: 'trained' });
    const result = await classifyPhotographs(network, resources.model, photographs);
    return jsonArtifact(result, await resources.backend());
  },
};
