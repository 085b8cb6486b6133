import { discoverMirrorPairs, mirrorRules, type MirrorRules } from '../families/mirror-pairs.ts';
import type { Stage, Task } from '../store/stage.ts';
import { jsonArtifact, PLAIN_BACKEND } from './json-artifact.ts';
import { naturalProbes, type ProbeTasks } from './probe-tasks.ts';
import type { Resources, Variant } from './resources.ts';
import { readResponses, responseInputs, responseSubject } from './response-stages.ts';

interface MirrorParameters extends Record<string, unknown> {
  readonly layer: string;
  readonly rules: MirrorRules;
}

export function mirrorTask(variant: Variant, layer: string, probes: ProbeTasks): Task {
  return {
    stage: 'mirror pairs',
    subject: responseSubject(variant, layer),
    parameters: { layer, rules: mirrorRules } satisfies MirrorParameters,
    inputs: Object.assign(
      {},
      ...naturalProbes.map((probe) =>
        responseInputs(probes.natural(probe, 'reflection', layer), probe),
      ),
    ) as Task['inputs'],
  };
}

/** Mirrored pairs of a layer, a `MirrorDiscovery` as JSON. */
export const mirrorStage: Stage<Resources> = {
  name: 'mirror pairs',
  version: 2,
  needs: [],
  compute: ({ parameters, inputs }) => {
    const { layer, rules } = parameters as MirrorParameters;
    const probes = naturalProbes.flatMap((probe) => {
      const responses = readResponses(inputs, probe, layer);
      return responses ? [{ probe, units: responses.units, values: responses.values }] : [];
    });
    return Promise.resolve(jsonArtifact(discoverMirrorPairs(probes, rules), PLAIN_BACKEND));
  },
};
