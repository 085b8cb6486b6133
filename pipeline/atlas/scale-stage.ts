import { discoverScaleChains, scaleRules, type ScaleRules } from '../families/scale-chains.ts';
import type { Stage, Task } from '../store/stage.ts';
import { jsonArtifact, PLAIN_BACKEND } from './json-artifact.ts';
import { naturalProbes, type ProbeTasks } from './probe-tasks.ts';
import type { Resources, Variant } from './resources.ts';
import { joinPatches, readResponses, responseInputs, responseSubject } from './response-stages.ts';

interface ScaleParameters extends Record<string, unknown> {
  readonly layers: readonly string[];
  readonly rules: ScaleRules;
}

export function scaleTask(variant: Variant, layers: readonly string[], probes: ProbeTasks): Task {
  return {
    stage: 'scale chains',
    subject: responseSubject(variant, 'all layers'),
    parameters: { layers, rules: scaleRules } satisfies ScaleParameters,
    inputs: Object.assign(
      {},
      ...naturalProbes.map((probe) =>
        responseInputs(probes.natural(probe, 'scale', layers[0]!), probe),
      ),
    ) as Task['inputs'],
  };
}

/** Chains across layers, a `ScaleDiscovery` as JSON; patches of all natural probes count alike. */
export const scaleStage: Stage<Resources> = {
  name: 'scale chains',
  version: 2,
  needs: [],
  compute: ({ parameters, inputs }) => {
    const { layers, rules } = parameters as ScaleParameters;
    const responses = layers.map((layer) => {
      const parts = naturalProbes.flatMap((probe) => readResponses(inputs, probe, layer) ?? []);
      const { units, elements, values } = joinPatches(parts);
      return { layer, units, rungs: elements, values };
    });
    return Promise.resolve(jsonArtifact(discoverScaleChains(responses, rules), PLAIN_BACKEND));
  },
};
