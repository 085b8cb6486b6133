import { discover, discoveryRules, type DiscoveryRules } from '../families/discover.ts';
import type { TuningPlan } from '../probes/tuning.ts';
import type { Condition } from '../records/stimulus.ts';
import { taskId, type Stage, type Task } from '../store/stage.ts';
import { jsonArtifact, PLAIN_BACKEND } from './json-artifact.ts';
import type { Resources, Variant } from './resources.ts';
import { readTuning, variantSubject } from './tuning-stage.ts';

interface FamiliesParameters extends Record<string, unknown> {
  readonly rules: DiscoveryRules;
  readonly conditions: readonly Condition[];
  readonly fieldSize: number;
}

export function familiesTask(
  variant: Variant,
  layer: string,
  plan: TuningPlan,
  fieldSize: number,
): Task {
  const subject = variantSubject(variant, layer);
  return {
    stage: 'families',
    subject,
    parameters: {
      rules: discoveryRules,
      conditions: plan.conditions,
      fieldSize,
    } satisfies FamiliesParameters,
    inputs: { tuning: { task: taskId({ stage: 'tuning', subject }) } },
  };
}

/** Rotation families of a layer, a `Discovery` as JSON. */
export const familiesStage: Stage<Resources> = {
  name: 'families',
  version: 2,
  needs: [],
  compute: ({ parameters, inputs }) => {
    const { rules, conditions, fieldSize } = parameters as FamiliesParameters;
    const discovery = discover(readTuning(inputs['tuning']!), conditions, fieldSize, rules);
    return Promise.resolve(jsonArtifact(discovery, PLAIN_BACKEND));
  },
};
