import type { ModelFile } from '../records/model-file.ts';
import type { Stage, Task } from '../store/stage.ts';
import { encodePicture } from '../visualize/encode-picture.ts';
import {
  pictureSettings,
  type PictureKind,
  type PictureSettings,
} from '../visualize/picture-settings.ts';
import { renderPictures } from '../visualize/render-pictures.ts';
import { jsonArtifact } from './json-artifact.ts';
import { batchSubject, type PictureBatch } from './picture-plan.ts';
import type { Resources } from './resources.ts';
import { trained } from './variants.ts';

interface PictureParameters extends Record<string, unknown> {
  readonly layer: string;
  readonly kind: PictureKind;
  readonly units: readonly number[];
  readonly seed: number;
  readonly settings: PictureSettings;
  readonly input: ModelFile['input'];
}

/** A feature picture with how it was made. */
export interface PictureArtifact {
  readonly unit: number;
  /** The WebP file in base64. */
  readonly webp: string;
  readonly width: number;
  readonly height: number;
  /** File pixels for one input pixel. */
  readonly magnification: number;
  /** See RenderedPicture. */
  readonly activation: number;
  readonly seed: number;
  readonly steps: number;
  readonly retries: number;
}

/** Begins every unit's optimisation; retries count up from it. */
const SEED = 1;

export function pictureTask({ input, weights }: ModelFile, batch: PictureBatch): Task {
  const { layer, kind, units, fieldSize } = batch;
  return {
    stage: 'picture',
    subject: batchSubject(batch),
    parameters: {
      layer,
      kind,
      units,
      seed: SEED,
      settings: pictureSettings,
      input,
    } satisfies PictureParameters,
    inputs: { weights: { digest: weights.tensorDigest } },
    // Effort grows about with the area of what is seen.
    cost: (units.length * Math.min(fieldSize, pictureSettings.limit) ** 2) / 1e4,
  };
}

/** Feature pictures of a few units, a list of `PictureArtifact` as JSON. */
export const pictureStage: Stage<Resources> = {
  name: 'picture',
  version: 5,
  needs: ['weights'],
  compute: async ({ parameters, resources }) => {
    const { layer, kind, units, seed, settings, input } = parameters as PictureParameters;
    const network = await resources.network(trained);
    const { graph } = await resources.weights();
    const request = { network, graph, input, layer, units, kind, seed, settings };
    const artifacts: PictureArtifact[] = [];
    for (const picture of await renderPictures(request)) {
      const { pixels, side, unit, magnification, activation, steps, retries } = picture;
      const { bytes } = await encodePicture(pixels, side, side);
      // Named one by one: their order is that of the artifact's bytes.
      artifacts.push({
        ...{ unit, magnification, activation, seed: picture.seed, steps, retries },
        webp: Buffer.from(bytes).toString('base64'),
        width: side,
        height: side,
      });
    }
    return jsonArtifact(artifacts, await resources.backend());
  },
};
