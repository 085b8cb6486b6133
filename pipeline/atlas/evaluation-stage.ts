import { classifyPhotographs } from '../probes/classification.ts';
import type { ModelFile } from '../records/model-file.ts';
import { requirePhotographs } from '../stimuli/photographs.ts';
import type { Stage, Task } from '../store/stage.ts';
import { jsonArtifact } from './json-artifact.ts';
import type { Resources } from './resources.ts';

export const evaluationTaskId = 'evaluation photographs';

/** Nothing for a model whose photographs have no classes of its own, or that has no photographs. */
export function evaluationTask({
  input,
  output,
  weights,
  photographs,
  evaluation,
}: ModelFile): Task | undefined {
  if (photographs === undefined || evaluation === undefined) return undefined;
  return {
    stage: 'evaluation',
    subject: 'photographs',
    optional: true,
    parameters: { input, output },
    inputs: {
      weights: { digest: weights.tensorDigest },
      photographs: { digest: photographs.imageSetDigest },
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
    await requirePhotographs(photographs, sources['photographs']!);
    const network = await resources.network({ kind: 'trained' });
    const result = await classifyPhotographs(network, resources.model, photographs);
    return jsonArtifact(result, await resources.backend());
  },
};
