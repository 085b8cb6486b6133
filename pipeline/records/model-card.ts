import { z } from 'zod';
import { sha256 } from './provenance.ts';

/** Pictures that were classified, and how many of them into their class. */
const classifiedSchema = z.strictObject({
  correct: z.int().nonnegative(),
  of: z.int().positive(),
});

/**
 * `content/models/<name>/card.json`: what is to be known of weights that this project trained and ships.
 * The command that made them writes it.
 */
export const modelCardSchema = z.strictObject({
  /** As in the model's file. */
  name: z.string(),
  /** Of the weights beside it; as in the model's file. */
  tensorDigest: sha256,
  /** What they were trained and tested on. */
  data: z.strictObject({
    name: z.string(),
    citation: z.string(),
    /** sha256 over names and digests of the files that were at hand; see designed/cifar10. */
    digest: sha256,
    /** Pictures trained on, as many as were at hand; 0 for first weights as they are drawn. */
    trainingPictures: z.int().nonnegative(),
  }),
  /** Licence of the weights. */
  licence: z.string(),
  /** Of the first weights, the order of the pictures and their augmentation. */
  seed: z.int().nonnegative(),
  /** Passes over the training pictures. */
  epochs: z.int().nonnegative(),
  /** The command line that makes the same weights. */
  command: z.string(),
  /** On the test pictures, none of which was trained on. */
  test: classifiedSchema,
});

export type ModelCard = z.infer<typeof modelCardSchema>;
