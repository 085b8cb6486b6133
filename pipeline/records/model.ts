import { z } from 'zod';
import { sha256 } from './provenance.ts';

export const receptiveFieldSchema = z.strictObject({
  /** Side in input pixels. */
  size: z.int().positive(),
  /** Input pixels between neighbouring positions. */
  stride: z.int().positive(),
  /** Centre of position 0 in input pixels; the centre of pixel 0 is 0. */
  start: z.number(),
});

export const layerSchema = z.strictObject({
  name: z.string(),
  alias: z.string(),
  /** [height, width, units] at the model's own input size. */
  shape: z.tuple([z.int().positive(), z.int().positive(), z.int().positive()]),
  receptiveField: receptiveFieldSchema,
  /** Consecutive ranges of units and the branch that computes them. */
  branches: z.array(
    z.strictObject({
      name: z.string(),
      first: z.int().nonnegative(),
      units: z.int().positive(),
      /** Kernel side of the branch's last convolution. */
      kernel: z.int().positive(),
    }),
  ),
  /** Units in at least one family whose verdict is not `not supported`. */
  unitsInFamilies: z.int().nonnegative(),
  /** Input pixels of the stimulus and the position probed, [y, x]. */
  probe: z.strictObject({
    stimulusSize: z.int().positive(),
    position: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
  }),
});

export const innerLayerSchema = layerSchema
  .omit({ unitsInFamilies: true, probe: true })
  .extend({ /** The covered layer that reads it. */ within: z.string() });

/** `model.json`: one of these. */
export const modelSchema = z.strictObject({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  tensorDigest: sha256,
  parameters: z.int().positive(),
  source: z.strictObject({
    /** Absent for weights that the project ships. */
    url: z.url().optional(),
    fileDigest: z.string().optional(),
    licence: z.string(),
    citation: z.string(),
  }),
  input: z.strictObject({
    size: z.tuple([z.int().positive(), z.int().positive()]),
    channels: z.enum(['rgb', 'bgr']),
    mean: z.tuple([z.number(), z.number(), z.number()]),
  }),
  layers: z.array(layerSchema),
  /** Layers inside others whose units have pictures and nothing else. */
  innerLayers: z.array(innerLayerSchema).optional(),
  /** The first layer in which correspondences without a group were sought; none where absent. */
  correspondencesFrom: z.string().optional(),
  /** The trained model whose first weights these are. */
  controlOf: z.string().optional(),
  /** Classification on a set of photographs, or null where the set was not at hand. */
  evaluation: z.union([
    z.strictObject({
      imageSet: z.string(),
      imageSetDigest: sha256,
      images: z.int().positive(),
      top1: z.int().nonnegative(),
      top5: z.int().nonnegative(),
    }),
    z.null(),
  ]),
});

export type Model = z.infer<typeof modelSchema>;
export type Layer = z.infer<typeof layerSchema>;
export type InnerLayer = z.infer<typeof innerLayerSchema>;
export type ReceptiveField = z.infer<typeof receptiveFieldSchema>;
