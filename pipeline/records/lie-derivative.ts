import { z } from 'zod';
import { sha256 } from './provenance.ts';

/** Continuous transformations of pictures whose derivative is taken. */
export const continuousTransformationSchema = z.enum(['rotation', 'scale', 'translation', 'hue']);

const errorSchema = z.strictObject({
  transformation: continuousTransformationSchema,
  /** Difference between the two disturbed pictures, in units of the transformation. */
  span: z.number().positive(),
  /**
   * √(E‖L‖² / E‖f − mean f‖²) per unit of the transformation, L being the difference
   * quotient of T⁻¹ f(T x) over the span: 0 for a map that moves with the picture.
   */
  equivariance: z.number().nonnegative(),
  /** The same with the map left where it is, the quotient of f(T x): 0 for a map that stays. */
  invariance: z.number().nonnegative(),
});

/** What the probe measures; the record adds where it comes from. */
export const lieDerivativeMeasurementSchema = z.strictObject({
  pictures: z.int().positive(),
  /** Pixels, [height, width]. */
  pictureSize: z.tuple([z.int().positive(), z.int().positive()]),
  /** Positions whose receptive-field centre lies this near to the picture's centre count; pixels. */
  regionRadius: z.number().positive(),
  /** A transformation comes once for every step; errors are in the same order. */
  transformations: z.array(
    z.strictObject({
      name: continuousTransformationSchema,
      /** What errors are given per. */
      unit: z.enum(['degree', 'percent', 'pixel', 'degree of hue']),
      span: z.number().positive(),
    }),
  ),
  /** The pixels themselves as the map, hue turned back in them: what interpolation and gamut cost. */
  picture: z.array(errorSchema),
  layers: z.array(
    z.strictObject({
      layer: z.string(),
      /** Positions of the map in the region. */
      positions: z.int().positive(),
      /** Whether the theoretical receptive field of some position in the region meets the border. */
      borderReaches: z.boolean(),
      errors: z.array(
        errorSchema.extend({
          /**
           * Equivariance error of an equivariant map read at the same positions: the picture, hue
           * turned back, blurred by a round Gaussian of half a stride.
           */
          ruler: z.number().nonnegative(),
        }),
      ),
    }),
  ),
});

/** `lie-derivative.json`: one of these. */
export const lieDerivativeSchema = lieDerivativeMeasurementSchema.extend({
  model: z.string(),
  stageKey: sha256,
});

export type ContinuousTransformation = z.infer<typeof continuousTransformationSchema>;
export type LieDerivativeMeasurement = z.infer<typeof lieDerivativeMeasurementSchema>;
export type LieDerivative = z.infer<typeof lieDerivativeSchema>;
