import type { Circuit, CircuitGroup, Motif } from '../../pipeline/records/index.ts';

/** Where a motif shows in the weight matrix: sources are columns, targets are rows. */
export const whereToLook: Readonly<Record<Motif, string>> = {
  'invariant→equivariant':
    'Look down a column: as far as the motif holds, one map turns with the target.',
  'equivariant→invariant':
    'Look along a row: as far as the motif holds, one map turns with the source.',
  'equivariant→equivariant':
    'Look along a diagonal: as far as the motif holds, pairs with the same relative angle share their weights, turned.',
  mirror: 'As far as the motif holds, the maps of partners are mirror images of each other.',
  'no motif':
    'No motif was accepted: nothing is claimed about how these weights change along a row, a column or a diagonal.',
};

/** The same for hues, which are not turned. */
export const whereToLookForHue =
  'Look along a diagonal: as far as the motif holds, pairs with the same relative hue share their weights.';

/** What strength measures. */
export const STRENGTH_MEANING =
  'Mean square of these weights over that of all weights into the same units: 1 where they are as strong as any.';

/** What the share of a circuit is called: a mirror has no coefficients to leave anything out of. */
export const shareName = ({ motif }: Pick<Circuit, 'motif'>) =>
  motif === 'mirror' ? 'R², tied' : 'R², left out';

interface NullWords {
  /** What was measured, and what it was compared with. */
  readonly statistic: string;
  /** Whether that is an R², and so on the scale of one. */
  readonly share: boolean;
}

/** What the null of a circuit is of. */
export function nullWords({ group, form }: Pick<Circuit, 'group' | 'form'>): NullWords {
  const single = form !== 'equivariant→equivariant';
  if (group === 'reflection') {
    return {
      statistic: single
        ? 'The statistic is the largest sum of squared weights, over the single units of the layer, that mirroring ties; in the null one partner of the pair is another unit. p is the larger of this comparison’s and of the same for the part of the kernels that mirroring turns round.'
        : 'The statistic is the share of the squared weights that mirroring ties; in the null one partner of a pair is another unit. p is the larger of this comparison’s and of the same for the part of the kernels that mirroring turns round.',
      share: !single,
    };
  }
  return single
    ? {
        statistic:
          'The statistic is the largest sum of squared weights, over the single units of the layer, that one turned template explains; in the null the elements of the family are shuffled.',
        share: false,
      }
    : {
        statistic:
          'The statistic is the in-sample R² of the fullest motif; in the null the elements of both families are shuffled.',
        share: true,
      };
}

/** How many degrees of what two relative elements are apart, as words for a strip of pairs. */
export const relativeWords = (group: CircuitGroup, relative: number, period: number): string => {
  const thing = group === 'hue' ? 'hue' : 'orientation';
  if (relative === 0) return `Same ${thing}`;
  if (period === 360) return `Opposite ${thing}`;
  return period === 180 ? 'At right angles' : `Turned by ${String(relative)}°`;
};
