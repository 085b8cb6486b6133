/**
 * Where the colours that a screen can show end, in OKLCh. Matrices of OKLab: Ottosson, A perceptual
 * color space for image processing, 2020.
 */

/** Linear-light red, green and blue of an OKLCh colour; outside [0, 1] for one that sRGB lacks. */
export function linearRgb(
  lightness: number,
  chroma: number,
  hue: number,
): readonly [red: number, green: number, blue: number] {
  const angle = (hue * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/** The largest chroma that sRGB has at a lightness (0 to 1) and a hue (degrees), to 0.001. */
export function largestChroma(lightness: number, hue: number): number {
  const shown = (chroma: number) =>
    linearRgb(lightness, chroma, hue).every((value) => value >= 0 && value <= 1);
  let chroma = 0;
  while (shown(chroma + 0.001)) chroma += 0.001;
  return chroma;
}
