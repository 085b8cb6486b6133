import type { Contrast, StimulusCondition } from '../../pipeline/records/index.ts';
import { tidy } from './circle.ts';

/** A stimulus as an SVG path in its own frame: normal along +x, the line or edge through the origin. */
export interface StimulusShape {
  /** An edge fills `path` (its inside), a line strokes it. */
  readonly kind: 'edge' | 'line';
  readonly light: boolean;
  readonly path: string;
  /** Width of a line, pixels; 0 for an edge. */
  readonly width: number;
}

/**
 * The shape of a curve, a line or a sharp edge; turn it by its element with `rotate(element)`.
 * Undefined for all that has no shape of one lightness: blurs, gratings, colours, textures.
 *
 * A line is half a circle of the condition's radius; an edge is the half-disc inside it, which
 * goes on straight behind its centre.
 * @param reach how far straight parts go, in pixels.
 */
export function stimulusShape(
  { kind, parameters }: Pick<StimulusCondition, 'kind' | 'parameters'>,
  reach: number,
): StimulusShape | undefined {
  const number = (name: string) => Number(parameters[name]);
  switch (kind) {
    case 'curve':
      return shape(
        parameters['contrast'] as Contrast,
        number('radius'),
        number('thickness'),
        reach,
      );
    case 'line':
      return shape(
        parameters['lightness'] === 'light' ? 'light line' : 'dark line',
        null,
        number('width'),
        reach,
      );
    case 'edge':
      return number('blur') === 0 ? shape('light inside', null, 0, reach) : undefined;
    default:
      return undefined;
  }
}

function shape(
  contrast: Contrast,
  radius: number | null,
  width: number,
  reach: number,
): StimulusShape {
  const light = contrast.startsWith('light');
  const kind = contrast.endsWith('line') ? 'line' : 'edge';
  const [s, r] = [String(tidy(reach)), String(tidy(radius ?? 0))];
  const arc = radius === null ? `M0 -${s}L0 ${s}` : `M-${r} -${r}A${r} ${r} 0 0 1 -${r} ${r}`;
  if (kind === 'line') return { kind, light, path: arc, width };
  const path = radius === null ? `${arc}H-${s}V-${s}Z` : `${arc}H-${s}V-${r}Z`;
  return { kind, light, path, width: 0 };
}
