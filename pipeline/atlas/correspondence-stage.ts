import { adjacentPaths } from '../circuits/correspondence-paths.ts';
import {
  correspondenceRules,
  findCorrespondences,
  type CorrespondenceRules,
} from '../circuits/correspondence.ts';
import { layerBranches } from '../graph/branches.ts';
import { relatedByImages } from '../families/related-by-images.ts';
import { gridSizes } from '../probes/transformation-grid.ts';
import type { ModelFile } from '../records/model-file.ts';
import type { Stage, Task } from '../store/stage.ts';
import { jsonArtifact, PLAIN_BACKEND, readJson } from './json-artifact.ts';
import { naturalProbes, type ProbeTasks } from './probe-tasks.ts';
import type { Resources } from './resources.ts';
import { readResponses, responseInputs } from './response-stages.ts';

/** What a correspondence must not be explained by. */
const relatingGroups = ['reflection', 'rotation', 'hue'] as const;

interface RelatedParameters extends Record<string, unknown> {
  readonly layer: string;
}

interface CorrespondenceParameters extends Record<string, unknown> {
  readonly before: string;
  readonly layer: string;
  readonly after: string;
  readonly rules: CorrespondenceRules;
}

/** Pairs that an image transformation relates, one task a layer; `[[i, …], …]` as JSON. */
export function relatedTask(layer: string, probes: ProbeTasks): Task {
  const inputs = relatingGroups.flatMap((group) =>
    naturalProbes.map((probe) => {
      const tasks = responseInputs(probes.natural(probe, group, layer), probe);
      return Object.fromEntries(
        Object.entries(tasks).map(([name, input]) => [`${group} ${name}`, input]),
      );
    }),
  );
  return {
    stage: 'related units',
    subject: layer,
    parameters: { layer } satisfies RelatedParameters,
    inputs: Object.assign({}, ...inputs) as Task['inputs'],
  };
}

export const relatedStage: Stage<Resources> = {
  name: 'related units',
  version: 1,
  needs: [],
  compute: ({ parameters, inputs }) => {
    const { layer } = parameters as RelatedParameters;
    // The first natural probe that is there decides, as it does for mirrored pairs.
    const of = (group: (typeof relatingGroups)[number]) =>
      naturalProbes.flatMap((probe) => {
        const own = Object.entries(inputs).flatMap(([name, bytes]) =>
          name.startsWith(`${group} ${probe} `) ? [[name.slice(group.length + 1), bytes]] : [],
        );
        const responses = readResponses(Object.fromEntries(own) as typeof inputs, probe, layer);
        return responses ? [{ probe, responses }] : [];
      })[0];
    const mirror = of('reflection')!.responses;
    const moved = (['rotation', 'hue'] as const).flatMap((group) => {
      const found = of(group);
      if (found === undefined) return [];
      const { units, patches, values } = found.responses;
      const responses = { units, samples: patches, sizes: gridSizes[group], values };
      return [{ probe: found.probe, responses, samplesPerPicture: 1 }];
    });
    const related = relatedByImages(mirror, moved);
    const partners = Array.from({ length: mirror.units }, (_, i) =>
      Array.from({ length: mirror.units }, (__, j) => j).filter(
        (j) => j !== i && related[i * mirror.units + j] === 1,
      ),
    );
    return Promise.resolve(jsonArtifact(partners, PLAIN_BACKEND));
  },
};

/** @param after the next layer, or the classes */
export function correspondenceTask(
  { weights }: ModelFile,
  before: string,
  layer: string,
  after: string,
): Task {
  return {
    stage: 'correspondences',
    subject: layer,
    parameters: {
      before,
      layer,
      after,
      rules: correspondenceRules,
    } satisfies CorrespondenceParameters,
    inputs: {
      weights: { digest: weights.tensorDigest },
      related: { task: `related units ${layer}` },
      partners: { task: `related units ${before}` },
    },
  };
}

/** `LayerCorrespondences` as JSON. */
export const correspondenceStage: Stage<Resources> = {
  name: 'correspondences',
  version: 2,
  needs: ['weights'],
  compute: async ({ parameters, inputs, resources }) => {
    const { before, layer, after, rules } = parameters as CorrespondenceParameters;
    const { graph } = await resources.weights();
    const predicate = (name: string) => {
      const table = readJson<number[][]>(inputs[name]!).map((row) => new Set(row));
      return (i: number, j: number): boolean => table[i]?.has(j) === true;
    };
    const found = findCorrespondences({
      layer,
      branches: layerBranches(graph, layer),
      ...adjacentPaths(graph, before, layer, after),
      related: predicate('related'),
      partnersRelated: predicate('partners'),
      rules,
    });
    return jsonArtifact(found, PLAIN_BACKEND);
  },
};
