import { z } from 'zod';
import { sha256 } from './provenance.ts';

/** 1 − correlation over pictures of a unit's responses with and without the disturbance. */
const loss = {
  /** Over the units that at least a quarter of the pictures drive. */
  median: z.number().nonnegative(),
  q90: z.number().nonnegative(),
};

/** What the probe measures; the record adds where it comes from. */
export const errorLedgerMeasurementSchema = z.strictObject({
  pictures: z.int().positive(),
  /** Pixels, [height, width]. */
  pictureSize: z.tuple([z.int().positive(), z.int().positive()]),
  /** How turned pictures were sampled. */
  interpolation: z.enum(['bilinear', 'bicubic']),
  /** Share of pixels, over all pictures, that a turn of hue clips to the gamut. */
  clipped: z.array(z.strictObject({ degrees: z.number(), share: z.number().min(0).max(1) })),
  layers: z.array(
    z.strictObject({
      layer: z.string(),
      /** Probed position, [y, x]. */
      position: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
      /** Pixels a side of the patch that the layer is shown. */
      patchSize: z.int().positive(),
      /** Units that at least a quarter of the pictures drive above their smallest response. */
      units: z.int().positive(),
      /** The picture turned and turned back: interpolation, twice. Exactly 0 for quarter turns. */
      turns: z.array(z.strictObject({ degrees: z.number(), ...loss })),
      /** The hue turned and turned back: clipping to the gamut. */
      hues: z.array(z.strictObject({ degrees: z.number(), ...loss })),
      /**
       * The stimulus centre moved along x off the receptive-field centre by half a stride; null where
       * the pictures have no room.
       */
      halfStride: z.union([z.strictObject({ pixels: z.int().nonnegative(), ...loss }), z.null()]),
      /**
       * The patch in a larger picture against the patch alone, whose border is padded; null where the
       * pictures have no room.
       */
      padding: z.union([
        z.strictObject({
          /** Pixels added on every side; 0 where the patch holds the receptive field. */
          margin: z.int().nonnegative(),
          /** Whether the receptive field reaches beyond the larger picture too. */
          borderReaches: z.boolean(),
          ...loss,
        }),
        z.null(),
      ]),
    }),
  ),
});

/** `error-ledger.json`: one of these. */
export const errorLedgerSchema = errorLedgerMeasurementSchema.extend({
  model: z.string(),
  stageKey: sha256,
});

export type ErrorLedgerMeasurement = z.infer<typeof errorLedgerMeasurementSchema>;
export type ErrorLedger = z.infer<typeof errorLedgerSchema>;
