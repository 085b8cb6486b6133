/** The order in which pages list the groups, from the simplest; what has no group stands last. */
const ORDER = [
  'rotation',
  'reflection',
  'hue',
  'hue-rotation',
  'scale',
  'translation',
  'correspondence',
  'representations',
];

/** Entries of the collection of groups in that order; others after them, by name. */
export function inGroupOrder<Entry extends { readonly id: string }>(
  entries: readonly Entry[],
): Entry[] {
  const place = ({ id }: Entry) => (ORDER.includes(id) ? ORDER.indexOf(id) : ORDER.length);
  return [...entries].sort((a, b) => place(a) - place(b) || (a.id < b.id ? -1 : 1));
}
