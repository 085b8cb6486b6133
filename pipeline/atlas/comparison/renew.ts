import type { Derivation } from '../../records/derivation.ts';

/** What became of the entries of a comparison. */
export interface Tally {
  computed: number;
  /** Made from the same by the same code, so left as it was. */
  fresh: number;
  /** Left as recorded although it is stale: what it is made of is not at hand. */
  kept: number;
}

export interface Renewal {
  /** Computes entries even where they are fresh. */
  readonly anew: boolean;
  readonly tally: Tally;
  /** One line for what cannot be computed here. */
  note(line: string): void;
}

/**
 * An entry brought up to date: as it was committed where it is made from the same, computed where it can
 * be, kept as it is where it cannot, with a line that says so.
 *
 * @param name of the entry, in words
 * @param compute undefined where something is not at hand
 * @param missing says what, and what to do
 * @returns undefined where there is no entry and none can be made
 */
export async function renew<E extends { readonly derivation: Derivation }>(
  { anew, tally, note }: Renewal,
  name: string,
  committed: E | null | undefined,
  { key }: Derivation,
  compute: (() => E | Promise<E>) | undefined,
  missing: string,
): Promise<E | undefined> {
  const isFresh = committed?.derivation.key === key;
  if (isFresh && !(anew && compute)) {
    tally.fresh++;
    return committed;
  }
  if (compute) {
    tally.computed++;
    return compute();
  }
  note(committed ? `${name} stays as recorded: ${missing}` : `no ${name}: ${missing}`);
  if (committed) tally.kept++;
  return committed ?? undefined;
}
