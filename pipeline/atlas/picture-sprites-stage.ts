import { taskId, type Stage, type Task } from '../store/stage.ts';
import { pictureSprite, SPRITE_TILE } from '../visualize/picture-sprite.ts';
import { jsonArtifact, PLAIN_BACKEND, readJson } from './json-artifact.ts';
import type { PictureArtifact } from './picture-stage.ts';
import type { Resources } from './resources.ts';

/** All unit pictures of a layer in one file. */
export interface PictureSpriteArtifact {
  readonly units: readonly number[];
  /** The WebP file in base64. */
  readonly webp: string;
  readonly width: number;
  readonly height: number;
  readonly tile: number;
  readonly columns: number;
}

/** @param batches the layer's unit pictures, as tasks */
export function pictureSpritesTask(layer: string, batches: readonly Task[]): Task {
  return {
    stage: 'picture sprites',
    subject: layer,
    parameters: { layer },
    inputs: Object.fromEntries(
      batches.map((task) => [`picture ${task.subject}`, { task: taskId(task) }]),
    ),
  };
}

/** A `PictureSpriteArtifact` as JSON. */
export const pictureSpritesStage: Stage<Resources> = {
  name: 'picture sprites',
  version: 1,
  needs: [],
  compute: async ({ inputs }) => {
    const pictures = Object.values(inputs)
      .flatMap((bytes) => readJson<PictureArtifact[]>(bytes))
      .sort((a, b) => a.unit - b.unit);
    const files = pictures.map(({ webp }) => Buffer.from(webp, 'base64'));
    const { bytes, width, height, columns } = await pictureSprite(files);
    const artifact: PictureSpriteArtifact = {
      units: pictures.map(({ unit }) => unit),
      webp: Buffer.from(bytes).toString('base64'),
      ...{ width, height, columns, tile: SPRITE_TILE },
    };
    return jsonArtifact(artifact, PLAIN_BACKEND);
  },
};
