import type { Condition } from '../../pipeline/records/index.ts';
import { tidy } from './circle.ts';

/** A curve stimulus as an SVG path in its own frame: normal along +x, curve through the origin. */
export interface StimulusShape {
  /** An edge fills `path` (its inside), a line strokes it. */
  readonly kind: 'edge' | 'line';
  readonly light: boolean;
  readonly path: string;
}

/**
 * The stimulus of `condition`; turn it by its element with `rotate(element)`.
 *
 * A line is half a circle of the condition's radius; an edge is the half-disc inside it, which
 * goes on straight behind its centre. Radius null is straight.
 * @param reach how far straight parts go, in pixels.
 */
export function stimulusShape(condition: Condition, reach: number): StimulusShape {
  const light = condition.contrast.startsWith('light');
  const kind = condition.contrast.endsWith('line') ? 'line' : 'edge';
  const [s, r] = [String(tidy(reach)), String(tidy(condition.radius ?? 0))];
  const arc =
    condition.radius === null ? `M0 -${s}L0 ${s}` : `M-${r} -${r}A${r} ${r} 0 0 1 -${r} ${r}`;
  if (kind === 'line') return { kind, light, path: arc };
  const path = condition.radius === null ? `${arc}H-${s}V-${s}Z` : `${arc}H-${s}V-${r}Z`;
  return { kind, light, path };
}

/** The condition in words: `light line, radius 16 px`, `dark inside, straight`. */
export const conditionText = ({ contrast, radius }: Condition) =>
  `${contrast}, ${radius === null ? 'straight' : `radius ${String(Math.round(10 * radius) / 10)} px`}`;
