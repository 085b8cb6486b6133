import { plural } from '../../families/verdict.ts';
import type { Answer, ClaimRecords } from './claim-records.ts';
import { listed, measured, partOf } from './measured.ts';
import { aliasesOf, isNamed, supportedFamilies, tagsOf } from './supported-families.ts';

/** Sizes that make "several". */
const FEWEST_SIZES = 3;

/** One feature at several sizes in different layers. */
export function answerScale(records: ClaimRecords): Answer {
  const chains = supportedFamilies(records, 'scale');
  const tried = records.families.filter(({ group }) => group === 'scale').length;
  const round = chains.filter((family) =>
    isNamed(family, 'circle', 'centre-surround', 'colour centre-surround'),
  );
  const sizes = (families: typeof chains): number =>
    Math.max(0, ...families.map(({ members }) => members.length));
  const factors = chains.flatMap(({ steps }) => steps.map(({ factor }) => factor));
  const largest = Math.max(...factors);
  // A factor on the ladder's end says only that the best one is not smaller.
  const atEnd = factors.filter((factor) => largest - factor < 0.005).length;
  return {
    verdict:
      sizes(round) >= FEWEST_SIZES ? 'reproduced' : chains.length > 0 ? 'partly' : 'not reproduced',
    rule: `Reproduced if a supported chain of circles or centre-surround units has ${String(FEWEST_SIZES)} sizes or more; partly if there are supported chains, but of two sizes only or of other features.`,
    finding:
      chains.length === 0
        ? `None of ${plural(tried, 'chain')} tried is supported.`
        : `${partOf(chains.length, tried)} chains tried are supported, ${String(round.length)} of them of round features${round.length > 0 ? ` (in ${listed(aliasesOf(records, round))})` : ''}; ` +
          `the longest has ${plural(sizes(chains), 'size')}. Of ${plural(factors.length, 'step')}, ${String(atEnd)} have the largest factor measured, ${largest.toFixed(2)}. ` +
          'The search looks for larger copies in later layers only, so that small ones come earlier is assumed and not tested.',
    numbers: [
      measured('chains tried', tried),
      measured('chains supported', chains.length),
      measured('supported chains of round features', round.length),
      measured('sizes in the longest supported chain', sizes(chains)),
      ...(factors.length === 0
        ? []
        : [
            measured('smallest factor of a step', Math.min(...factors)),
            measured('largest factor of a step', largest),
            measured('steps with the largest factor', atEnd),
          ]),
    ],
    evidence: tagsOf([...round, ...chains]).slice(0, 8),
    records: ['families.json'],
  };
}
