/**
 * A stimulus is a function of the plane: lightness in [0, 1] at (x, y), in pixels from the stimulus
 * centre, x to the right and y down. Rasterising and antialiasing happen elsewhere.
 */
export type Stimulus = (x: number, y: number) => number;

/** Mid-grey, what every stimulus fades to. */
export const BACKGROUND = 0.5;

/**
 * The stimulus inside a circle, fading to mid-grey between `inner` and `outer` (pixels) as
 * {@link apertureWeight} says.
 */
export function aperture(stimulus: Stimulus, inner: number, outer: number): Stimulus {
  const weight = apertureWeight(inner, outer);
  return (x, y) => {
    const faded = weight(x, y);
    if (faded === 0) return BACKGROUND;
    const value = stimulus(x, y);
    return faded === 1 ? value : BACKGROUND + faded * (value - BACKGROUND);
  };
}

/**
 * How much of a stimulus is left at (x, y): all inside `inner`, nothing outside `outer` (pixels), and
 * along half a cosine between them, so that no corner of the picture tells one rotation from another.
 *
 * @throws RangeError unless 0 ≤ inner < outer
 */
export function apertureWeight(inner: number, outer: number): Stimulus {
  if (!(inner >= 0 && outer > inner)) {
    throw new RangeError(
      `an aperture needs 0 ≤ inner < outer, not ${String(inner)}, ${String(outer)}`,
    );
  }
  return (x, y) => {
    const radius = Math.sqrt(x * x + y * y);
    if (radius >= outer) return 0;
    if (radius <= inner) return 1;
    return 0.5 + 0.5 * Math.cos((Math.PI * (radius - inner)) / (outer - inner));
  };
}
