/**
 * A stimulus is a function of the plane: lightness in [0, 1] at (x, y), in pixels from the stimulus
 * centre, x to the right and y down. Rasterising and antialiasing happen elsewhere.
 */
export type Stimulus = (x: number, y: number) => number;

/** Mid-grey, what every stimulus fades to. */
export const BACKGROUND = 0.5;

/**
 * The stimulus inside a circle, fading to mid-grey along half a cosine between `inner` and `outer`
 * (pixels), so that no corner of the picture tells one rotation from another.
 */
export function aperture(stimulus: Stimulus, inner: number, outer: number): Stimulus {
  if (!(inner >= 0 && outer > inner)) {
    throw new RangeError(
      `an aperture needs 0 ≤ inner < outer, not ${String(inner)}, ${String(outer)}`,
    );
  }
  return (x, y) => {
    const radius = Math.hypot(x, y);
    if (radius >= outer) return BACKGROUND;
    const value = stimulus(x, y);
    if (radius <= inner) return value;
    const weight = 0.5 + 0.5 * Math.cos((Math.PI * (radius - inner)) / (outer - inner));
    return BACKGROUND + weight * (value - BACKGROUND);
  };
}
