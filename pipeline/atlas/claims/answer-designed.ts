import type { Analogues } from '../../records/analogue.ts';
import type { Answer, ClaimRecords } from './claim-records.ts';
import { measured, partOf } from './measured.ts';

/** Families with an analogue in another model, of those that were compared. */
interface Counted {
  readonly found: number;
  readonly of: number;
}

/**
 * Designed networks beside this one: do their families have analogues among the families here, and
 * more so than before training? The records of several models answer it.
 */
export function answerDesigned({ model, families, comparison }: ClaimRecords): Answer {
  const rule =
    'Reproduced if at least half of the rotation and hue families of a trained network, half of whose units are designed equivariant, have an analogue in this model by tuning, and a larger share than of the same network before training; partly if some have. A designed network itself is not its own witness.';
  const none = (finding: string): Answer => ({
    ...{ verdict: 'not testable here', rule, finding },
    ...{ numbers: [], evidence: [], records: [] },
  });
  const designed = comparison.knownTruth.filter(({ controlOf }) => controlOf === undefined);
  if (comparison.knownTruth.some((truth) => truth.model === model.name)) {
    return none('This is the designed network; what it is compared with stands with the others.');
  }
  const [trained] = designed.flatMap((truth) =>
    between(comparison.analogues, truth.model, model.name),
  );
  if (trained === undefined) return none('No designed network has been compared with it.');
  const control = comparison.knownTruth
    .filter(({ controlOf }) => controlOf === trained.from)
    .flatMap((truth) => between(comparison.analogues, truth.model, model.name))[0];
  const after = counted(trained);
  const before = control && counted(control);
  const share = ({ found, of }: Counted): number => (of === 0 ? 0 : found / of);
  const beyond = before === undefined || share(after) > share(before);
  const tags = new Set(families.map(({ tag }) => tag));
  const here = trained.families
    .filter(({ isAnalogue }) => isAnalogue)
    .sort((a, b) => b.similarity - a.similarity)
    .flatMap(({ counterpart }) =>
      counterpart !== null && tags.has(counterpart) ? [counterpart] : [],
    );
  return {
    verdict:
      after.found === 0
        ? 'not reproduced'
        : share(after) >= 0.5 && beyond
          ? 'reproduced'
          : 'partly',
    rule,
    finding:
      `${partOf(after.found, after.of)} of the families of ${trained.from} have an analogue here.` +
      (before === undefined
        ? ''
        : before.of === 0
          ? ' Before training no family of it is found.'
          : ` Before training it was ${partOf(before.found, before.of)}: ${beyond ? 'training adds to what the design brings' : 'the design brings as much without training'}.`),
    numbers: [
      measured('families of the designed network', after.of),
      measured('of these with an analogue here', after.found),
      ...(before === undefined
        ? []
        : [
            measured('families before training', before.of),
            measured('of these with an analogue here, before training', before.found),
          ]),
    ],
    evidence: [...new Set(here)],
    records: ['comparison/analogues.json', 'comparison/known-truth.json'],
  };
}

function between(analogues: readonly Analogues[], from: string, to: string): Analogues[] {
  return analogues.filter((entry) => entry.from === from && entry.to === to);
}

function counted({ families }: Analogues): Counted {
  return { found: families.filter(({ isAnalogue }) => isAnalogue).length, of: families.length };
}
