import { naturalPlan } from '../probes/natural-plan.ts';
import { patchPlaces } from '../probes/natural-responses.ts';
import { fadeRadii, type ProbeScope } from '../probes/probe-scope.ts';
import { transformationGrid } from '../probes/transformation-grid.ts';
import { samplePatch } from '../stimuli/patches.ts';
import type { Stage, Task } from '../store/stage.ts';
import { encodePicture } from '../visualize/encode-picture.ts';
import { jsonArtifact, PLAIN_BACKEND } from './json-artifact.ts';
import type { ProbeTasks } from './probe-tasks.ts';
import type { Resources } from './resources.ts';
import { readResponses, responseInputs, RESPONSE_SEED } from './response-stages.ts';

interface LeavesParameters extends Record<string, unknown> {
  readonly layer: string;
  readonly scope: ProbeScope;
  readonly units: readonly number[];
  /** Pixels a side of the receptive field; the patch is cut to it. */
  readonly fieldSize: number;
  readonly seed: number;
}

/** The dead-leaves patch that drives a unit most. */
export interface LeavesPictureArtifact {
  readonly unit: number;
  /** The WebP file in base64. */
  readonly webp: string;
  readonly side: number;
  /** Seed of the picture that the patch is from. */
  readonly seed: number;
  readonly activation: number;
}

export function leavesPicturesTask(
  layer: string,
  units: readonly number[],
  fieldSize: number,
  probes: ProbeTasks,
): Task {
  return {
    stage: 'leaves pictures',
    subject: layer,
    parameters: {
      layer,
      scope: probes.scope(layer),
      units,
      fieldSize,
      seed: RESPONSE_SEED,
      ...probes.pictures,
    } satisfies LeavesParameters,
    inputs: responseInputs(probes.natural('dead leaves', 'rotation', layer), 'dead leaves'),
  };
}

/** Pictures are shown at about this many pixels a side. */
const SIDE = 96;
/** Of WebP: leaves are smooth, and have no grain to lose. */
const QUALITY = 75;

/** Of every unit the probed patch and turn that drove it most, drawn again; an array as JSON. */
export const leavesPicturesStage: Stage<Resources> = {
  name: 'leaves pictures',
  version: 2,
  needs: [],
  compute: async ({ parameters, inputs, resources }) => {
    const { layer, scope, units, fieldSize, seed } = parameters as LeavesParameters;
    const { patches, elements, values } = readResponses(inputs, 'dead leaves', layer)!;
    const { patchesPerPicture } = naturalPlan('rotation', 'dead leaves', scope.name);
    const library = await resources.pictures();
    const grid = transformationGrid('rotation');
    const side = Math.min(scope.size, fieldSize + 1 - (fieldSize % 2));
    // The file is magnified by sampling the picture more finely.
    const magnification = Math.max(1, Math.round(SIDE / side));
    const size = side * magnification + ((side * magnification + 1) % 2);
    const pictures: LeavesPictureArtifact[] = [];
    for (const unit of units) {
      let best = unit * patches * elements;
      for (let k = best; k < (unit + 1) * patches * elements; k++) {
        if (values[k]! > values[best]!) best = k;
      }
      const place = best - unit * patches * elements;
      const patch = Math.floor(place / elements);
      const index = Math.floor(patch / patchesPerPicture);
      const picture = library.leaves(index);
      const { centre, start } = patchPlaces(
        seed,
        index,
        picture.size,
        scope,
        'rotation',
        patchesPerPicture,
      )[patch % patchesPerPicture]!;
      const turn = start + grid[place % elements]!.turn;
      const fade = fadeRadii({ size });
      const pixels = samplePatch(
        picture,
        centre,
        size,
        { turn, mirrored: false, magnification },
        side < scope.size ? [2 * size, 2 * size + 1] : fade,
      );
      const { bytes } = await encodePicture(
        Uint8Array.from(pixels, (value) => Math.round(value)),
        size,
        size,
        QUALITY,
      );
      pictures.push({
        unit,
        webp: Buffer.from(bytes).toString('base64'),
        side: size,
        seed: index + 1,
        activation: values[best]!,
      });
    }
    return jsonArtifact(pictures, PLAIN_BACKEND);
  },
};
