import { type CollectionEntry, type CollectionKey, render } from 'astro:content';

/** Collections of markdown. */
type ProseKey = Extract<
  CollectionKey,
  'familyProse' | 'circuitProse' | 'motifs' | 'groups' | 'essays' | 'designed'
>;

/**
 * The component of a markdown entry. One that could not be turned into HTML is only logged by the
 * loader and would be an empty page.
 *
 * @throws Error naming the entry's file
 */
export async function renderProse(entry: CollectionEntry<ProseKey>) {
  if (entry.rendered) return (await render(entry)).Content;
  throw new Error(
    `expected ${entry.filePath ?? entry.id} to render, found no HTML; the log says why`,
  );
}
