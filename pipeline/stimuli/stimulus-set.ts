import type { StimulusKind } from '../records/stimulus.ts';
import { brightnessGradients } from './brightness-gradient.ts';
import { centreSurrounds } from './centre-surround.ts';
import { circles } from './circle.ts';
import { colourCentreSurrounds } from './colour-centre-surround.ts';
import { colourEdges } from './colour-edge.ts';
import { corners } from './corner.ts';
import { curves } from './curve.ts';
import { edges } from './edge.ts';
import { gratings } from './grating.ts';
import { highLowFrequencies } from './high-low-frequency.ts';
import { lines } from './line.ts';
import type { StimulusFamily } from './stimulus-family.ts';

export type { Painting } from './painting.ts';
export type { Axis, StimulusElement, StimulusFamily } from './stimulus-family.ts';

/** Every kind of synthetic stimulus, in the order in which pages show them. */
export const stimulusSet: readonly StimulusFamily[] = [
  lines,
  edges,
  gratings,
  curves,
  corners,
  circles,
  centreSurrounds,
  colourCentreSurrounds,
  colourEdges,
  highLowFrequencies,
  brightnessGradients,
];

/** The family of a kind. */
export function stimulusFamily(kind: StimulusKind): StimulusFamily {
  const family = stimulusSet.find((candidate) => candidate.kind === kind);
  if (family === undefined) throw new RangeError(`no stimuli of kind ${kind}`);
  return family;
}
