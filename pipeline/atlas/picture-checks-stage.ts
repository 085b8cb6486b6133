import { preprocess } from '../engine/preprocess.ts';
import { strongestResponse } from '../families/preferred-stimulus.ts';
import { probedResponses, type ProbedPlaces } from '../probes/probed-responses.ts';
import type { ModelFile } from '../records/model-file.ts';
import { taskId, type Stage, type Task } from '../store/stage.ts';
import type { PictureKind } from '../visualize/picture-settings.ts';
import { pictureStimulus } from '../visualize/picture-stimulus.ts';
import { jsonArtifact, readJson } from './json-artifact.ts';
import type { PictureArtifact } from './picture-stage.ts';
import type { ProbeTasks } from './probe-tasks.ts';
import type { Resources } from './resources.ts';
import { readStimuli, stimulusInputs } from './stimulus-stage.ts';
import { trained } from './variants.ts';

interface PictureChecksParameters extends Record<string, unknown> {
  readonly layer: string;
  readonly fieldSize: number;
  readonly stimulusSize: number;
  readonly places: ProbedPlaces;
  readonly input: ModelFile['input'];
}

/** What a unit's finished picture does to the layer. */
export interface PictureCheck {
  readonly unit: number;
  /** The unit's response to its own picture. */
  readonly activation: number;
  /** That over the unit's largest response to a synthetic stimulus. */
  readonly relativeToStimuli: number;
  /** Rank of the unit's response among those of all `of` units of the layer. */
  readonly rank: number;
  readonly of: number;
  /**
   * The unit of the layer that the picture drives most, as a share of what synthetic stimuli can do to
   * it, and that share.
   */
  readonly drives: { readonly unit: number; readonly relativeToStimuli: number };
  /** The unit's response to every checked picture, by the unit that it is of. */
  readonly responses: Readonly<Record<string, number>>;
}

/** @param batches the layer's pictures of one kind, as tasks */
export function pictureChecksTask(
  { input, weights }: ModelFile,
  layer: string,
  kind: PictureKind,
  batches: readonly Task[],
  probes: ProbeTasks,
): Task {
  const { size: stimulusSize, fieldSize, positions, reach } = probes.tuningScope(layer);
  return {
    stage: 'picture checks',
    subject: `${kind} ${layer}`,
    parameters: {
      layer,
      fieldSize,
      stimulusSize,
      places: { positions, reach },
      input,
    } satisfies PictureChecksParameters,
    inputs: {
      weights: { digest: weights.tensorDigest },
      ...stimulusInputs(probes.stimuli(layer)),
      ...Object.fromEntries(
        batches.map((task) => [`picture ${task.subject}`, { task: taskId(task) }]),
      ),
    },
  };
}

/**
 * Shows every picture, as it was encoded, to the whole layer: does the unit respond to its own
 * picture, more than other units do, and more than to the pictures of its family? A list of
 * `PictureCheck` as JSON.
 */
export const pictureChecksStage: Stage<Resources> = {
  name: 'picture checks',
  version: 5,
  needs: ['weights'],
  compute: async ({ parameters, inputs, resources }) => {
    const { layer, fieldSize, stimulusSize, places, input } = parameters as PictureChecksParameters;
    const network = await resources.network(trained);
    const kinds = readStimuli(inputs, layer, fieldSize);
    const responses = new Map<number, Float32Array>();
    for (const [name, bytes] of Object.entries(inputs)) {
      if (!name.startsWith('picture ')) continue;
      for (const { unit, webp, magnification } of readJson<PictureArtifact[]>(bytes)) {
        const file = Buffer.from(webp, 'base64');
        const stimulus = await pictureStimulus(file, magnification, stimulusSize);
        const batch = preprocess(input, stimulus);
        responses.set(unit, (await probedResponses(network, batch, places))[layer]!);
      }
    }
    const units = [...responses.keys()].sort((a, b) => a - b);
    const count = responses.get(units[0]!)!.length;
    const strongest = Array.from({ length: count }, (_, unit) =>
      Math.max(1e-9, strongestResponse(kinds, unit)),
    );
    const checks = units.map((unit): PictureCheck => {
      const own = responses.get(unit)!;
      const shares = Array.from(own, (response, other) => response / strongest[other]!);
      const driven = shares.indexOf(Math.max(...shares));
      return {
        unit,
        activation: own[unit]!,
        relativeToStimuli: shares[unit]!,
        rank: 1 + own.filter((response) => response > own[unit]!).length,
        of: own.length,
        drives: { unit: driven, relativeToStimuli: shares[driven]! },
        responses: Object.fromEntries(
          units.map((other) => [String(other), responses.get(other)![unit]!]),
        ),
      };
    });
    return jsonArtifact(checks, await resources.backend());
  },
};
