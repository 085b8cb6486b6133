/**
 * Colour spaces of the atlas: sRGB as stored, linear light, and OKLab (B. Ottosson, "A perceptual
 * color space for image processing", 2020, https://bottosson.github.io/posts/oklab), whose L is
 * lightness in [0, 1] and whose (a, b) plane holds hue as angle and chroma as radius (OKLCh).
 *
 * Single colours are converted by the formulas, whole pictures by tables; the two agree within a
 * thousandth of a grey level, and a picture comes back from OKLab as closely.
 */
export type Colour = readonly [number, number, number];

/** sRGB component to linear light, both 0–1 (IEC 61966-2-1). */
export function decodeSrgb(encoded: number): number {
  return encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4;
}

/** Linear light to sRGB component, both 0–1; the inverse of {@link decodeSrgb}. */
export function encodeSrgb(linear: number): number {
  return linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
}

/** Linear sRGB (0–1) to OKLab. */
export function oklabFromLinear([red, green, blue]: Colour): Colour {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** OKLab to linear sRGB; a component outside 0–1 means a colour outside the gamut. */
export function linearFromOklab([lightness, a, b]: Colour): Colour {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/**
 * `formula` at 0, 1/steps, … 1, and one entry more, so that the last has a right neighbour. Read by
 * {@link lookUp}; a closure over each table would keep the compiler from inlining it.
 */
function tabulate(formula: (x: number) => number, steps: number): Float64Array {
  return Float64Array.from({ length: steps + 2 }, (_, i) => formula(i / steps));
}

/** The tabulated function at x in [0, 1], linear between entries. */
function lookUp(table: Float64Array, x: number): number {
  const place = x * (table.length - 2);
  const index = place | 0;
  const left = table[index]!;
  return left + (place - index) * (table[index + 1]! - left);
}

const decoded = tabulate(decodeSrgb, 4096);
const encoded = tabulate(encodeSrgb, 16384);
const roots = tabulate(Math.cbrt, 16384);

/** The cube root rises too steeply near zero to be read off an even table. */
function cubeRoot(x: number): number {
  return x < 0.02 || x > 1 ? Math.cbrt(x) : lookUp(roots, x);
}

function clamp(x: number): number {
  return x < 0 ? 0 : x > 1 ? 1 : x;
}

/**
 * A picture in OKLab.
 *
 * @param pixels RGB interleaved, sRGB on 0–255, values between whole numbers allowed and those
 *   outside clipped
 * @returns L, a, b interleaved
 */
export function pictureToOklab(pixels: Float32Array): Float32Array {
  const lab = new Float32Array(pixels.length);
  for (let i = 0; i < pixels.length; i += 3) {
    const red = lookUp(decoded, clamp(pixels[i]! / 255));
    const green = lookUp(decoded, clamp(pixels[i + 1]! / 255));
    const blue = lookUp(decoded, clamp(pixels[i + 2]! / 255));
    const l = cubeRoot(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
    const m = cubeRoot(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
    const s = cubeRoot(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
    lab[i] = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
    lab[i + 1] = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
    lab[i + 2] = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  }
  return lab;
}

/** How far (linear light) a component may leave 0–1 by rounding without counting as out of gamut. */
const ROUNDING = 1e-4;

/**
 * The way back: each component that leaves the gamut is clipped to it.
 *
 * @param lab L, a, b interleaved
 * @returns RGB interleaved, sRGB on 0–255, and the share of pixels in [0, 1] that were clipped
 */
export function oklabToPicture(lab: Float32Array): {
  readonly pixels: Float32Array;
  readonly clippedShare: number;
} {
  const pixels = new Float32Array(lab.length);
  let clipped = 0;
  for (let i = 0; i < lab.length; i += 3) {
    const lightness = lab[i]!;
    const a = lab[i + 1]!;
    const b = lab[i + 2]!;
    let l = lightness + 0.3963377774 * a + 0.2158037573 * b;
    let m = lightness - 0.1055613458 * a - 0.0638541728 * b;
    let s = lightness - 0.0894841775 * a - 1.291485548 * b;
    l *= l * l;
    m *= m * m;
    s *= s * s;
    const red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
    const green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
    const blue = -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s;
    pixels[i] = 255 * lookUp(encoded, clamp(red));
    pixels[i + 1] = 255 * lookUp(encoded, clamp(green));
    pixels[i + 2] = 255 * lookUp(encoded, clamp(blue));
    const least = Math.min(red, green, blue);
    const most = Math.max(red, green, blue);
    if (least < -ROUNDING || most > 1 + ROUNDING) clipped++;
  }
  return { pixels, clippedShare: lab.length === 0 ? 0 : clipped / (lab.length / 3) };
}
