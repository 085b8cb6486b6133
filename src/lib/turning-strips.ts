import type { Circuit } from '../../pipeline/records/index.ts';
import { type OrientedPair, orientedPairs, relativePeriod } from './choose-members.ts';
import type { CircuitKernels } from './circuit-kernels.ts';
import { chosenUnits, strongestUnit } from './circuit-members.ts';
import { relativeWords } from './motif-words.ts';
import { profileWords } from './profile-words.ts';

/** Pairs of a source and a target in orbit order, whose weights turn from one to the next. */
export interface TurningStrip {
  readonly name: string;
  readonly text: string;
  readonly pairs: readonly OrientedPair[];
}

/**
 * The strips that show a circuit's motif: with one end still, its strongest unit and members all around
 * the circle; with both ends moving, pairs of the same and of the opposite element. None for a mirror.
 */
export function turningStrips(circuit: Circuit, kernels: CircuitKernels): TurningStrip[] {
  const { from, to, group, motif, profile } = circuit;
  switch (motif) {
    case 'invariant→equivariant': {
      const source = strongestUnit(circuit, kernels, 'from');
      const pairs = chosenUnits(to, 6).map((target) => ({ source, target }));
      const name = 'From one input to outputs all around';
      return [{ name, text: 'The input stays, the output turns, and the weights with it:', pairs }];
    }
    case 'equivariant→invariant': {
      const target = strongestUnit(circuit, kernels, 'to');
      const pairs = chosenUnits(from, 6).map((source) => ({ source, target }));
      const name = 'From inputs all around to one output';
      return [{ name, text: 'The output stays, the input turns, and the weights with it:', pairs }];
    }
    case 'equivariant→equivariant':
    case 'no motif': {
      const period = relativePeriod(circuit);
      const followed =
        motif === 'no motif'
          ? 'No motif was accepted: these pairs are examples, not a rule.'
          : group === 'hue'
            ? 'Their weights do not depend on the hue itself:'
            : 'In orbit order they turn with the pair, as far as the motif holds:';
      return [0, period / 2]
        .map((relative) => ({
          name: relativeWords(group, relative, period),
          text: `Weights of such pairs are ${profileWords(profile, relative)}. ${followed}`,
          pairs: orientedPairs(circuit, chosenUnits(to, 4), relative, period / 12),
        }))
        .filter(({ pairs }) => pairs.length > 0);
    }
    case 'mirror':
      return [];
  }
}
