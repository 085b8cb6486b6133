import type { RateSettings } from './rate-schedule.ts';

/**
 * What a picture shows: what raises a unit most at one position; what it is most against there; what
 * raises it most all over a texture.
 */
export const pictureKinds = ['unit', 'negative', 'channel'] as const;

export type PictureKind = (typeof pictureKinds)[number];

/**
 * What may be set about a picture; kept in provenance. Constants of the parameterisation and of the
 * encoding are part of the stage's version.
 */
export interface PictureSettings extends RateSettings {
  readonly redirectedSteps: number;
  readonly deviation: number;
  /** Largest shift along each axis, as a share of the receptive field, in whole pixels. */
  readonly jitter: number;
  /** Largest relative change of size. */
  readonly scale: number;
  /** Largest root mean square of the picture before the sigmoid. */
  readonly contrast: number;
  /** Side of the file as a share of what the unit sees, whose rim hardly counts and stays grey. */
  readonly crop: number;
  /** A picture is finely sampled, to about this many pixels a side. */
  readonly targetSide: number;
  /** How often a picture that leaves its unit silent is begun again. */
  readonly retries: number;
  /** Largest side of what is optimised, input pixels. */
  readonly limit: number;
  /**
   * A texture takes in positions around the middle one up to so many input pixels a side, or so many
   * times the receptive field, whichever is more.
   */
  readonly spread: { readonly pixels: number; readonly fields: number };
}

/** Chosen by eye on GoogLeNet: crisp and saturated without clipping, from conv1 to 4a. */
export const pictureSettings: PictureSettings = {
  rate: 0.16,
  steps: 128,
  ending: 24,
  span: 16,
  gain: 0.03,
  redirectedSteps: 24,
  deviation: 0.01,
  jitter: 0.08,
  scale: 0.06,
  contrast: 1.2,
  crop: 0.8,
  targetSide: 160,
  retries: 3,
  limit: 125,
  spread: { pixels: 64, fields: 1.4 },
};
