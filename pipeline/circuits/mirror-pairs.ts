import type { LinearPath } from './linear-path.ts';
import { brokenPairs, standIns, type Pair } from './mirror-null.ts';
import { parityKernels, type ParityKernels } from './mirror-parity.ts';
import { addTies, tieBetween, type MirrorTie } from './mirror-tie.ts';

/** Ties between a pair (a, a′) of the source layer and a pair (b, b′) of the target layer. */
export interface PairTies {
  /** Straight: K(a→b) with K(a′→b′); crossed: K(a→b′) with K(a′→b). */
  observed(
    from: Pair,
    to: Pair,
  ): {
    readonly straight: MirrorTie;
    readonly crossed: MirrorTie;
  };
  /** The sum of both ties with one of the four units replaced, for every stand-in; computed on call. */
  broken(from: Pair, to: Pair): (() => MirrorTie)[];
}

/** Kernels are held for the paired units alone. */
export function pairTies(
  path: LinearPath,
  scales: Float64Array,
  sourcePairs: readonly Pair[],
  targetPairs: readonly Pair[],
): PairTies {
  const { size } = path;
  const outgoing = new Map(
    sourcePairs.flat().map((a) => [a, parityKernels(path, scales, 'source', a)]),
  );
  const incoming = new Map(
    targetPairs.flat().map((b) => [b, parityKernels(path, scales, 'target', b)]),
  );
  const standInsOfSources = standIns(path, 'source');
  const standInsOfTargets = standIns(path, 'target');
  const sum = (
    kernels: ReadonlyMap<number, ParityKernels>,
    [unit, partner]: Pair,
    i: number,
    j: number,
  ): MirrorTie => {
    const first = kernels.get(unit)!;
    const second = kernels.get(partner)!;
    return addTies(tieBetween(first, i, second, j, size), tieBetween(first, j, second, i, size));
  };
  return {
    observed: ([a, partnerA], [b, partnerB]) => {
      const first = outgoing.get(a)!;
      const second = outgoing.get(partnerA)!;
      return {
        straight: tieBetween(first, b, second, partnerB, size),
        crossed: tieBetween(first, partnerB, second, b, size),
      };
    },
    broken: (from, to) => [
      ...brokenPairs(to, standInsOfTargets).map(
        ({ kept, standIn }) =>
          () =>
            sum(outgoing, from, kept, standIn),
      ),
      ...brokenPairs(from, standInsOfSources).map(
        ({ kept, standIn }) =>
          () =>
            sum(incoming, to, kept, standIn),
      ),
    ],
  };
}
