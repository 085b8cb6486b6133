import { z } from 'zod';
import type { StimulusCondition, StimulusKind } from '../records/stimulus.ts';
import { turned, type Painting } from './painting.ts';

/** A group that moves a stimulus: rotation about its centre, or the circle of hue angles. */
export type Axis = 'turn' | 'hue';

/** Where a stimulus is on its axes, degrees; 0 on an axis that its family does not have. */
export interface StimulusElement {
  readonly turn: number;
  readonly hue: number;
}

/** Stimuli of one kind, alike up to the lengths and contrasts in their conditions. */
export interface StimulusFamily {
  readonly kind: StimulusKind;
  /** One sentence for a reader who sees the pictures beside it. */
  readonly description: string;
  readonly axes: readonly Axis[];
  /**
   * The conditions for a receptive field of `fieldSize` pixels a side. Every length is in proportion to
   * the field down to what a pixel grid can still show.
   */
  conditions(fieldSize: number): readonly StimulusCondition[];
  /**
   * The stimulus at an element: turned clockwise on the screen by `turn` (conventions in
   * actions/planar), its hue turned by `hue` in OKLCh.
   *
   * @throws RangeError for a condition of another kind or with other parameters, or an element that is
   *   not 0 on an axis the family does not have.
   */
  paint(condition: StimulusCondition, element: StimulusElement): Painting;
}

/** A condition before it has its kind. */
export interface Listed<P> {
  readonly text: string;
  readonly parameters: P;
}

export interface FamilyDefinition<P extends Record<string, number | string>> {
  readonly kind: StimulusKind;
  readonly description: string;
  readonly axes: readonly Axis[];
  /** What a condition's parameters must be; nothing else is accepted. */
  readonly parameters: z.ZodType<P>;
  list(fieldSize: number): readonly Listed<P>[];
  /** The stimulus at turn 0, its hue (degrees) turned already. */
  upright(parameters: P, hue: number): Painting;
}

/** A family of stimuli from what its conditions are and how they look upright. */
export function defineFamily<P extends Record<string, number | string>>({
  kind,
  description,
  axes,
  parameters,
  list,
  upright,
}: FamilyDefinition<P>): StimulusFamily {
  return {
    kind,
    description,
    axes,
    conditions: (fieldSize) => list(fieldSize).map((condition) => ({ kind, ...condition })),
    paint: (condition, { turn, hue }) => {
      if (condition.kind !== kind) {
        throw new RangeError(`expected a condition of kind ${kind}, found ${condition.kind}`);
      }
      for (const [axis, angle] of Object.entries({ turn, hue })) {
        if (angle === 0 || axes.some((own) => own === axis)) continue;
        throw new RangeError(`a ${kind} has no ${axis} to be ${String(angle)}; give 0`);
      }
      const parsed = parameters.safeParse(condition.parameters);
      if (!parsed.success) {
        throw new RangeError(`parameters of a ${kind}:\n${z.prettifyError(parsed.error)}`);
      }
      const painting = upright(parsed.data, hue);
      return turn === 0 ? painting : turned(painting, turn);
    },
  };
}
