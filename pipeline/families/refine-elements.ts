import type { AngularModulation } from './angular-modulation.ts';
import { leadingPair, steppedGram, turnHarmonics } from './gram.ts';
import { cyclicPeak, turnCorrelation, type PairTable } from './pair-correlation.ts';

/**
 * Elements that fit one template best, by coordinate ascent: each member in turn is moved to where
 * it correlates best with the template of the others.
 *
 * @param elements degrees to start from
 * @returns degrees in [0, 360), finer than the angle step, up to one common turn
 */
export function refineElements(
  members: readonly AngularModulation[],
  elements: readonly number[],
  angles: number,
  sweeps = 4,
): number[] {
  const harmonics = Math.floor(angles / 2);
  const refined = [...elements];
  const aligned = members.map((member, i) => turnHarmonics(member, -refined[i]!, harmonics));
  for (let sweep = 0; sweep < sweeps; sweep++) {
    members.forEach((member, i) => {
      const template = sumOthers(aligned, i);
      const { place } = cyclicPeak(turnCorrelation(template, member, angles));
      refined[i] = (place * 360) / angles;
      aligned[i] = turnHarmonics(member, -refined[i], harmonics);
    });
  }
  return refined;
}

type Harmonics = Pick<AngularModulation, 'real' | 'imaginary'>;

function sumOthers(aligned: readonly Harmonics[], left: number): Harmonics {
  const size = aligned[0]!.real.length;
  const sum = { real: new Float64Array(size), imaginary: new Float64Array(size) };
  aligned.forEach(({ real, imaginary }, i) => {
    if (i === left) return;
    for (let k = 0; k < size; k++) {
      sum.real[k] = sum.real[k]! + real[k]!;
      sum.imaginary[k] = sum.imaginary[k]! + imaginary[k]!;
    }
  });
  return sum;
}

/** The same on the grid of the pair table's angle steps: fast enough for thousands of nulls. */
export function refineSteps(
  pairs: PairTable,
  members: readonly number[],
  elements: readonly number[],
  sweeps = 2,
): number[] {
  const { angles, correlation } = pairs;
  const total = pairs.units.length;
  const steps = elements.map((degrees) => Math.round((degrees * angles) / 360) % angles);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const { vector } = leadingPair(steppedGram(pairs, members, steps));
    members.forEach((unit, i) => {
      let best = steps[i]!;
      let height = -Infinity;
      for (let step = 0; step < angles; step++) {
        let sum = 0;
        members.forEach((other, j) => {
          if (j === i) return;
          const turn = (step - steps[j]! + angles) % angles;
          sum += vector[j]! * correlation[(other * total + unit) * angles + turn]!;
        });
        if (sum > height) [best, height] = [step, sum];
      }
      steps[i] = best;
    });
  }
  return steps;
}
