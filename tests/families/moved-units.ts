import type { ResponseGrid } from '../../pipeline/families/group-spectra.ts';
import { Random } from '../../pipeline/numerics/random.ts';

/** A unit's responses to samples along a torus of transformations, places in steps of its grid. */
export type Template = (sample: number, place: readonly number[]) => number;

/**
 * A smooth random template: waves of low frequency with phases of its own in every sample, raised far
 * above zero, so that neither the grid nor a root cuts anything off.
 *
 * @param highest harmonic on every axis
 */
export function randomTemplate(
  seed: number,
  sizes: readonly number[],
  samples: number,
  highest = 3,
): Template {
  const random = new Random(seed);
  const waves = Array.from({ length: samples * 4 }, () => ({
    harmonics: sizes.map(() => random.integer(2 * highest + 1) - highest),
    phase: 2 * Math.PI * random.uniform(),
    size: 0.5 + random.uniform(),
  }));
  return (sample, place) =>
    10 +
    waves.slice(sample * 4, sample * 4 + 4).reduce((sum, { harmonics, phase, size }) => {
      const turns = harmonics.reduce((all, k, axis) => all + (k * place[axis]!) / sizes[axis]!, 0);
      return sum + size * Math.cos(2 * Math.PI * turns + phase);
    }, 0);
}

export interface MovedUnit {
  readonly template: Template;
  readonly element: readonly number[];
  readonly gain?: number;
}

/** What the units answer: unit u to g as its template to g less its element. */
export function movedResponses(
  units: readonly MovedUnit[],
  sizes: readonly number[],
  samples: number,
): ResponseGrid {
  const order = sizes.reduce((product, n) => product * n, 1);
  const values = new Float32Array(units.length * samples * order);
  let at = 0;
  for (const { template, element, gain = 1 } of units) {
    for (let sample = 0; sample < samples; sample++) {
      for (let e = 0; e < order; e++) {
        const place = placeOf(e, sizes).map((step, axis) => step - element[axis]!);
        values[at++] = gain * template(sample, place);
      }
    }
  }
  return { units: units.length, samples, sizes, values };
}

function placeOf(element: number, sizes: readonly number[]): number[] {
  const place = new Array<number>(sizes.length);
  let rest = element;
  for (let axis = sizes.length - 1; axis >= 0; axis--) {
    place[axis] = rest % sizes[axis]!;
    rest = Math.floor(rest / sizes[axis]!);
  }
  return place;
}

/** The template averaged over a subgroup: it leaves the result as it is. */
export function invariant(template: Template, subgroup: readonly (readonly number[])[]): Template {
  return (sample, place) =>
    subgroup.reduce(
      (sum, shift) =>
        sum +
        template(
          sample,
          place.map((step, axis) => step + shift[axis]!),
        ),
      0,
    ) / subgroup.length;
}

/** Largest distance of two assignments, in steps on the furthest axis, less the first unit's. */
export function largestMiss(
  found: readonly (readonly number[])[],
  truth: readonly (readonly number[])[],
  sizes: readonly number[],
  stabiliser: readonly (readonly number[])[] = [sizes.map(() => 0)],
): number {
  const difference = found.map((place, i) => place.map((step, axis) => step - truth[i]![axis]!));
  return Math.max(
    ...difference.map((place) =>
      Math.min(
        ...stabiliser.map((shift) =>
          Math.max(
            ...place.map((step, axis) => {
              const n = sizes[axis]!;
              const wrapped = (((step - difference[0]![axis]! - shift[axis]!) % n) + n) % n;
              return Math.min(wrapped, n - wrapped);
            }),
          ),
        ),
      ),
    ),
  );
}
