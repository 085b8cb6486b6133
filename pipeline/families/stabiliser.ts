import { abelianGrid } from '../groups/abelian-grid.ts';
import { correlationAt, type CrossSpectrum } from './cross-spectrum.ts';

/** Units whose responses a subgroup leaves as they are. */
export interface StabiliserClass {
  readonly name: string;
  /** Coordinates of elements that generate the subgroup; none for the trivial one. */
  readonly generators: readonly (readonly number[])[];
  /** Least correlation of a unit with itself moved by each generator. */
  readonly repetition: number;
  /** Elements that must *not* leave the unit as it is, and the largest correlation allowed there. */
  readonly unlike?: {
    readonly elements: readonly (readonly number[])[];
    readonly correlation: number;
  };
}

export interface SortedUnits {
  readonly name: string;
  /** Generators as elements of the grid. */
  readonly stabiliser: readonly number[];
  /** Places of the units in the spectrum. */
  readonly places: readonly number[];
  /** Of each unit: correlations with itself at the class's generators, then at its `unlike` elements. */
  readonly own: readonly (readonly number[])[];
}

/** Each unit in the last class whose conditions it meets; units that meet none are left out. */
export function sortByStabiliser(
  spectrum: CrossSpectrum,
  classes: readonly StabiliserClass[],
): readonly SortedUnits[] {
  const grid = abelianGrid('the probed group', spectrum.sizes);
  const sorted = classes.map(({ name, generators }) => ({
    name,
    stabiliser: generators.map((place) => grid.index(place)),
    places: [] as number[],
    own: [] as number[][],
  }));
  spectrum.units.forEach((_, i) => {
    const own = (element: readonly number[]): number => correlationAt(spectrum, i, i, element);
    const met = classes.map(
      ({ generators, repetition, unlike }) =>
        generators.every((element) => own(element) >= repetition) &&
        (unlike?.elements.every((element) => own(element) <= unlike.correlation) ?? true),
    );
    const last = met.lastIndexOf(true);
    if (last < 0) return;
    const { generators, unlike } = classes[last]!;
    sorted[last]!.places.push(i);
    sorted[last]!.own.push([...generators, ...(unlike?.elements ?? [])].map(own));
  });
  return sorted;
}

/** A unit repeats where its modulation correlates with itself at least so much. */
export const REPEATS = 0.3;

/** Periods of a full turn sampled in so many steps: 360°, 180° and 90°. */
export function rotationClasses(steps: number): readonly StabiliserClass[] {
  return [
    { name: '360', generators: [], repetition: REPEATS },
    { name: '180', generators: [[steps / 2]], repetition: REPEATS },
    { name: '90', generators: [[steps / 2], [steps / 4]], repetition: REPEATS },
  ];
}

export const hueClasses: readonly StabiliserClass[] = [
  { name: '360', generators: [], repetition: REPEATS },
];

/** A unit is in the hue-rotation group where half a turn of both leaves it alike by so much. */
const COUPLED = 0.3;

/**
 * The test for membership in the hue-rotation group: half a turn of hue undoes half a turn of the
 * picture, and neither leaves the unit alone by itself.
 */
export function hueRotationClasses(hues: number, turns: number): readonly StabiliserClass[] {
  return [
    {
      name: 'coupled',
      generators: [[hues / 2, turns / 2]],
      repetition: COUPLED,
      unlike: {
        elements: [
          [hues / 2, 0],
          [0, turns / 2],
        ],
        correlation: 0,
      },
    },
  ];
}
