import { z } from 'zod';
import { sha256 } from './provenance.ts';

const file = {
  layer: z.string(),
  unit: z.int().nonnegative(),
  /** Path below the site's root, e.g. `atlas/googlenet/3f9a….webp`. */
  file: z.string(),
  /** sha256 of the file's bytes. */
  digest: sha256,
  /** Pixels. */
  width: z.int().positive(),
  height: z.int().positive(),
  backend: z.string(),
  stageKey: sha256,
};

const optimised = {
  ...file,
  /** Begins the noise and the looks of the optimisation. */
  seed: z.int().nonnegative(),
  /** Optimisation steps taken. */
  steps: z.int().positive(),
  /** How often a picture failed to do what it is for and was begun again from another seed. */
  retries: z.int().nonnegative(),
};

/** The unit of the layer that a picture drives most, as a share of its largest response to a stimulus. */
const drives = z.strictObject({ unit: z.int().nonnegative(), relativeToStimuli: z.number() });

/** A feature picture: optimised to drive one unit at one position. */
export const unitPictureSchema = z.strictObject({
  ...optimised,
  kind: z.literal('unit'),
  /** Probing the finished picture itself; null in a layer that is not probed. */
  check: z
    .strictObject({
      /** The unit's response to its own picture, as encoded in the file. */
      activation: z.number(),
      /** The same divided by the unit's largest response to any synthetic stimulus. */
      relativeToStimuli: z.number(),
      /** Rank of the unit's response among those of all `of` units of its layer; 1 is the largest. */
      rank: z.int().positive(),
      of: z.int().positive(),
      drives,
      /** Rank of this picture among the pictures of the unit's family, for this unit; 1 is best. */
      rankInFamily: z.int().positive(),
      familySize: z.int().positive(),
    })
    .nullable(),
});

/** The opposite: optimised to push one unit as far below zero as it goes, before its ReLU. */
export const negativePictureSchema = z.strictObject({
  ...optimised,
  kind: z.literal('negative'),
  /** The unit's value at the picture, before its ReLU, cropping and encoding. */
  activation: z.number(),
  /** Probing the finished picture itself. */
  check: z.strictObject({
    /** The unit's response to the picture, as encoded in the file. */
    activation: z.number(),
    drives,
  }),
});

/** A texture: optimised to drive one unit on average over all positions. */
export const channelPictureSchema = z.strictObject({
  ...optimised,
  kind: z.literal('channel'),
  /** Mean response over the texture, before cropping and encoding. */
  activation: z.number(),
});

/** The patch of the dead-leaves pictures, at one of the probed turns, that drives the unit most. */
export const leavesPictureSchema = z.strictObject({
  ...file,
  kind: z.literal('dead leaves'),
  /** Seed of the dead-leaves picture. */
  seed: z.int().nonnegative(),
  /** The unit's response to it. */
  activation: z.number(),
});

export const pictureSchema = z.discriminatedUnion('kind', [
  unitPictureSchema,
  negativePictureSchema,
  channelPictureSchema,
  leavesPictureSchema,
]);

/** `pictures.json` is an array of these. */
export const pictureListSchema = z.array(pictureSchema);

export type Picture = z.infer<typeof pictureSchema>;
export type UnitPicture = z.infer<typeof unitPictureSchema>;
export type NegativePicture = z.infer<typeof negativePictureSchema>;
export type ChannelPicture = z.infer<typeof channelPictureSchema>;
export type LeavesPicture = z.infer<typeof leavesPictureSchema>;
