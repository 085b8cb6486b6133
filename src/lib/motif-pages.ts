import type { Motif } from '../../pipeline/records/index.ts';

/** The motifs that have pages, in the order of the atlas, by the last part of their address. */
export const MOTIF_PAGES = [
  ['invariant-to-equivariant', 'invariant→equivariant'],
  ['equivariant-to-invariant', 'equivariant→invariant'],
  ['equivariant-to-equivariant', 'equivariant→equivariant'],
  ['mirror', 'mirror'],
] as const satisfies readonly (readonly [slug: string, motif: Motif])[];

export type MotifSlug = (typeof MOTIF_PAGES)[number][0];

/** The page of a motif; of none, where the overview says what that is. */
export function motifHref(motif: Motif): string {
  const page = MOTIF_PAGES.find(([, name]) => name === motif);
  return page ? `/motifs/${page[0]}/` : '/motifs/#no-motif';
}
