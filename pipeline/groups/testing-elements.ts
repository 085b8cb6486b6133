/** Up to so many elements all are tried; laws of three elements then take 48³ trials at most. */
const ALL = 48;
const SAMPLE = 24;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * All of a short list of elements, or two dozen of a long one: the first, and others spread by
 * multiples of the golden ratio, which fall into step with no period of the list. (Even steps
 * through Z_12 × Z_12 would meet a single coset of one factor.)
 */
export function testingElements<Element>(elements: readonly Element[]): readonly Element[] {
  if (elements.length <= ALL) return elements;
  return Array.from({ length: SAMPLE }, (_, i) => {
    const turn = i * GOLDEN;
    return elements[Math.floor((turn - Math.floor(turn)) * elements.length)]!;
  });
}
