import { z } from 'zod';

/** A transformation of pictures: mirror, then turn, then magnify, then turn the hue. */
export interface Transformation {
  /** Degrees, clockwise on the screen. */
  readonly turn: number;
  readonly mirrored: boolean;
  readonly magnification: number;
  /** Degrees of hue angle in OKLCh. */
  readonly hue: number;
}

export const probedGroups = ['rotation', 'reflection', 'hue', 'hue-rotation', 'scale'] as const;

export type ProbedGroup = (typeof probedGroups)[number];

export const probedGroupSchema = z.enum(probedGroups);

/** Steps between neighbouring elements of the grids. */
export const TURN_STEP = 15;
export const HUE_STEP = 30;
/** Turns of the hue-rotation grid are as coarse as its hues: every picture is shown 144 times. */
export const HUE_ROTATION_TURN_STEP = 30;
/** Magnifications grow by a quarter of an octave. */
export const SCALE_STEP = 2 ** (1 / 4);
export const SCALE_STEPS = 7;

/**
 * Numbers of elements along every axis of a group's grid: [turn], [mirror], [hue], [hue, turn] or
 * [magnification]. All but the last are cycles; magnifications are a ladder, which has ends.
 */
export const gridSizes: Readonly<Record<ProbedGroup, readonly number[]>> = {
  rotation: [360 / TURN_STEP],
  reflection: [2],
  hue: [360 / HUE_STEP],
  'hue-rotation': [360 / HUE_STEP, 360 / HUE_ROTATION_TURN_STEP],
  scale: [SCALE_STEPS],
};

export const identity: Transformation = { turn: 0, mirrored: false, magnification: 1, hue: 0 };

/** The transformations of a group's grid, row-major, last axis fastest; the first is the identity. */
export function transformationGrid(group: ProbedGroup): readonly Transformation[] {
  const [first, second = 1] = gridSizes[group];
  return Array.from({ length: first! * second }, (_, index): Transformation => {
    const [major, minor] = [Math.floor(index / second), index % second];
    switch (group) {
      case 'rotation':
        return { ...identity, turn: major * TURN_STEP };
      case 'reflection':
        return { ...identity, mirrored: major === 1 };
      case 'hue':
        return { ...identity, hue: major * HUE_STEP };
      case 'hue-rotation':
        return { ...identity, hue: major * HUE_STEP, turn: minor * HUE_ROTATION_TURN_STEP };
      case 'scale':
        return { ...identity, magnification: SCALE_STEP ** major };
    }
  });
}
