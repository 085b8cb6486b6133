import { createHash } from 'node:crypto';
import type { GroupName, StimulusCondition, Verdict } from '../../pipeline/records/index.ts';

/** A made-up family to ask for; rotation of period 360 unless said. */
export interface FixtureFamily {
  readonly tag: string;
  readonly layer: string;
  readonly name: string;
  readonly members: number;
  readonly verdict: Verdict;
  readonly group?: GroupName;
  readonly period?: 360 | 180 | 90;
}

/** Layers of the made-up model: name, alias, units, side of the map, receptive field. */
export const LAYERS: readonly (readonly [string, string, number, number, number])[] = [
  ['conv2/norm2', 'conv2', 192, 56, 27],
  ['inception_3a/output', '3a', 256, 28, 59],
  ['inception_3b/output', '3b', 480, 28, 91],
  ['inception_4a/output', '4a', 512, 14, 139],
];

export const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** A small linear congruential generator: enough for test data. */
export function generator(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
}

export const bump = (degrees: number, width: number) =>
  Math.exp((Math.cos((degrees * Math.PI) / 180) - 1) / (2 * width * width));

const steps = (count: number, step: number) => Array.from({ length: count }, (_, i) => i * step);

export const TURNS = steps(24, 15);
export const HUES = steps(12, 30);

const condition = (
  kind: StimulusCondition['kind'],
  text: string,
  parameters: StimulusCondition['parameters'],
): StimulusCondition => ({ kind, text, parameters });

/** What drives the families, by group and period. */
export const PREFERRED = {
  curve: condition('curve', 'light curve on grey, radius 16 px', {
    contrast: 'light line',
    radius: 16,
    thickness: 3,
  }),
  line: condition('line', 'dark line on grey, 4.6 px wide', { lightness: 'dark', width: 4.6 }),
  grating: condition('grating', 'grating, 12 px a cycle', { phase: 'cosine', wavelength: 12 }),
  hue: condition('colour centre-surround', 'disc of a hue on its opposite, radius 11 px', {
    blur: 0,
  }),
  edge: condition('colour edge', 'sharp edge of opposite hues', { blur: 0 }),
} as const;

export interface FixtureContext {
  readonly random: () => number;
  /** A unit of the layer that no other fixture family has. */
  unit(layer: string): number;
}
