import type { Colour } from '../actions/oklab.ts';
import type { Raster } from '../actions/planar.ts';
import type { Random } from '../numerics/random.ts';
import { mean, quantile } from '../numerics/statistics.ts';
import { hueOfDirection, principalColour, saturation } from './filter-colour.ts';
import { fitGabor } from './fit-gabor.ts';
import { negated, type Gabor } from './gabor.ts';

/** When a filter counts as what. */
export const firstLayerRules = {
  /** A filter fits where its R² is above this quantile of the null … */
  nullQuantile: 0.99,
  /** … and at least this. */
  leastR2: 0.25,
  /** A fitting filter is oriented where a round Gaussian explains less of it, by this much. */
  oriented: 0.1,
  /** A colour is chromatic where at least this share of its squares is not grey. */
  chromatic: 0.5,
  /** Permuted filters that the null has at least. */
  nullSamples: 200,
};

/** One filter as a Gabor function in one colour. */
export interface FilterFit {
  readonly gabor: Gabor;
  /** Unit vector (red, green, blue), with the sign that `gabor.phase` goes with. */
  readonly colour: Colour;
  /** Share of the filter's squares in this colour. */
  readonly colourShare: number;
  /** OKLCh degrees; null where the colour is nearly grey. */
  readonly hue: number | null;
  /** Share of the variance of the filter, about the mean of every channel, that the function explains. */
  readonly r2: number;
  /** The same of the best round Gaussian. */
  readonly r2Blob: number;
}

export interface FirstLayerFits {
  readonly fits: readonly FilterFit[];
  /** R² of filters with their pixels permuted. */
  readonly null: {
    readonly samples: number;
    readonly mean: number;
    readonly q95: number;
    readonly q99: number;
    /** At the rule's quantile. */
    readonly atQuantile: number;
  };
  /** R² from which a filter fits. */
  readonly threshold: number;
}

/**
 * A Gabor function for every filter, and the R² that such functions reach on the same pixels in random
 * order: small filters are easily fitted, so that only this tells what an R² is worth.
 *
 * @param filters square, [y, x, RGB], of one size
 */
export function fitFirstLayer(
  filters: readonly Raster[],
  random: Random,
  rules = firstLayerRules,
): FirstLayerFits {
  const fits = filters.map((filter) => fitFilter(filter, rules.chromatic));
  const each = Math.ceil(rules.nullSamples / filters.length);
  const shares = filters.flatMap((filter) =>
    Array.from({ length: each }, () => fitFilter(permuted(filter, random), 1).r2),
  );
  const atQuantile = quantile(shares, rules.nullQuantile);
  return {
    fits,
    null: {
      samples: shares.length,
      mean: mean(shares),
      q95: quantile(shares, 0.95),
      q99: quantile(shares, 0.99),
      atQuantile,
    },
    threshold: Math.max(rules.leastR2, atQuantile),
  };
}

/**
 * One filter. The colour's sign is such that a chromatic filter has it in the middle of the envelope and
 * a grey one in the lighter part, so that hues and phases can be compared between filters.
 *
 * @param filter square, [y, x, RGB]
 * @param chromatic share of a colour's squares, not grey, from which it has a hue
 */
export function fitFilter(filter: Raster, chromatic: number): FilterFit {
  const { colour, share, pattern } = principalColour(filter);
  const squares = filter.data.reduce((sum, weight) => sum + weight ** 2, 0);
  const variance = squares - squaresOfMeans(filter.data);
  const { gabor, missed, missedByBlob } = fitGabor(pattern, filter.width);
  const beside = (1 - share) * squares;
  const r2 = (left: number): number => (variance > 0 ? 1 - (left + beside) / variance : 0);
  const coloured = saturation(colour) >= chromatic;
  const inMiddle = gabor.phase <= 90 || gabor.phase > 270;
  const lighter = colour[0] + colour[1] + colour[2] >= 0;
  const flipped = coloured ? !inMiddle : !lighter;
  const shown: Colour = flipped ? [-colour[0], -colour[1], -colour[2]] : colour;
  return {
    gabor: flipped ? negated(gabor) : gabor,
    colour: shown,
    colourShare: share,
    hue: coloured ? hueOfDirection(shown) : null,
    r2: r2(missed),
    r2Blob: r2(missedByBlob),
  };
}

/** Σ over channels of the squares that the channel's mean explains. */
function squaresOfMeans(data: Float32Array): number {
  const sums = [0, 0, 0];
  data.forEach((weight, i) => {
    sums[i % 3] = sums[i % 3]! + weight;
  });
  return sums.reduce((total, sum) => total + sum ** 2, 0) / (data.length / 3);
}

/** The same pixels, colours kept together, in random order. */
function permuted(filter: Raster, random: Random): Raster {
  const places = random.shuffle(Array.from({ length: filter.data.length / 3 }, (_, i) => i));
  const data = Float32Array.from(
    filter.data,
    (_, i) => filter.data[3 * places[Math.floor(i / 3)]! + (i % 3)]!,
  );
  return { ...filter, data };
}
