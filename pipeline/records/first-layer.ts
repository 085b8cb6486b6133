import { z } from 'zod';
import { derivationSchema } from './derivation.ts';
import { sha256 } from './provenance.ts';

const share = z.number().min(0).max(1);

/** See pipeline/probes/gabor.ts; pixels and degrees. */
export const gaborSchema = z.strictObject({
  /** The middle of the envelope from the middle of the filter, +x right and +y down. */
  x: z.number(),
  y: z.number(),
  /** Standard deviations of the envelope along the wave and across it. */
  along: z.number().positive(),
  across: z.number().positive(),
  /** Where the wave goes, in [0, 180), clockwise on the screen from +x: 0 for upright stripes. */
  orientation: z.number().gte(0).lt(180),
  /** Cycles per pixel. */
  frequency: z.number().nonnegative(),
  /** Degrees in [0, 360): 0 is even with the colour in the middle, 90 falls along `orientation`. */
  phase: z.number().gte(0).lt(360),
  /** Within two standard deviations either way; below ½ the frequency means little. */
  cycles: z.number().nonnegative(),
});

const filterSchema = z.strictObject({
  unit: z.int().nonnegative(),
  /** Euclidean norm of the weights as a share of the largest in the layer. */
  norm: share,
  /** Share of the filter's variance about the mean of every channel; below 0 where the mean does better. */
  r2: z.number().max(1),
  /** The same of the best round Gaussian. */
  r2Blob: z.number().max(1),
  /** Whether r2 reaches the layer's threshold. */
  fits: z.boolean(),
  /** Whether it fits and a round Gaussian explains less, by the rule `oriented`. */
  oriented: z.boolean(),
  gabor: gaborSchema,
  colour: z.strictObject({
    /** Unit vector (red, green, blue) that the pattern is in. */
    direction: z.tuple([z.number(), z.number(), z.number()]),
    /** Share of the filter's squares in this direction. */
    share,
    /** Degrees in OKLCh that mid-grey takes when it is moved along it; null where it is nearly grey. */
    hue: z.number().gte(0).lt(360).nullable(),
  }),
});

/** How directions on a circle are spread; null without any. */
const spreadSchema = z
  .strictObject({
    count: z.int().positive(),
    /** Degrees after which directions repeat. */
    period: z.number().positive(),
    /** Of the mean of unit vectors on that circle: 0 where directions are even, 1 where all are one. */
    length: share,
    /** Of that mean, degrees in [0, period). */
    direction: z.number().nonnegative(),
    /** Rayleigh's test that they are even. */
    pValue: share,
  })
  .nullable();

export const filterSheetSchema = z.strictObject({
  /** Path below the site's root. */
  file: z.string(),
  digest: sha256,
  /** Pixels of the picture. */
  width: z.int().positive(),
  height: z.int().positive(),
});

export const firstLayerSchema = z.strictObject({
  /** Slug; of `content/models` where the atlas covers the model. */
  model: z.string(),
  title: z.string(),
  layer: z.string(),
  kind: z.enum(['convolution', 'dense']),
  tensorDigest: sha256,
  /** Pixels a side of a filter; of a dense layer those of the picture. */
  side: z.int().positive(),
  rules: z.strictObject({
    nullQuantile: share,
    leastR2: share,
    oriented: share,
    chromatic: share,
    nullSamples: z.int().positive(),
  }),
  /** R² of the best Gabor functions for filters of this layer with their pixels in random order. */
  null: z.strictObject({
    samples: z.int().positive(),
    mean: z.number(),
    q95: z.number(),
    q99: z.number(),
    /** At the rule's `nullQuantile`. */
    atQuantile: z.number(),
  }),
  /** R² from which a filter fits: the null's quantile, or the least R² where that is more. */
  threshold: z.number(),
  /** One a unit, in order. */
  units: z.array(filterSchema),
  summary: z.strictObject({
    /** Units above the null's quantile, and those of them that reach the threshold. */
    aboveNull: z.int().nonnegative(),
    fitted: z.int().nonnegative(),
    oriented: z.int().nonnegative(),
    chromatic: z.int().nonnegative(),
    r2Median: z.number(),
    /** Of oriented units: towards one axis, and towards one of two axes at right angles. */
    orientation: spreadSchema,
    orientationCross: spreadSchema,
    /** Of fitted chromatic units: towards one hue, and towards two opposite ones. */
    hue: spreadSchema,
    hueOpposed: spreadSchema,
    /** Of fitted units with half a cycle or more: [10, 25, 50, 75, 90]% quantiles, cycles per pixel. */
    frequency: z
      .strictObject({ count: z.int().positive(), quantiles: z.array(z.number()).length(5) })
      .nullable(),
    /** Of fitted units. */
    position: z
      .strictObject({
        count: z.int().positive(),
        /** Mean in pixels from the middle. */
        mean: z.tuple([z.number(), z.number()]),
        /** Root mean square distance from it over that of places spread evenly over the filter. */
        extent: z.number().nonnegative(),
        /** Cells of a 4 × 4 grid over the filter that hold a middle. */
        cells: z.int().min(0).max(16),
      })
      .nullable(),
  }),
  /**
   * Pictures of all filters, and of the functions fitted to them: unit u at column u mod `columns` of row
   * ⌊u / columns⌋, `side` pixels each with `gap` pixels between and around them. Mid-grey is 0; every
   * filter has its own scale, the same in both pictures.
   */
  sheets: z.strictObject({
    columns: z.int().positive(),
    gap: z.int().nonnegative(),
    filters: filterSheetSchema,
    gabors: filterSheetSchema,
  }),
  derivation: derivationSchema,
});

/** `content/comparison/first-layers.json` is an array of these. */
export const firstLayerListSchema = z.array(firstLayerSchema);

export type FirstLayer = z.infer<typeof firstLayerSchema>;
export type FirstLayerUnit = FirstLayer['units'][number];
export type CircularSpread = z.infer<typeof spreadSchema>;
