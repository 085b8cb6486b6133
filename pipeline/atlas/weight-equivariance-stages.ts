import { linearPath } from '../circuits/linear-path.ts';
import type { MirrorDiscovery } from '../families/mirror-pairs.ts';
import { channelSource } from '../graph/branches.ts';
import { Random } from '../numerics/random.ts';
import { tiedByReflection } from '../probes/tied-by-reflection.ts';
import { tiedFirstLayer, type KernelFamily } from '../probes/tied-first-layer.ts';
import type { FirstLayerTying, ReflectionTying } from '../records/weight-equivariance.ts';
import type { ModelFile } from '../records/model-file.ts';
import { taskId, type Stage, type Task } from '../store/stage.ts';
import { movedGroups, type LayerFamilies, type MovedGroup } from './families-stage.ts';
import { jsonArtifact, PLAIN_BACKEND, readJson } from './json-artifact.ts';
import type { Resources } from './resources.ts';

const SEED = 2020;
const SAMPLES = 999;

/** A unit whose responses mirroring changes less than this is its own mirror image. */
const SELF_MIRRORED = 0.9;

interface FirstLayerParameters extends Record<string, unknown> {
  readonly layer: string;
  readonly samples: number;
  readonly seed: number;
  readonly channels: ModelFile['input']['channels'];
}

interface ReflectionParameters extends Record<string, unknown> {
  readonly from: string;
  readonly to: string;
  readonly selfMirrored: number;
  readonly samples: number;
  readonly seed: number;
}

/** Ties of the first layer's families, in the order of the discovery. */
export type FirstLayerTies = readonly {
  readonly group: MovedGroup;
  readonly index: number;
  readonly tying: FirstLayerTying;
}[];

export function firstLayerTask(
  { input, weights }: ModelFile,
  layer: string,
  groups: readonly MovedGroup[],
): Task {
  const families = groups.map((group) => [group, { task: `families ${group} ${layer}` }] as const);
  return {
    stage: 'first-layer tying',
    subject: layer,
    parameters: {
      layer,
      samples: SAMPLES,
      seed: SEED,
      channels: input.channels,
    } satisfies FirstLayerParameters,
    inputs: { weights: { digest: weights.tensorDigest }, ...Object.fromEntries(families) },
  };
}

export const firstLayerStage: Stage<Resources> = {
  name: 'first-layer tying',
  version: 1,
  needs: ['weights'],
  compute: async ({ parameters, inputs, resources }) => {
    const { layer, samples, seed, channels } = parameters as FirstLayerParameters;
    const { graph } = await resources.weights();
    const { operation } = channelSource(graph, layer);
    if (operation.kind !== 'convolution') throw new Error(`${layer} is no convolution`);
    const random = new Random(seed);
    const ties: FirstLayerTies = movedGroups.flatMap((group) => {
      const bytes = inputs[group];
      if (bytes === undefined) return [];
      const { circles, tori } = readJson<LayerFamilies>(bytes);
      const families: KernelFamily[] =
        group === 'hue-rotation'
          ? tori.map(({ members }) => ({ group, members }))
          : circles.map(({ members }) => ({ group, members }));
      return families.map((family, index) => ({
        group,
        index,
        tying: tiedFirstLayer(operation.kernel, family, channels, random, samples),
      }));
    });
    return jsonArtifact(ties, PLAIN_BACKEND);
  },
};

/** Mirror ties between two layers; nothing where one of them has no pairs. */
export function reflectionTyingTask({ weights }: ModelFile, from: string, to: string): Task {
  return {
    stage: 'reflection tying',
    subject: `${from} → ${to}`,
    parameters: {
      from,
      to,
      selfMirrored: SELF_MIRRORED,
      samples: SAMPLES,
      seed: SEED,
    } satisfies ReflectionParameters,
    inputs: {
      weights: { digest: weights.tensorDigest },
      from: { task: taskId({ stage: 'mirror pairs', subject: from }) },
      to: { task: taskId({ stage: 'mirror pairs', subject: to }) },
    },
  };
}

/** `ReflectionTying` or null as JSON. */
export const reflectionTyingStage: Stage<Resources> = {
  name: 'reflection tying',
  version: 2,
  needs: ['weights'],
  compute: async ({ parameters, inputs, resources }) => {
    const { from, to, selfMirrored, samples, seed } = parameters as ReflectionParameters;
    const { graph } = await resources.weights();
    const source = readJson<MirrorDiscovery>(inputs['from']!);
    const target = readJson<MirrorDiscovery>(inputs['to']!);
    const partners = new Map<number, number>();
    source.own.forEach((own, unit) => {
      if (own !== null && own >= selfMirrored) partners.set(unit, unit);
    });
    for (const { units } of source.pairs) {
      partners.set(units[0], units[1]);
      partners.set(units[1], units[0]);
    }
    const pairs = target.pairs.map(({ units }) => units);
    if (pairs.length === 0 || partners.size === 0) return jsonArtifact(null, PLAIN_BACKEND);
    const tying: ReflectionTying = tiedByReflection(
      linearPath(graph, from, to),
      pairs,
      partners,
      new Random(seed),
      samples,
    );
    return jsonArtifact(tying, PLAIN_BACKEND);
  },
};
