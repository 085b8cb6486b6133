import { pointAt, tidy } from './circle.ts';

/** Elements of the group whose tied weights are drawn. */
export const TYING_ORDER = 8;

export const TYING_STEP = 360 / TYING_ORDER;

/** Letters of the weights by relative element, target less source, in steps of the group. */
export const TYING_LETTERS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const;

/** What is shown before a reader chooses: the weight from one unit to its neighbour. */
export const TYING_START = { source: 0, relative: 1 } as const;

/** Radii of the ring of sources and of the ring of targets. */
export const TYING_RADII = { source: 62, target: 128 } as const;

export const targetOf = (source: number, relative: number) => (source + relative) % TYING_ORDER;

/** The place of a unit on its ring. */
export const unitAt = (ring: keyof typeof TYING_RADII, element: number) =>
  pointAt(element * TYING_STEP, TYING_RADII[ring]);

export interface TiedPair {
  readonly source: number;
  readonly target: number;
  readonly relative: number;
  /** The line from the one unit to the other. */
  readonly path: string;
}

/** All pairs of units, those of a relative element together. */
export function tiedPairs(): TiedPair[] {
  const elements = Array.from({ length: TYING_ORDER }, (_, element) => element);
  return elements.flatMap((relative) =>
    elements.map((source) => {
      const target = targetOf(source, relative);
      const ends = [unitAt('source', source), unitAt('target', target)];
      const path = ends.map((end) => end.map((x) => String(tidy(x))).join(' ')).join('L');
      return { source, target, relative, path: `M${path}` };
    }),
  );
}

/** What the figure shows, in words. */
export function tyingSentence(source: number, relative: number): string {
  const degrees = (element: number) => `${String(element * TYING_STEP)}°`;
  const letter = TYING_LETTERS[relative]!;
  return (
    `The weight from ${degrees(source)} to ${degrees(targetOf(source, relative))} is ${letter}. ` +
    `The same ${letter} stands between all eight pairs that differ by ${degrees(relative)}: one number is learned, not eight.`
  );
}
