import type { ModelFile } from '../records/model-file.ts';
import type { Stage, Task } from '../store/stage.ts';
import { encodePicture } from '../visualize/encode-picture.ts';
import {
  pictureSettings,
  renderUnitPictures,
  type PictureSettings,
} from '../visualize/render-unit-pictures.ts';
import { jsonArtifact } from './json-artifact.ts';
import type { Resources } from './resources.ts';
import { trained } from './variants.ts';

interface PictureParameters extends Record<string, unknown> {
  readonly layer: string;
  readonly unit: number;
  readonly seed: number;
  readonly settings: PictureSettings;
  readonly input: ModelFile['input'];
}

/** A feature picture with how it was made. */
export interface PictureArtifact {
  /** The WebP file in base64. */
  readonly webp: string;
  readonly width: number;
  readonly height: number;
  /** File pixels for one input pixel. */
  readonly magnification: number;
  readonly seed: number;
  readonly steps: number;
  readonly retries: number;
}

/** Begins every unit's optimisation; retries count up from it. */
const SEED = 1;

export function pictureTask(
  { input, weights }: ModelFile,
  layer: string,
  unit: number,
  fieldSize: number,
): Task {
  return {
    stage: 'picture',
    subject: `${layer}:${String(unit)}`,
    parameters: {
      layer,
      unit,
      seed: SEED,
      settings: pictureSettings,
      input,
    } satisfies PictureParameters,
    inputs: { weights: { digest: weights.tensorDigest } },
    // Effort grows about with the area of the receptive field.
    cost: (fieldSize / 100) ** 2,
  };
}

/** One unit's feature picture, so that a run can be taken up again at any unit. */
export const pictureStage: Stage<Resources> = {
  name: 'picture',
  version: 1,
  needs: ['weights'],
  compute: async ({ parameters, resources }) => {
    const { layer, unit, seed, settings, input } = parameters as PictureParameters;
    const network = await resources.network(trained);
    const { graph } = await resources.weights();
    const request = { network, graph, input, layer, units: [unit], seed, settings };
    const [picture] = await renderUnitPictures(request);
    const { pixels, side, magnification, steps, retries, seed: lastSeed } = picture!;
    const { bytes } = await encodePicture(pixels, side, side);
    const artifact: PictureArtifact = {
      webp: Buffer.from(bytes).toString('base64'),
      width: side,
      height: side,
      magnification,
      seed: lastSeed,
      steps,
      retries,
    };
    return jsonArtifact(artifact, await resources.backend());
  },
};
