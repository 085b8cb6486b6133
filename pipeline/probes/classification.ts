import type { Network } from '../engine/network.ts';
import { preprocess } from '../engine/preprocess.ts';
import type { ModelFile } from '../records/model-file.ts';
import { UserError } from '../records/user-error.ts';
import { readPhotographs, type PhotographSet } from '../stimuli/photographs.ts';

/** How many photographs a model puts into their class, first and among its best five. */
export interface Classification {
  readonly images: number;
  readonly top1: number;
  readonly top5: number;
}

/** Small enough to stay under half a gigabyte of activations. */
const BATCH = 10;

/**
 * Classifies a set of photographs, the class of each being its place in the set.
 *
 * @param onProgress told how many photographs are done, after every batch
 * @throws UserError for a set that has not one photograph for every class, and for a photograph that cannot be read or is not of the model's input size.
 */
export async function classifyPhotographs(
  network: Network,
  model: Pick<ModelFile, 'input' | 'output'>,
  photographs: PhotographSet,
  onProgress: (done: number) => void = () => undefined,
): Promise<Classification> {
  const images = photographs.files.length;
  if (images !== model.output.classes) {
    throw new UserError({
      expected: `one photograph for each of ${String(model.output.classes)} classes in ${photographs.directory}`,
      found: String(images),
      remedy: 'restore the set',
    });
  }
  let top1 = 0;
  let top5 = 0;
  for (let from = 0; from < images; from += BATCH) {
    const to = Math.min(from + BATCH, images);
    const pixels = await readPhotographs(photographs, model.input.size, from, to);
    const batch = preprocess(model.input, pixels);
    const { [model.output.name]: scores } = await network.activations(batch, [model.output.name]);
    for (let image = from; image < to; image++) {
      const row = (image - from) * model.output.classes;
      const rank = rankOf(scores!.data.subarray(row, row + model.output.classes), image);
      if (rank === 1) top1++;
      if (rank <= 5) top5++;
    }
    onProgress(to);
  }
  return { images, top1, top5 };
}

/** 1 for the largest score; a tie counts against the class asked for, and so does a NaN. */
export function rankOf(scores: ArrayLike<number>, wanted: number): number {
  let rank = 1;
  for (let other = 0; other < scores.length; other++) {
    if (other !== wanted && !(scores[other]! < scores[wanted]!)) rank++;
  }
  return rank;
}
