import type { FirstLayer } from '../../records/first-layer.ts';
import type { Answer, ClaimRecords } from './claim-records.ts';
import { decimal, measured, partOf } from './measured.ts';
import { isSupported, tagsOf } from './supported-families.ts';

/** Fewer filters do not tell how they are spread. */
const ENOUGH = 8;
/** Cells of the 4 × 4 grid over the picture that middles of filters have to reach. */
const MANY_CELLS = 8;
/** Mean direction of orientations from which they are of one kind. */
const ONE_DIRECTION = 0.5;
/** Ratio of the 90% to the 10% quantile of frequencies from which filters have several sizes. */
const SEVERAL_SIZES = 1.5;

/** A fully connected first layer beside this model's convolution: what of a filter's copies is left. */
export function answerFirstLayer({ model, families, comparison }: ClaimRecords): Answer {
  const rule = `Reproduced if in a fully connected first layer of the atlas at least ${String(ENOUGH)} filters are fitted by Gabor functions, their middles reach at least ${String(MANY_CELLS)} of the 16 cells of a 4 × 4 grid over the picture, their orientations have no one direction and the 90% and 10% quantiles of their frequencies differ by a factor of ${String(SEVERAL_SIZES)} or more, and so with the orientations and frequencies of this model’s first convolution, which has no places; partly if the convolution alone, or the fully connected layer alone, is so.`;
  const dense = comparison.firstLayers.filter(({ kind }) => kind === 'dense');
  const own = comparison.firstLayers.find((layer) => layer.model === model.name);
  if (dense.length === 0 || own === undefined) {
    return {
      ...{ verdict: 'not testable here', rule, numbers: [], evidence: [], records: [] },
      finding:
        own === undefined
          ? 'Its first layer has not been fitted.'
          : 'No fully connected first layer is in the atlas.',
    };
  }
  const [first] = dense.toSorted((a, b) => b.summary.fitted - a.summary.fitted);
  const connected = first!;
  const placed = isPlaced(connected) && isTurned(connected) && isSized(connected);
  const turned = isTurned(own) && isSized(own);
  const layer = model.layers[0]!.name;
  return {
    verdict: placed && turned ? 'reproduced' : placed || turned ? 'partly' : 'not reproduced',
    rule,
    finding:
      `Of the fully connected first layer of ${connected.model}, ${partOf(connected.summary.fitted, connected.units.length)} filters are fitted by Gabor functions` +
      (connected.summary.position === null
        ? '.'
        : `, with middles in ${String(connected.summary.position.cells)} of 16 cells of the picture.`) +
      ` Of this model’s first convolution it is ${partOf(own.summary.fitted, own.units.length)}, ${String(own.summary.oriented)} of them oriented` +
      (own.summary.orientation === null
        ? '.'
        : `; the mean direction of their orientations has length ${decimal(own.summary.orientation.length)}, where 0 is all round and 1 one direction.`),
    numbers: [...numbersOf('fully connected', connected), ...numbersOf('convolution', own)],
    evidence: tagsOf(families.filter((family) => isSupported(family) && family.layer === layer)),
    records: ['comparison/first-layers.json', 'families.json'],
  };
}

function isPlaced({ summary: { fitted, position } }: FirstLayer): boolean {
  return fitted >= ENOUGH && position !== null && position.cells >= MANY_CELLS;
}

function isTurned({ summary: { orientation } }: FirstLayer): boolean {
  return orientation !== null && orientation.count >= ENOUGH && orientation.length < ONE_DIRECTION;
}

function isSized({ summary: { frequency } }: FirstLayer): boolean {
  return frequency !== null && frequency.count >= ENOUGH && sizes(frequency) >= SEVERAL_SIZES;
}

function sizes({ quantiles }: NonNullable<FirstLayer['summary']['frequency']>): number {
  return quantiles.at(-1)! / quantiles[0]!;
}

function numbersOf(which: string, { units, summary }: FirstLayer): Answer['numbers'] {
  const { fitted, oriented, orientation, frequency, position } = summary;
  return [
    measured(`filters, ${which}`, units.length),
    measured(`fitted by Gabor functions, ${which}`, fitted),
    measured(`oriented, ${which}`, oriented),
    ...(orientation === null
      ? []
      : [measured(`length of the mean orientation, ${which}`, orientation.length)]),
    ...(frequency === null
      ? []
      : [measured(`ratio of high to low frequencies, ${which}`, sizes(frequency))]),
    ...(position === null ? [] : [measured(`cells of 16 with a middle, ${which}`, position.cells)]),
  ];
}
