import { pictureSettings, type PictureKind } from '../visualize/picture-settings.ts';
import type { Architecture } from './architecture-stage.ts';

/** Pictures that are made together: of one kind, of neighbouring units of one branch of a layer. */
export interface PictureBatch {
  readonly layer: string;
  readonly kind: PictureKind;
  readonly units: readonly number[];
  /** Receptive field, pixels. */
  readonly fieldSize: number;
}

/**
 * Pixels of the fields of a batch: what one worker does in seconds, up to half a minute in deep layers,
 * and loses when it is killed.
 */
const BATCH_FIELD = 48_000;
const MOST = 96;

/** Pictures of a batch, by the receptive field, of which no more than the limit is optimised. */
export function batchSize(fieldSize: number): number {
  const side = Math.min(fieldSize, pictureSettings.limit);
  return Math.max(1, Math.min(MOST, Math.floor(BATCH_FIELD / side ** 2)));
}

/**
 * Batches of a layer's pictures. Units belong to a batch by their number, whichever others are asked
 * for, so that a unit more makes one batch stale.
 */
export function pictureBatches(
  { name, branches, receptiveField }: Architecture['layers'][number],
  kind: PictureKind,
  units: readonly number[],
): PictureBatch[] {
  const fieldSize = receptiveField.size;
  const size = batchSize(fieldSize);
  return branches.flatMap(({ first, units: count }) =>
    Array.from({ length: Math.ceil(count / size) }, (_, batch) => {
      const from = first + batch * size;
      const to = Math.min(first + count, from + size);
      return { layer: name, kind, units: units.filter((u) => u >= from && u < to), fieldSize };
    }).filter((batch) => batch.units.length > 0),
  );
}

/** What a batch is called: its kind, its layer and its first and last unit. */
export function batchSubject({ layer, kind, units }: PictureBatch): string {
  const [first, last] = [units[0]!, units.at(-1)!];
  const range = first === last ? String(first) : `${String(first)}–${String(last)}`;
  return `${kind} ${layer}:${range}`;
}
