import type { Random } from '../numerics/random.ts';
import { compareWithNull, type NullSummary } from '../numerics/significance.ts';
import { percentileInterval, quantile } from '../numerics/statistics.ts';
import { steppedGram, type CorrelationTable } from './correlation-table.ts';
import { correlationAt, crossSpectrum, restrictToQuotient } from './cross-spectrum.ts';
import { explainedShare, sumGrams, unitDiagonal, type Gram } from './gram.ts';
import type { ProbeEvidence } from './probe-evidence.ts';
import type { ProposedSet } from './propose-sets.ts';
import { refineOnGrid, synchroniseElements } from './solve-elements.ts';

/** Null 1, on the held-out half: the same units, their elements drawn at random from the grid. */
export function randomElementsNull(
  test: CorrelationTable,
  { members, elements }: ProposedSet,
  samples: number,
  random: Random,
): NullSummary {
  const shares = Float64Array.from({ length: samples }, () =>
    explainedShare(
      steppedGram(
        test,
        members,
        members.map(() => random.integer(test.grid.order)),
      ),
    ),
  );
  return compareWithNull(explainedShare(steppedGram(test, members, elements)), shares);
}

/** The same correlations on both halves. */
export interface HalvedTables {
  readonly search: CorrelationTable;
  readonly test: CorrelationTable;
}

/**
 * Null 2: random sets of as many eligible units of the layer, each given its best elements on the
 * searched half and judged, like the family, on the held-out half. They are drawn from all stabiliser
 * classes: a family that is all there is of its class would be compared with itself. What the
 * stabiliser's average leaves of a unit counts as much as of any other.
 *
 * @param layer all eligible units, under the stabiliser of the set's class
 */
export function randomUnitsNull(
  layer: HalvedTables,
  test: CorrelationTable,
  { members, elements }: ProposedSet,
  samples: number,
  random: Random,
): NullSummary {
  const share = (gram: Gram): number => explainedShare(unitDiagonal(gram));
  const shares = Float64Array.from({ length: samples }, () => {
    const drawn = random.sample(layer.search.units.length, members.length).sort((a, b) => a - b);
    const solved = refineOnGrid(layer.search, drawn, synchroniseElements(layer.search, drawn), 1);
    return share(steppedGram(layer.test, drawn, solved));
  });
  return compareWithNull(share(steppedGram(test, members, elements)), shares);
}

/** Consecutive samples are drawn together: a picture gives several patches. */
const BLOCKS = 20;

/**
 * 95% interval of R² when blocks of samples of every probe are drawn anew with replacement.
 *
 * @param units the members' indices in their layer
 * @param elements in steps of the grid along every axis
 * @param trivial which characters are kept, see restrictToQuotient
 * @param observed R² on all samples
 */
export function bootstrapInterval(
  evidence: readonly ProbeEvidence[],
  units: readonly number[],
  elements: readonly (readonly number[])[],
  trivial: (harmonics: readonly number[]) => boolean,
  observed: number,
  samples: number,
  random: Random,
): [number, number] {
  const probes = evidence.map(({ spectra, driven }) => {
    const blocks = Math.min(BLOCKS, spectra.samples);
    return {
      driven: units.map((unit) => driven[unit]!),
      grams: Array.from({ length: blocks }, (_, block) => {
        const inside = (s: number): boolean => Math.floor((s * blocks) / spectra.samples) === block;
        const part = crossSpectrum(spectra, units, inside);
        return blockGram(restrictToQuotient(part, trivial), elements);
      }),
    };
  });
  const shares = Float64Array.from({ length: samples }, () => {
    const drawn = probes.map(({ driven, grams }) => {
      const counts = grams.map(() => 0);
      grams.forEach(() => {
        const b = random.integer(grams.length);
        counts[b] = counts[b]! + 1;
      });
      return { driven, gram: unitDiagonal(sumGrams(grams, counts)) };
    });
    return explainedShare(averageDriven(drawn, units.length));
  });
  // Drawing samples twice makes them look more alike or less than they are: the interval is moved
  // so that its median is the observed R².
  const shift = observed - quantile(shares, 0.5);
  return percentileInterval(shares.map((share) => Math.min(1, share + shift)));
}

/** Every pair's mean over the probes that drive both its units. */
function averageDriven(
  probes: readonly { readonly driven: readonly boolean[]; readonly gram: Gram }[],
  n: number,
): Gram {
  const mean = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const both = probes.filter(({ driven }) => driven[i] && driven[j]);
      const sum = both.reduce((total, { gram }) => total + gram[i * n + j]!, 0);
      mean[i * n + j] = both.length === 0 ? 0 : sum / both.length;
    }
  }
  return mean;
}

function blockGram(
  spectrum: ReturnType<typeof crossSpectrum>,
  elements: readonly (readonly number[])[],
): Gram {
  const n = elements.length;
  const gram = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      const relative = elements[j]!.map((step, axis) => step - elements[i]![axis]!);
      gram[i * n + j] = gram[j * n + i] = correlationAt(spectrum, i, j, relative);
    }
  }
  return gram;
}
