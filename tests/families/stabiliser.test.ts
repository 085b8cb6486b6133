import { describe, expect, it } from 'vitest';
import { crossSpectrum, normaliseSpectrum } from '../../pipeline/families/cross-spectrum.ts';
import { groupSpectra } from '../../pipeline/families/group-spectra.ts';
import {
  hueClasses,
  hueRotationClasses,
  rotationClasses,
  sortByStabiliser,
  type StabiliserClass,
} from '../../pipeline/families/stabiliser.ts';
import {
  invariant,
  movedResponses,
  randomTemplate,
  type MovedUnit,
  type Template,
} from './moved-units.ts';

const SAMPLES = 30;

function sorted(
  sizes: readonly number[],
  templates: readonly Template[],
  classes: readonly StabiliserClass[],
) {
  const units = templates.map((template): MovedUnit => ({ template, element: sizes.map(() => 0) }));
  const spectra = groupSpectra(movedResponses(units, sizes, SAMPLES));
  const spectrum = crossSpectrum(
    spectra,
    units.map((_, unit) => unit),
  );
  return sortByStabiliser(normaliseSpectrum(spectrum), classes);
}

describe('periods of rotation', () => {
  const template = randomTemplate(1, [24], SAMPLES, 8);
  const classes = sorted(
    [24],
    [
      template,
      invariant(template, [[0], [12]]),
      invariant(template, [[0], [6], [12], [18]]),
      // A third of a turn is no period that is asked for.
      invariant(template, [[0], [8], [16]]),
    ],
    rotationClasses(24),
  );

  it('are told apart, the shortest first', () => {
    expect(classes.map(({ name, places }) => [name, places])).toEqual([
      ['360', [0, 3]],
      ['180', [1]],
      ['90', [2]],
    ]);
  });

  it('come with their generators and with what the unit says to them', () => {
    expect(classes[2]!.stabiliser).toEqual([12, 6]);
    classes[2]!.own[0]!.forEach((value) => {
      expect(value).toBeCloseTo(1, 5);
    });
    expect(classes[0]!.own[0]).toEqual([]);
  });
});

describe('the quotient of hue and rotation', () => {
  const sizes = [12, 12];
  const whole = randomTemplate(2, sizes, SAMPLES);
  const half: Template = invariant(whole, [
    [0, 0],
    [6, 6],
  ]);
  // Of the waves that the half turn of both leaves, only those that either half turn reverses.
  const coupled: Template = (sample, place) =>
    half(sample, place) - half(sample, [place[0]! + 6, place[1]!]) + 20;
  const classes = sorted(
    sizes,
    [
      whole,
      coupled,
      invariant(half, [
        [0, 0],
        [6, 0],
      ]),
    ],
    hueRotationClasses(12, 12),
  );

  it('holds units that both half turns together leave alone, and neither by itself', () => {
    expect(classes).toHaveLength(1);
    expect(classes[0]!.places).toEqual([1]);
    const [both, hue, turn] = classes[0]!.own[0]!;
    expect(both).toBeCloseTo(1, 5);
    expect(hue).toBeCloseTo(-1, 5);
    expect(turn).toBeCloseTo(-1, 5);
  });
});

it('every unit belongs to the one class of hue', () => {
  const templates = [3, 4].map((seed) => randomTemplate(seed, [12], SAMPLES));
  expect(sorted([12], templates, hueClasses)[0]!.places).toEqual([0, 1]);
});
