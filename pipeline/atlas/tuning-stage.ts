import type { ResponseTable } from '../families/angular-modulation.ts';
import { measureTuning, type TuningPlan } from '../probes/tuning.ts';
import type { ModelFile } from '../records/model-file.ts';
import type { Stage, Task } from '../store/stage.ts';
import { decodeTensors, encodeTensors } from '../store/tensor-file.ts';
import type { Resources, Variant } from './resources.ts';

interface TuningParameters extends Record<string, unknown> {
  readonly variant: Variant;
  readonly layer: string;
  readonly plan: TuningPlan;
  readonly input: ModelFile['input'];
}

/** A layer in a variant of the network, for task subjects. */
export function variantSubject(variant: Variant, layer: string): string {
  return variant.kind === 'trained' ? layer : `${layer} shuffled`;
}

export function tuningTask(
  { input, weights }: ModelFile,
  variant: Variant,
  layer: string,
  plan: TuningPlan,
): Task {
  return {
    stage: 'tuning',
    subject: variantSubject(variant, layer),
    parameters: { variant, layer, plan, input } satisfies TuningParameters,
    inputs: { weights: { digest: weights.tensorDigest } },
    // Effort grows about with the area of the stimulus.
    cost: (plan.stimulusSize / 100) ** 2,
  };
}

/** Tuning curves of all units of a layer: one tensor `responses`, [unit, condition, angle]. */
export const tuningStage: Stage<Resources> = {
  name: 'tuning',
  version: 1,
  needs: ['weights'],
  compute: async ({ parameters, resources }) => {
    const { variant, layer, plan, input } = parameters as TuningParameters;
    const network = await resources.network(variant);
    const { units, values } = await measureTuning(network, input, layer, plan);
    const shape = [units, plan.conditions.length, plan.angles.length];
    return {
      bytes: encodeTensors({ responses: { shape, data: values } }),
      backend: await resources.backend(),
    };
  },
};

/** The table that a tuning artifact holds. */
export function readTuning(bytes: Uint8Array): ResponseTable {
  const { shape, data } = decodeTensors(bytes)['responses']!;
  const [units, conditions, angles] = shape as [number, number, number];
  return { units, conditions, angles, values: data };
}
