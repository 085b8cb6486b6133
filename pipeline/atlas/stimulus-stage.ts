import {
  measureStimulusTuning,
  type KindTuning,
  type TuningScope,
} from '../probes/stimulus-tuning.ts';
import type { ModelFile } from '../records/model-file.ts';
import type { StimulusCondition, StimulusKind } from '../records/stimulus.ts';
import { stimulusFamily, stimulusSet } from '../stimuli/stimulus-set.ts';
import { taskId, type Stage, type Task } from '../store/stage.ts';
import { decodeTensors, encodeTensors } from '../store/tensor-file.ts';
import type { Resources, Variant } from './resources.ts';
import { responseSubject } from './response-stages.ts';

interface StimulusParameters extends Record<string, unknown> {
  readonly variant: Variant;
  readonly scope: TuningScope;
  readonly kind: StimulusKind;
  readonly conditions: readonly StimulusCondition[];
  readonly input: ModelFile['input'];
}

/** One task a kind of stimulus, so that a new kind recomputes no other. */
export function stimulusTasks(
  { input, weights }: ModelFile,
  variant: Variant,
  scope: TuningScope,
): Task[] {
  return stimulusSet.map(({ kind, conditions }): Task => ({
    stage: 'stimulus tuning',
    subject: responseSubject(variant, kind, scope.name),
    parameters: {
      variant,
      scope,
      kind,
      conditions: conditions(scope.fieldSize),
      input,
    } satisfies StimulusParameters,
    inputs: { weights: { digest: weights.tensorDigest } },
    cost: (scope.size / 100) ** 2,
  }));
}

/** The tasks as inputs of a stage that reads them: by kind. */
export function stimulusInputs(tasks: readonly Task[]): Task['inputs'] {
  return Object.fromEntries(
    tasks.map((task) => [
      `synthetic ${(task.parameters as StimulusParameters).kind}`,
      { task: taskId(task) },
    ]),
  );
}

/** Tuning to one kind of synthetic stimulus: one tensor per layer, [unit, condition, hue, turn]. */
export const stimulusStage: Stage<Resources> = {
  name: 'stimulus tuning',
  version: 2,
  needs: ['weights'],
  compute: async ({ parameters, resources }) => {
    const { variant, ...probe } = parameters as StimulusParameters;
    const network = await resources.network(variant);
    const measured = await measureStimulusTuning({ network, ...probe });
    const tensors = Object.entries(measured).map(([layer, table]) => [
      layer,
      { shape: [table.units, table.conditions, table.hues, table.turns], data: table.values },
    ]);
    return {
      bytes: encodeTensors(Object.fromEntries(tensors)),
      backend: await resources.backend(),
    };
  },
};

/** One layer's tuning to all kinds, in the order of the set. */
export function readStimuli(
  inputs: Readonly<Record<string, Uint8Array>>,
  layer: string,
  fieldSize: number,
): readonly KindTuning[] {
  return stimulusSet.flatMap(({ kind }) => {
    const bytes = inputs[`synthetic ${kind}`];
    if (bytes === undefined) return [];
    const { shape, data } = decodeTensors(bytes)[layer]!;
    const [units, conditions, hues, turns] = shape as [number, number, number, number];
    return [
      {
        kind,
        conditions: stimulusFamily(kind).conditions(fieldSize),
        responses: { units, conditions, hues, turns, values: data },
      },
    ];
  });
}
