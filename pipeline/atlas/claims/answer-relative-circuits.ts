import type { Circuit } from '../../records/circuit.ts';
import type { Family } from '../../records/family.ts';
import type { Answer, ClaimRecords } from './claim-records.ts';
import { answerFromCircuits } from './answer-from-circuits.ts';
import { circuitInWords } from './circuit-words.ts';
import { fittedCircuits, type Wiring } from './fitted-circuits.ts';
import { measured, measuredShare, partOf, type Measured } from './measured.ts';
import { binInWords, binsBetween, extremeBin, signOf } from './profile-signs.ts';
import { isNamed, isSupported } from './supported-families.ts';

type Bin = Circuit['profile'][number];

/** Bins up to so far from 0°, 90° or 180° stand for it: half the width of a bin. */
const NEAR = 15;
/** A nearby hue, and a distant one, degrees. */
const NEARBY = { from: 30, to: 90 } as const;
const DISTANT = 120;
/** Least share of the targets that must be invariant to hue. */
const INVARIANT_TARGETS = 0.5;

const between = (
  group: Wiring['group'],
  from: (family: Family) => boolean,
  to: (family: Family) => boolean,
  words: string,
): Wiring => ({
  group,
  form: 'equivariant→equivariant',
  from: (family) => isSupported(family) && from(family),
  to: (family) => isSupported(family) && to(family),
  words,
});

const weight = (what: string, bin: Bin | undefined): Measured[] =>
  bin === undefined ? [] : [measured(what, bin.weight)];

const unless = (met: boolean, what: string): string[] => (met ? [] : [what]);

/** Same hue, nearby hue, distant hue. */
export function answerHueHue(records: ClaimRecords): Answer {
  const centres = (family: Family): boolean =>
    family.group === 'hue' && isNamed(family, 'colour centre-surround');
  const words = 'circuits between coloured centres of two layers';
  const fitted = fittedCircuits(records, between('hue', centres, centres, words));
  return answerFromCircuits(
    records,
    fitted,
    `Reproduced if a circuit passes whose weight is positive at the same hue, negative somewhere between ${String(NEARBY.from)}° and ${String(NEARBY.to)}°, and not distinct from zero ` +
      `from ${String(DISTANT)}° on, each by its 95% interval; partly if one of these fails.`,
    (passed) =>
      passed.map((circuit) => {
        const same = extremeBin(binsBetween(circuit, 0, NEAR), 1);
        const nearby = extremeBin(binsBetween(circuit, NEARBY.from, NEARBY.to), -1);
        const far = binsBetween(circuit, DISTANT, 180);
        const distant = far.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))[0];
        const none = far.length > 0 && far.every((bin) => signOf(bin) === 'about zero');
        return {
          missing: [
            ...unless(signOf(same) === 'positive', 'a positive weight at the same hue'),
            ...unless(signOf(nearby) === 'negative', 'a negative weight at a nearby hue'),
            ...unless(none, 'weights about zero at all distant hues'),
          ],
          finding: `Circuit: ${circuitInWords(records, circuit)}. Weights: same hue ${binInWords(same)}; lowest of the nearby hues ${binInWords(nearby)}; furthest from zero of the distant hues ${binInWords(distant)}.`,
          numbers: [
            ...weight('weight at the same hue', same),
            ...weight('lowest weight at a nearby hue', nearby),
            ...weight('weight furthest from zero at a distant hue', distant),
          ],
          circuits: [circuit],
        };
      }),
  );
}

/** Same and opposite orientation. */
export function answerCurveCurve(records: ClaimRecords): Answer {
  const curves = (family: Family): boolean =>
    family.group === 'rotation' && family.period === 360 && isNamed(family, 'curve');
  const words = 'circuits from curves to curves of a later layer';
  const fitted = fittedCircuits(records, between('rotation', curves, curves, words));
  return answerFromCircuits(
    records,
    fitted,
    'Reproduced if a circuit passes whose weight is positive at the same and negative at the opposite orientation, each by its 95% interval; partly if one of these fails.',
    (passed) =>
      passed.map((circuit) => {
        const same = extremeBin(binsBetween(circuit, 0, NEAR), 1);
        const opposite = extremeBin(binsBetween(circuit, 180 - NEAR, 180), -1);
        return {
          missing: [
            ...unless(signOf(same) === 'positive', 'a positive weight at the same orientation'),
            ...unless(
              signOf(opposite) === 'negative',
              'a negative weight at the opposite orientation',
            ),
          ],
          finding: `Circuit: ${circuitInWords(records, circuit)}. Weights: same orientation ${binInWords(same)}, opposite ${binInWords(opposite)}.`,
          numbers: [
            ...weight('weight at the same orientation', same),
            ...weight('weight at the opposite orientation', opposite),
          ],
          circuits: [circuit],
        };
      }),
  );
}

/**
 * Colour contrast across and along a line. The elements of both families are the directions of
 * normals, so that contrast across the line is at 0° or 180° and contrast along it at ±90°.
 */
export function answerContrastLine(records: ClaimRecords): Answer {
  const contrast = (family: Family): boolean =>
    family.group === 'hue-rotation' ||
    (family.group === 'rotation' && isNamed(family, 'colour edge'));
  const lines = (family: Family): boolean => family.group === 'rotation' && isNamed(family, 'line');
  const words = 'circuits from colour contrast to lines';
  const fitted = fittedCircuits(records, between('rotation', contrast, lines, words));
  const invariantTo = ({ to }: Circuit): number => {
    const invariant = records.coverage.find(({ layer }) => layer === to.layer)?.invariantUnits.hue;
    return to.units.filter((unit) => invariant?.includes(unit)).length;
  };
  return answerFromCircuits(
    records,
    fitted,
    'Reproduced if a circuit passes whose weight is positive for contrast across the line and negative for contrast along it, each by its 95% interval, ' +
      `and at least ${String(100 * INVARIANT_TARGETS)}% of its targets are invariant to hue; partly if one of these fails.`,
    (passed) =>
      passed.map((circuit) => {
        const across = extremeBin(binsBetween(circuit, 0, NEAR, 180), 1);
        const along = extremeBin(binsBetween(circuit, 90 - NEAR, 90, 180), -1);
        const [still, targets] = [invariantTo(circuit), circuit.to.units.length];
        return {
          missing: [
            ...unless(signOf(across) === 'positive', 'a positive weight of contrast across'),
            ...unless(signOf(along) === 'negative', 'a negative weight of contrast along'),
            ...unless(still >= INVARIANT_TARGETS * targets, 'targets invariant to hue'),
          ],
          finding: `Circuit: ${circuitInWords(records, circuit)}. Weights: contrast across the line ${binInWords(across)}, along it ${binInWords(along)}; ${partOf(still, targets)} targets are invariant to hue.`,
          numbers: [
            ...weight('weight of contrast across the line', across),
            ...weight('weight of contrast along the line', along),
            measuredShare('targets invariant to hue', still, targets),
          ],
          circuits: [circuit],
        };
      }),
  );
}
