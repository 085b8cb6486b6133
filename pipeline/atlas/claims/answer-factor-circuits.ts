import type { Circuit } from '../../records/circuit.ts';
import type { Family } from '../../records/family.ts';
import type { Answer, ClaimRecords } from './claim-records.ts';
import { answerFromCircuits, type Judgement } from './answer-from-circuits.ts';
import { circuitInWords } from './circuit-words.ts';
import { fittedCircuits } from './fitted-circuits.ts';
import { decimal, measured } from './measured.ts';
import { factorWavelength, kernelCorrelation } from './opposed-factors.ts';
import { isNamed, isSupported, supportedFamilies, tagsOf } from './supported-families.ts';

/** By so much the wavelengths that two factors prefer differ at least, as a factor. */
const DIFFERENT_WAVELENGTH = 1.5;

/** A factor of high and one of low frequencies into detectors of one beside the other. */
export function answerHighLow(records: ClaimRecords): Answer {
  const fitted = fittedCircuits(records, {
    group: 'rotation',
    form: 'invariant→equivariant',
    from: 'single units',
    to: (family) => isSupported(family) && isNamed(family, 'high-low frequency'),
    words: 'circuits from single units to high-low frequency',
  });
  return answerFromCircuits(
    records,
    fitted,
    'Reproduced if a circuit passes whose first two factors have kernels of opposite sign at the same places (a negative correlation) and prefer gratings whose ' +
      `wavelengths differ by a factor of ${String(DIFFERENT_WAVELENGTH)} or more; partly if one of the two is missing or cannot be told.`,
    (passed) => passed.map((circuit) => judgeFactors(records, circuit)),
  );
}

function judgeFactors(records: ClaimRecords, circuit: Circuit): Judgement {
  const says = `One pattern turns: ${circuitInWords(records, circuit)}.`;
  const count = measured('factors of its weights', circuit.factors.length);
  const [first, second] = circuit.factors;
  if (first === undefined || second === undefined) {
    const missing = ['two factors of its weights', 'what these pass'];
    return { finding: says, numbers: [count], missing, circuits: [circuit] };
  }
  const correlation = kernelCorrelation(first, second);
  const waves = [first, second].flatMap((factor) => {
    const wave = factorWavelength(records.units, circuit.from.layer, factor);
    return wave === undefined ? [] : [wave];
  });
  const told = waves.length === 2;
  const ratio = told ? Math.max(...waves) / Math.min(...waves) : 1;
  const frequencies = told
    ? `; their units prefer gratings of ${waves.map((wave) => `${wave.toFixed(1)} px`).join(' and ')}`
    : '';
  return {
    finding: `${says} The kernels of its two factors correlate at ${decimal(correlation)}${frequencies}.`,
    numbers: [
      count,
      measured('correlation of the kernels of its first two factors', correlation),
      ...waves.map((wave, i) =>
        measured(`grating preferred by ${i === 0 ? 'one factor' : 'the other'}`, wave, 'px'),
      ),
    ],
    missing: [
      ...(correlation < 0 ? [] : ['factors of opposite sign']),
      ...(ratio >= DIFFERENT_WAVELENGTH
        ? []
        : [
            told
              ? 'factors of different frequencies'
              : 'which frequencies the factors pass, for too few of their units have a passport',
          ]),
    ],
    circuits: [circuit],
  };
}

/**
 * Colour beside grey at every angle, and from it colour around grey. No stimulus shows grey beside
 * colour, so that the closest counterpart is a rotation family of colour contrast.
 */
export function answerColourAndGrey(records: ClaimRecords): Answer {
  const middle = (family: Family): boolean =>
    isSupported(family) && family.group === 'rotation' && isNamed(family, 'colour edge');
  const anyFamily = (family: Family): boolean => isSupported(family) && family.group === 'rotation';
  const halves = (test: (family: Family) => boolean) => ({
    into: fittedCircuits(records, {
      group: 'rotation',
      form: 'invariant→equivariant',
      from: 'single units',
      to: test,
      words: 'circuits into such a family',
    }),
    out: fittedCircuits(records, {
      group: 'rotation',
      form: 'equivariant→invariant',
      from: test,
      to: 'single units',
      words: 'circuits out of such a family',
    }),
  });
  const { into, out } = halves(middle);
  const chains = chainsOf(into.passed, out.passed);
  const { into: anyInto, out: anyOut } = halves(anyFamily);
  const others = chainsOf(anyInto.passed, anyOut.passed).toSorted(
    (a, b) => weakest(b) - weakest(a),
  );
  const candidates = supportedFamilies(records, 'rotation').filter(middle);
  const fitted = into.tried.length * out.tried.length > 0;
  const through = tagsOf(others.map(([{ to }]) => ({ tag: to.family! })));
  return {
    verdict: chains.length > 0 ? 'partly' : fitted ? 'not reproduced' : 'not testable here',
    rule: 'Partly if one supported rotation family of colour contrast ends a circuit invariant→equivariant and begins one equivariant→invariant; never wholly, since no stimulus of the atlas shows grey beside colour. Not reproduced if both were fitted and no family has both, not testable if they were not.',
    finding:
      chains.length > 0
        ? `${chains[0]!.map((circuit) => circuitInWords(records, circuit)).join('; ')}.`
        : (candidates.length === 0
            ? 'No rotation family of colour contrast is supported, and no stimulus of the atlas shows grey beside colour.'
            : fitted
              ? 'No rotation family of colour contrast has both circuits.'
              : 'No circuit into and out of a rotation family of colour contrast was fitted.') +
          (others.length === 0
            ? ' No chain of two circuits passes through a rotation family of another feature either.'
            : ` Of the chains through families of other features (${String(through.length)} of them) the closest counterpart is ${others[0]!.map((circuit) => circuitInWords(records, circuit)).join(', then ')}; it fails in that what turns in it is not colour.`),
    numbers: [
      measured('supported rotation families of colour contrast', candidates.length),
      measured('fits of circuits into them', into.tried.length),
      measured('fits of circuits out of them', out.tried.length),
      measured('chains of a passed circuit into and one out of one family', chains.length),
      measured('rotation families that any such chain passes through', through.length),
    ],
    evidence: tagsOf([...chains.flat(), ...candidates, ...others.slice(0, 2).flat()]),
    records: ['scan.json', 'circuits.json', 'families.json'],
  };
}

/** The R² of the worse of two circuits. */
function weakest(chain: readonly Circuit[]): number {
  return Math.min(...chain.map(({ r2 }) => r2));
}

/** Pairs of a circuit into a family and one out of the same. */
function chainsOf(into: readonly Circuit[], out: readonly Circuit[]): [Circuit, Circuit][] {
  return into.flatMap((first) =>
    out
      .filter(({ from }) => from.family === first.to.family)
      .map((second): [Circuit, Circuit] => [first, second]),
  );
}
