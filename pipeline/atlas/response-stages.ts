import { measureMirrorResponses } from '../probes/mirror-responses.ts';
import { naturalPlan, planChunks, type NaturalProbeName } from '../probes/natural-plan.ts';
import { measureNaturalResponses, type NaturalResponses } from '../probes/natural-responses.ts';
import { pictureParameters, type ProbeScope } from '../probes/probe-scope.ts';
import { gridSizes, type ProbedGroup } from '../probes/transformation-grid.ts';
import type { ModelFile } from '../records/model-file.ts';
import type { SquarePicture } from '../stimuli/patches.ts';
import { requirePhotographs } from '../stimuli/photographs.ts';
import { taskId, type Stage, type Task } from '../store/stage.ts';
import { decodeTensors, encodeTensors } from '../store/tensor-file.ts';
import type { Resources, Variant } from './resources.ts';

/** Draws where patches lie. */
export const RESPONSE_SEED = 7;

interface ResponseParameters extends Record<string, unknown> {
  readonly variant: Variant;
  readonly group: ProbedGroup;
  readonly scope: ProbeScope;
  readonly from: number;
  readonly to: number;
  /** Pictures of the whole plan, over which photographs are spread. */
  readonly pictures: number;
  readonly patchesPerPicture: number;
  readonly seed: number;
  readonly input: ModelFile['input'];
}

const stageOf: Readonly<Record<NaturalProbeName, string>> = {
  photographs: 'photograph responses',
  'dead leaves': 'dead-leaves responses',
};

export function responseSubject(variant: Variant, ...words: readonly string[]): string {
  return [...words, ...(variant.kind === 'shuffled' ? ['shuffled'] : [])].join(' ');
}

/**
 * Tasks that show a scope's patches under a group, one for a range of pictures each; none of
 * photographs for a model without them.
 */
export function responseTasks(
  model: ModelFile,
  variant: Variant,
  probe: NaturalProbeName,
  group: ProbedGroup,
  scope: ProbeScope,
): Task[] {
  const { input, weights, photographs } = model;
  const pictures = probe === 'photographs' ? photographs : null;
  if (pictures === undefined) return [];
  const plan = naturalPlan(group, probe, scope.name);
  return planChunks(plan).map(([from, to], chunk): Task => ({
    stage: stageOf[probe],
    subject: responseSubject(variant, group, scope.name, String(chunk)),
    parameters: {
      variant,
      group,
      scope,
      from,
      to,
      pictures: plan.pictures,
      patchesPerPicture: plan.patchesPerPicture,
      seed: RESPONSE_SEED,
      input,
      ...pictureParameters(model),
    } satisfies ResponseParameters,
    inputs: {
      weights: { digest: weights.tensorDigest },
      ...(pictures && { photographs: { digest: pictures.imageSetDigest } }),
    },
    // Effort grows with what is shown.
    cost:
      ((to - from) *
        plan.patchesPerPicture *
        gridSizes[group].reduce((product, n) => product * n, 1) *
        scope.size ** 2) /
      1e7,
  }));
}

/** Ids of the tasks of `responseTasks`, as inputs for a stage that reads them: `photographs 0` … */
export function responseInputs(tasks: readonly Task[], probe: NaturalProbeName): Task['inputs'] {
  return Object.fromEntries(
    tasks.map((task, chunk) => [`${probe} ${String(chunk)}`, { task: taskId(task) }]),
  );
}

function responseStage(probe: NaturalProbeName): Stage<Resources> {
  return {
    name: stageOf[probe],
    version: 2,
    needs: probe === 'photographs' ? ['weights', 'photographs'] : ['weights'],
    compute: async ({ parameters, resources, sources }) => {
      const { variant, group, scope, input, ...rest } = parameters as ResponseParameters;
      if (probe === 'photographs') {
        await requirePhotographs(await resources.photographs(), sources['photographs']!);
      }
      const network = await resources.network(variant);
      const { from, patchesPerPicture, seed } = rest;
      const pictures = picturesOf(resources, probe, rest);
      const measured =
        group === 'reflection'
          ? await measureMirrorResponses({
              network,
              input,
              layers: Object.keys(scope.positions),
              pictures,
            })
          : await measureNaturalResponses({
              network,
              input,
              scope,
              group,
              pictures,
              patchesPerPicture,
              firstPicture: from,
              seed,
            });
      const tensors = Object.entries(measured).map(([layer, table]) => [
        layer,
        { shape: [table.units, table.patches, table.elements], data: table.values },
      ]);
      return {
        bytes: encodeTensors(Object.fromEntries(tensors)),
        backend: await resources.backend(),
      };
    },
  };
}

async function* picturesOf(
  resources: Resources,
  probe: NaturalProbeName,
  { from, to, pictures }: Pick<ResponseParameters, 'from' | 'to' | 'pictures'>,
): AsyncGenerator<SquarePicture> {
  const library = await resources.pictures();
  for (let index = from; index < to; index++) {
    yield probe === 'photographs'
      ? await library.photograph(index, pictures)
      : library.leaves(index);
  }
}

/** Responses to natural pictures: one tensor per layer, [unit, patch, element]. */
export const photographResponsesStage = responseStage('photographs');
export const deadLeavesResponsesStage = responseStage('dead leaves');

/** One layer's responses from all the tasks of a plan, patches in order; undefined without any. */
export function readResponses(
  inputs: Readonly<Record<string, Uint8Array>>,
  probe: NaturalProbeName,
  layer: string,
): NaturalResponses | undefined {
  const parts: NaturalResponses[] = [];
  for (let chunk = 0; ; chunk++) {
    const bytes = inputs[`${probe} ${String(chunk)}`];
    if (bytes === undefined) break;
    const { shape, data } = decodeTensors(bytes)[layer]!;
    const [units, patches, elements] = shape as [number, number, number];
    parts.push({ units, patches, elements, values: data });
  }
  return parts.length === 0 ? undefined : joinPatches(parts);
}

/** Responses of the same units to the patches of several parts, one after the other. */
export function joinPatches(parts: readonly NaturalResponses[]): NaturalResponses {
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
  return { units, patches, elements, values };
}
