import type { MotifForm } from '../../records/circuit.ts';
import type { Answer, ClaimRecords } from './claim-records.ts';
import { answerFromCircuits } from './answer-from-circuits.ts';
import { circuitInWords } from './circuit-words.ts';
import { fittedCircuits } from './fitted-circuits.ts';
import { isSupported } from './supported-families.ts';

/** Of the depth of the covered layers, where heads and poses are: 4a to 4e of InceptionV1. */
const HEADS = { from: 0.4, to: 0.8 } as const;

/** Layers of that depth; none in a network too shallow for parts of objects. */
export function headLayers({ model }: Pick<ClaimRecords, 'model'>): ReadonlySet<string> {
  if (model.correspondencesFrom === undefined) return new Set();
  const last = Math.max(1, model.layers.length - 1);
  return new Set(
    model.layers
      .filter((_, i) => i / last >= HEADS.from - 1e-9 && i / last <= HEADS.to + 1e-9)
      .map(({ name }) => name),
  );
}

/** Single units into a mirrored pair, as human and animal heads into a pair of one beside the other. */
export function answerHumanAnimal(records: ClaimRecords): Answer {
  return answerMirrored(
    records,
    'invariant→equivariant',
    'mirrored circuits from single units to a mirrored pair',
    'what the units show, human or animal, which no record tells',
  );
}

/** A mirrored pair into single units, as dog heads that face left and right into one of either pose. */
export function answerDogHead(records: ClaimRecords): Answer {
  return answerMirrored(
    records,
    'equivariant→invariant',
    'mirrored circuits from a mirrored pair to single units',
    'what the units show, dogs or not, which no record tells',
  );
}

function answerMirrored(
  records: ClaimRecords,
  form: MotifForm,
  words: string,
  untested: string,
): Answer {
  const pair = { of: isSupported, single: 'single units' } as const;
  const into = form === 'invariant→equivariant';
  const layers = headLayers(records);
  const aliases = records.model.layers.filter(({ name }) => layers.has(name));
  const where =
    aliases.length === 0
      ? 'layers deep enough for heads, of which it has none'
      : `${aliases[0]!.alias} to ${aliases.at(-1)!.alias}`;
  const fitted = fittedCircuits(records, {
    group: 'reflection',
    form,
    from: into ? pair.single : pair.of,
    to: into ? pair.of : pair.single,
    layers,
    words,
  });
  return answerFromCircuits(
    records,
    fitted,
    `Partly if weights flip with a supported mirrored pair in ${where}; never wholly, since no record tells what the units show.`,
    (passed) => [
      {
        finding: `${String(passed.length)} of ${String(Math.max(fitted.tried.length, passed.length))} ${words} in ${where} flip with the pair, best of all ${circuitInWords(records, passed[0])}.`,
        numbers: [],
        missing: [untested],
        circuits: passed,
      },
    ],
  );
}
