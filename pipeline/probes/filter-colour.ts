import { decodeSrgb, oklabFromLinear, type Colour } from '../actions/oklab.ts';
import type { Raster } from '../actions/planar.ts';
import { wrapDegrees } from '../numerics/circular.ts';
import { leadingEigenvector } from '../numerics/leading-eigenvector.ts';

/** A filter as one pattern in one colour, as far as it is that. */
export interface ColouredPattern {
  /** Unit vector (red, green, blue); its sign is arbitrary. */
  readonly colour: Colour;
  /** Share of the filter's squares in this colour; the rest is lost. */
  readonly share: number;
  /** [y, x]. */
  readonly pattern: Float64Array;
}

/**
 * The first principal colour of a filter, [y, x, RGB]: the direction of colour that holds most of its
 * squares, about zero. Grey for a filter of zeros.
 */
export function principalColour({ data }: Pick<Raster, 'data'>): ColouredPattern {
  const moments = new Float64Array(9);
  for (let at = 0; at < data.length; at += 3) {
    for (let k = 0; k < 9; k++) {
      moments[k] = moments[k]! + data[at + Math.floor(k / 3)]! * data[at + (k % 3)]!;
    }
  }
  const total = moments[0]! + moments[4]! + moments[8]!;
  const colour = total === 0 ? GREY : realEigenvector(moments);
  const pattern = Float64Array.from({ length: data.length / 3 }, (_, place) =>
    colour.reduce((sum, part, c) => sum + part * data[3 * place + c]!, 0),
  );
  const held = pattern.reduce((sum, value) => sum + value ** 2, 0);
  return { colour, share: total === 0 ? 1 : held / total, pattern };
}

const GREY: Colour = [1 / Math.sqrt(3), 1 / Math.sqrt(3), 1 / Math.sqrt(3)];

/** Of a real symmetric matrix; the components of the complex one are real up to a common phase. */
function realEigenvector(matrix: Float64Array): Colour {
  const { phases, magnitudes } = leadingEigenvector(matrix, new Float64Array(matrix.length));
  const reference = phases[magnitudes.indexOf(Math.max(...magnitudes))]!;
  const parts = magnitudes.map((magnitude, i) => magnitude * Math.cos(phases[i]! - reference));
  const norm = Math.hypot(...parts);
  return [parts[0]! / norm, parts[1]! / norm, parts[2]! / norm];
}

/** How much of a colour's squares is colour rather than grey, in [0, 1]. */
export function saturation([red, green, blue]: Colour): number {
  const squares = red ** 2 + green ** 2 + blue ** 2;
  return squares === 0 ? 0 : 1 - (red + green + blue) ** 2 / (3 * squares);
}

/** How far mid-grey is moved to see which hue it takes, as a share of white. */
const STEP = 0.01;

/** The OKLCh hue, degrees in [0, 360), that mid-grey takes when it is moved a little along a colour. */
export function hueOfDirection(colour: Colour): number {
  const [, a, b] = moved(colour, STEP).map(
    (value, i) => value - moved(colour, -STEP)[i]!,
  ) as unknown as Colour;
  return wrapDegrees((Math.atan2(b, a) * 180) / Math.PI);
}

function moved([red, green, blue]: Colour, step: number): Colour {
  const at = (component: number): number => decodeSrgb(0.5 + step * component);
  return oklabFromLinear([at(red), at(green), at(blue)]);
}
