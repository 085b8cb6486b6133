import type { ModelFile } from '../records/model-file.ts';
import type { Task } from '../store/stage.ts';
import { pictureKinds, type PictureKind } from '../visualize/picture-settings.ts';
import type { Architecture } from './architecture-stage.ts';
import { contactSheetsTask } from './contact-sheets-stage.ts';
import type { CoveredUnits } from './covered-units-stage.ts';
import { leavesPicturesTask } from './leaves-pictures-stage.ts';
import { pictureChecksTask } from './picture-checks-stage.ts';
import { pictureBatches, type PictureBatch } from './picture-plan.ts';
import { pictureSpritesTask } from './picture-sprites-stage.ts';
import { pictureTask } from './picture-stage.ts';
import type { ProbeTasks } from './probe-tasks.ts';

/**
 * Pictures of every unit of the near layers, whose fields are small enough to be cheap, and in the far
 * layers of the units in families and circuits; textures and opposites of the units in families, and
 * dead-leaves patches of the covered units, everywhere.
 */
export function pictureTasks(
  model: ModelFile,
  { layers }: Architecture,
  covered: CoveredUnits,
  discoveries: readonly Task[],
  probes: ProbeTasks,
): Task[] {
  return layers.flatMap((layer) => {
    const { name, receptiveField } = layer;
    const { units } = covered[name]!;
    const leaves =
      units.length === 0 ? [] : [leavesPicturesTask(name, units, receptiveField.size, probes)];
    const made = pictureKinds.flatMap((kind) => {
      const wanted = picturedUnits(layer, kind, covered, probes);
      const batches = pictureBatches(layer, kind, wanted).map((batch) => pictureTask(model, batch));
      if (batches.length === 0 || kind === 'channel') return batches;
      const checks = pictureChecksTask(model, name, kind, batches, probes);
      if (kind !== 'unit') return [...batches, checks];
      const found = discoveries.filter(
        ({ stage, parameters }) => stage !== 'scale chains' && parameters['layer'] === name,
      );
      return [
        ...batches,
        checks,
        contactSheetsTask(model, name, { batches, count: wanted.length }, found, probes),
        pictureSpritesTask(name, batches),
      ];
    });
    return [...leaves, ...made];
  });
}

/** Pictures of every unit of the layers that only get pictures. */
export function innerPictureTasks(model: ModelFile, { layers }: Architecture): Task[] {
  return layers.flatMap((layer) => {
    const tasks = innerBatches(layer).map((batch) => pictureTask(model, batch));
    return [...tasks, pictureSpritesTask(layer.name, tasks)];
  });
}

/** @param layer one that only gets pictures */
export function innerBatches(layer: Architecture['layers'][number]): readonly PictureBatch[] {
  const units = Array.from({ length: layer.shape[2] }, (_, unit) => unit);
  return pictureBatches(layer, 'unit', units);
}

/** Units of a covered layer that get a picture of a kind. */
export function picturedUnits(
  { name, shape }: Architecture['layers'][number],
  kind: PictureKind,
  covered: CoveredUnits,
  probes: Pick<ProbeTasks, 'scope'>,
): readonly number[] {
  switch (kind) {
    case 'unit':
      return probes.scope(name).name === 'near'
        ? Array.from({ length: shape[2] }, (_, unit) => unit)
        : covered[name]!.units;
    case 'negative':
      return covered[name]!.opposed;
    case 'channel':
      return covered[name]!.textured;
  }
}
