import { preprocess } from '../engine/preprocess.ts';
import { probedResponses, type ProbedPlaces } from '../probes/probed-responses.ts';
import type { ModelFile } from '../records/model-file.ts';
import { taskId, type Stage, type Task } from '../store/stage.ts';
import { strongestResponse } from '../families/preferred-stimulus.ts';
import { pictureStimulus } from '../visualize/picture-stimulus.ts';
import { jsonArtifact, readJson } from './json-artifact.ts';
import type { PictureArtifact } from './picture-stage.ts';
import type { Resources } from './resources.ts';
import type { ProbeTasks } from './probe-tasks.ts';
import { readStimuli, stimulusInputs } from './stimulus-stage.ts';
import { trained } from './variants.ts';

interface PictureChecksParameters extends Record<string, unknown> {
  readonly layer: string;
  readonly units: readonly number[];
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
  /** The unit's response to every checked unit's picture, by that unit. */
  readonly responses: Readonly<Record<string, number>>;
}

export function pictureChecksTask(
  { input, weights }: ModelFile,
  layer: string,
  units: readonly number[],
  probes: ProbeTasks,
): Task {
  const { size: stimulusSize, fieldSize, positions, reach } = probes.tuningScope(layer);
  const pictures = units.map((unit) => {
    const task = taskId({ stage: 'picture', subject: `${layer}:${String(unit)}` });
    return [String(unit), { task }] as const;
  });
  return {
    stage: 'picture checks',
    subject: layer,
    parameters: {
      layer,
      units,
      fieldSize,
      stimulusSize,
      places: { positions, reach },
      input,
    } satisfies PictureChecksParameters,
    inputs: {
      weights: { digest: weights.tensorDigest },
      ...stimulusInputs(probes.stimuli(layer)),
      ...Object.fromEntries(pictures),
    },
  };
}

/**
 * Shows every picture, as it was encoded, to the whole layer: does the unit respond to its own
 * picture, more than other units do, and more than to the pictures of its family?
 */
export const pictureChecksStage: Stage<Resources> = {
  name: 'picture checks',
  version: 4,
  needs: ['weights'],
  compute: async ({ parameters, inputs, resources }) => {
    const { layer, units, fieldSize, stimulusSize, places, input } =
      parameters as PictureChecksParameters;
    const network = await resources.network(trained);
    const kinds = readStimuli(inputs, layer, fieldSize);
    const responses = new Map<number, Float32Array>();
    for (const unit of units) {
      const { webp, magnification } = readJson<PictureArtifact>(inputs[String(unit)]!);
      const file = Buffer.from(webp, 'base64');
      const stimulus = await pictureStimulus(file, magnification, stimulusSize);
      const batch = preprocess(input, stimulus);
      responses.set(unit, (await probedResponses(network, batch, places))[layer]!);
    }
    const checks = units.map((unit): PictureCheck => {
      const own = responses.get(unit)!;
      return {
        unit,
        activation: own[unit]!,
        relativeToStimuli: own[unit]! / Math.max(1e-9, strongestResponse(kinds, unit)),
        rank: 1 + own.filter((response) => response > own[unit]!).length,
        of: own.length,
        responses: Object.fromEntries(
          units.map((other) => [String(other), responses.get(other)![unit]!]),
        ),
      };
    });
    return jsonArtifact(checks, await resources.backend());
  },
};
