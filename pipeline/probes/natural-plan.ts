import type { ProbedGroup } from './transformation-grid.ts';

export type NaturalProbeName = 'photographs' | 'dead leaves';

/** How many patches of how many pictures a group is probed with, in a scope. */
export interface NaturalPlan {
  readonly pictures: number;
  readonly patchesPerPicture: number;
  /** Pictures that one task shows: what is lost when it is killed. */
  readonly picturesPerTask: number;
}

/**
 * The number of patches. The correlation of two units over n independent patches has a standard
 * error of about 1/√n, and a candidate tie (0.35) is told from none at three standard errors by 75
 * patches; every patch is shown at all elements of the group, and each half of them has to serve by
 * itself. Near layers are cheap and their units sparse, so they get several times that; whole
 * pictures at the far layers cost ten times as much and get that.
 */
export function naturalPlan(
  group: ProbedGroup,
  probe: NaturalProbeName,
  scope: string,
): NaturalPlan {
  const photographs = probe === 'photographs';
  const near = scope === 'near';
  switch (group) {
    case 'rotation':
      if (near) return plan(photographs ? 500 : 300, 2, 125);
      return plan(photographs ? 160 : 80, 1, 40);
    case 'reflection':
      return plan(photographs ? 600 : 200, 1, 100);
    case 'hue':
      if (near) return plan(photographs ? 400 : 300, 1, 200);
      return plan(photographs ? 100 : 60, 1, 50);
    case 'hue-rotation':
      return plan(photographs ? 80 : 60, 1, 20);
    case 'scale':
      return plan(photographs ? 120 : 80, 1, 40);
  }
}

function plan(pictures: number, patchesPerPicture: number, picturesPerTask: number): NaturalPlan {
  return { pictures, patchesPerPicture, picturesPerTask };
}

/** The tasks of a plan: ranges [from, to) of its pictures. */
export function planChunks({
  pictures,
  picturesPerTask,
}: NaturalPlan): readonly (readonly [from: number, to: number])[] {
  return Array.from({ length: Math.ceil(pictures / picturesPerTask) }, (_, chunk) => [
    chunk * picturesPerTask,
    Math.min(pictures, (chunk + 1) * picturesPerTask),
  ]);
}
