import type { Circuit } from '../../pipeline/records/index.ts';

/** One motif as it was fitted. */
export type MotifFit = Circuit['alternatives'][number];

type Fitted = Pick<Circuit, 'tag' | 'alternatives'>;

/** The fitted motifs, the better ones first; "no motif" is none of them. */
function fitted({ tag, alternatives }: Fitted): [MotifFit, ...MotifFit[]] {
  const [best, ...others] = alternatives
    .filter(({ motif }) => motif !== 'no motif')
    .sort((a, b) => b.r2 - a.r2);
  if (best === undefined) {
    throw new Error(
      `expected a fitted motif among the alternatives of circuit ${tag}, found none; run the atlas again`,
    );
  }
  return [best, ...others];
}

/**
 * The motif that predicts left-out kernels best, accepted or not.
 * @throws Error where the record holds no fitted motif.
 */
export const bestFit = (circuit: Fitted): MotifFit => fitted(circuit)[0];
