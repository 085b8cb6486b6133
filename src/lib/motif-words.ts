import type { Circuit, Motif } from '../../pipeline/records/index.ts';
import { bestFit } from './best-fit.ts';
import { motifName } from './describe.ts';
import { decimal, pText } from './numbers.ts';

/** Where a motif shows in the weight matrix: sources are columns, targets are rows. */
export const whereToLook: Readonly<Record<Motif, string>> = {
  'invariant→equivariant':
    'Look along a row: as far as the motif holds, a target reads all sources through one map; down a column that map turns with the target.',
  'equivariant→invariant':
    'Look down a column: as far as the motif holds, all targets read a source through one map; along a row that map turns with the source.',
  'equivariant→equivariant':
    'Look along a diagonal: as far as the motif holds, pairs with the same relative angle share their weights, turned.',
  'no motif':
    'No motif was accepted: nothing is claimed about how these weights change along a row, a column or a diagonal.',
};

/**
 * `equivariant → equivariant, R² 0.63, p 0.001`; where no motif was accepted the R² is that of the
 * best one, which is named.
 */
export function motifSummary(circuit: Circuit): string {
  const best = bestFit(circuit);
  const share = `R² ${decimal(best.r2)}`;
  const found =
    circuit.motif === 'no motif'
      ? `no motif (best ${motifName(best.motif)}, ${share}, not accepted)`
      : `${motifName(circuit.motif)}, ${share}`;
  return `${found}, p ${pText(circuit.pValue)}`;
}
