import type { Family } from '../../pipeline/records/index.ts';

/** A feature as a drawing in a square from −1 to 1, at turn 0 of its stimulus (normal along +x). */
export interface OrientationMark {
  /** Path that is stroked. */
  readonly line: string;
  /** Path that is filled: the dark side. */
  readonly fill?: string;
}

const rightHalf = 'M0 -.75A.75 .75 0 0 1 0 .75Z';

/** Marks that need a full turn to repeat, by what drives the family. */
const marks = {
  curve: { line: 'M-.45 -.85A1 1 0 0 1 -.45 .85' },
  edge: { line: 'M0 -.85V.85', fill: rightHalf },
  // Toothed on the side of its normal.
  line: { line: 'M0 -.85V.85M0 0H.4' },
  grating: { line: 'M-.5 -.45V.45M0 -.65V.65M.5 -.85V.85' },
  corner: { line: 'M-.55 -.75L.5 0L-.55 .75' },
  'colour edge': { line: `M0 -.75A.75 .75 0 0 0 0 .75${rightHalf}`, fill: rightHalf },
  'high-low frequency': { line: `M-.7 -.35V.35M-.47 -.55V.55M-.24 -.68V.68${rightHalf}` },
  'brightness gradient': { line: 'M-.8 0L.6 -.6V.6Z', fill: 'M-.1 -.3L.6 -.6V.6L-.1 .3Z' },
} as const satisfies Record<string, OrientationMark>;

/** What repeats after half or a quarter of a turn. */
const half: OrientationMark = { line: 'M0 -.85V.85' };
const quarter: OrientationMark = { line: 'M0 -.85V.85M-.85 0H.85' };

/** A feature without a name. */
const arrow: OrientationMark = { line: 'M-.8 0H.7M.25 -.45L.75 0L.25 .45' };

/**
 * The mark of a rotation or hue-rotation family, to be turned by a member's element.
 * @param period degrees after which the members repeat.
 */
export function orientationMark(
  { name, preferred }: { readonly name: string; readonly preferred: { readonly kind: string } },
  period: number | null,
): OrientationMark {
  if (period === 90) return quarter;
  if (period === 180) return half;
  if (name === 'unnamed features' || !(preferred.kind in marks)) return arrow;
  return marks[preferred.kind as keyof typeof marks];
}

/** The mark of an end's family; none where its members are not turned copies of one unit. */
export const markOfFamily = (
  family: Family | undefined,
  period: number | null,
): OrientationMark | undefined =>
  family?.group === 'rotation' || family?.group === 'hue-rotation'
    ? orientationMark(family, period)
    : undefined;
