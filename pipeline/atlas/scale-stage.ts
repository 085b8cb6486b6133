import { discoverScaleChains, scaleRules, type ScaleRules } from '../families/scale-chains.ts';
import type { NaturalResponses } from '../probes/natural-responses.ts';
import type { Stage, Task } from '../store/stage.ts';
import { jsonArtifact, PLAIN_BACKEND } from './json-artifact.ts';
import { naturalProbes, type ProbeTasks } from './probe-tasks.ts';
import type { Resources, Variant } from './resources.ts';
import { readResponses, responseInputs, responseSubject } from './response-stages.ts';

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
      return { layer, ...stack(parts) };
    });
    return Promise.resolve(jsonArtifact(discoverScaleChains(responses, rules), PLAIN_BACKEND));
  },
};

function stack(parts: readonly NaturalResponses[]): {
  units: number;
  rungs: number;
  values: Float32Array;
} {
  const { units, elements } = parts[0]!;
  const patches = parts.reduce((sum, part) => sum + part.patches, 0);
  const values = new Float32Array(units * patches * elements);
  for (let unit = 0; unit < units; unit++) {
    let at = unit * patches * elements;
    for (const part of parts) {
      const size = part.patches * elements;
      values.set(part.values.subarray(unit * size, (unit + 1) * size), at);
      at += size;
    }
  }
  return { units, rungs: elements, values };
}
