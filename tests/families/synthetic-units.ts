import {
  angularModulations,
  type AngularModulation,
  type ResponseTable,
} from '../../pipeline/families/angular-modulation.ts';
import type { Random } from '../../pipeline/numerics/random.ts';

/** A unit at element 0: its response to a condition at an angle in degrees. */
export type Template = (condition: number, degrees: number) => number;

export const ANGLES = 72;
export const CONDITIONS = 6;

/** A bump of von Mises shape: 1 at 0°, narrower for a larger concentration. */
export const vonMises = (degrees: number, concentration: number): number =>
  Math.exp(concentration * (Math.cos((degrees * Math.PI) / 180) - 1));

/** Asymmetric and different in every condition; its largest peak is at 0° in condition 0. */
export const template: Template = (condition, degrees) =>
  (3 - 0.4 * condition) * vonMises(degrees - 8 * condition, 4 + condition) +
  0.2 * condition * vonMises(degrees - 150 + 20 * condition, 6);

/** Harmonics 1 … 6 of random phase and falling size, different in every condition. */
export function randomTemplate(random: Random): Template {
  const waves = Array.from({ length: CONDITIONS * 6 }, (_, i) => ({
    size: random.normal() / (1 + (i % 6)),
    phase: 360 * random.uniform(),
  }));
  return (condition, degrees) =>
    5 +
    waves
      .slice(condition * 6, condition * 6 + 6)
      .reduce(
        (sum, { size, phase }, k) =>
          sum + size * Math.cos((((k + 1) * degrees + phase) * Math.PI) / 180),
        0,
      );
}

export interface TurnedUnit {
  readonly shape: Template;
  readonly element: number;
  readonly gain?: number;
}

/** What the units would answer: unit u to angle t as its shape to t − element. */
export function responseTable(units: readonly TurnedUnit[]): ResponseTable {
  const values = new Float32Array(units.length * CONDITIONS * ANGLES);
  units.forEach(({ shape, element, gain = 1 }, u) => {
    for (let c = 0; c < CONDITIONS; c++) {
      for (let a = 0; a < ANGLES; a++) {
        const degrees = (a * 360) / ANGLES - element;
        values[(u * CONDITIONS + c) * ANGLES + a] = gain * shape(c, degrees);
      }
    }
  });
  return { units: units.length, conditions: CONDITIONS, angles: ANGLES, values };
}

export const modulationsOf = (units: readonly TurnedUnit[]): AngularModulation[] =>
  angularModulations(responseTable(units));
