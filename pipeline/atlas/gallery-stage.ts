import { stimulusSet } from '../stimuli/stimulus-set.ts';
import { stimulusSheet } from '../stimuli/stimulus-sheet.ts';
import type { StimulusCondition, StimulusKind } from '../records/stimulus.ts';
import type { Stage, Task } from '../store/stage.ts';
import { encodePicture } from '../visualize/encode-picture.ts';
import { jsonArtifact, PLAIN_BACKEND } from './json-artifact.ts';
import type { ProbeTasks } from './probe-tasks.ts';
import type { Resources } from './resources.ts';

interface GalleryParameters extends Record<string, unknown> {
  readonly fieldSizes: readonly number[];
  readonly side: number;
  readonly leaves: readonly number[];
}

/** Pictures as WebP in base64. */
export interface GalleryArtifact {
  readonly side: number;
  readonly kinds: readonly {
    readonly kind: StimulusKind;
    readonly description: string;
    readonly axes: readonly ('turn' | 'hue')[];
    readonly conditions: readonly {
      readonly condition: StimulusCondition;
      readonly webp: string;
    }[];
  }[];
  readonly leaves: readonly { readonly seed: number; readonly webp: string }[];
}

/** @param fieldSizes receptive fields, in pixels, whose conditions are pictured */
export function galleryTask(
  fieldSizes: readonly number[],
  { pictures }: Pick<ProbeTasks, 'pictures'>,
): Task {
  return {
    stage: 'stimulus gallery',
    subject: 'all kinds',
    parameters: {
      fieldSizes: [...new Set(fieldSizes)],
      side: 97,
      leaves: [0, 1, 2, 3, 4, 5, 6, 7],
      ...pictures,
    } satisfies GalleryParameters,
    inputs: {},
  };
}

/** A picture of every condition at element 0, and the first dead-leaves pictures. */
export const galleryStage: Stage<Resources> = {
  name: 'stimulus gallery',
  version: 1,
  needs: [],
  compute: async ({ parameters, resources }) => {
    const { fieldSizes, side, leaves } = parameters as GalleryParameters;
    const library = await resources.pictures();
    const kinds: GalleryArtifact['kinds'][number][] = [];
    for (const { kind, description, axes, conditions } of stimulusSet) {
      const pictured: { condition: StimulusCondition; webp: string }[] = [];
      for (const fieldSize of fieldSizes) {
        for (const condition of conditions(fieldSize)) {
          if (pictured.some(({ condition: { text } }) => text === condition.text)) continue;
          const sheet = stimulusSheet(condition, { turn: 0, hue: 0 }, fieldSize, side);
          pictured.push({ condition, webp: await base64(sheet, side) });
        }
      }
      kinds.push({ kind, description, axes, conditions: pictured });
    }
    const samples: { seed: number; webp: string }[] = [];
    for (const index of leaves) {
      const { data, size } = library.leaves(index);
      samples.push({ seed: index + 1, webp: await base64(data, size) });
    }
    const artifact: GalleryArtifact = { side, kinds, leaves: samples };
    return jsonArtifact(artifact, PLAIN_BACKEND);
  },
};

async function base64(pixels: ArrayLike<number>, side: number): Promise<string> {
  const { bytes } = await encodePicture(Uint8Array.from(pixels), side, side);
  return Buffer.from(bytes).toString('base64');
}
