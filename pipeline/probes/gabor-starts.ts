/** A place in a filter's local spectrum where much of its power is; lengths in pixels, angle in radians. */
export interface GaborStart {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly angle: number;
  /** Cycles per pixel; 0 for a blob. */
  readonly frequency: number;
}

const ORIENTATIONS = 8;
/** Between a wave of twice the filter's side and one of a little over two pixels. */
const FREQUENCIES = 6;
const HIGHEST = 0.45;
/** Widths of the windows as shares of the filter's side. */
const WIDTHS = [1 / 8, 1 / 4];

/**
 * Starts of a fit: the strongest places of the filter's windowed Fourier transform, each of them away
 * from the others in orientation, frequency or width. With a Gaussian window the squared magnitude is
 * about the power that a Gabor function of that place explains.
 *
 * @param pattern [y, x] of a square filter
 */
export function waveStarts(
  pattern: ArrayLike<number>,
  side: number,
  count: number,
): readonly GaborStart[] {
  const lowest = 1 / (2 * side);
  const found = widthsOf(side)
    .flatMap((width, w) => {
      const window = windowOf(width, side);
      return Array.from({ length: FREQUENCIES * ORIENTATIONS }, (_, i) => {
        const f = Math.floor(i / ORIENTATIONS);
        const o = i % ORIENTATIONS;
        const frequency = lowest * (HIGHEST / lowest) ** (f / (FREQUENCIES - 1));
        const angle = (o * Math.PI) / ORIENTATIONS;
        const { x, y, power } = strongestPlace(pattern, side, window, frequency, angle);
        return { start: { x, y, width, angle, frequency }, power, f, o, w };
      });
    })
    .sort((a, b) => b.power - a.power);
  const chosen: typeof found = [];
  for (const each of found) {
    if (chosen.length === count) break;
    const near = chosen.some(
      (other) =>
        other.w === each.w &&
        Math.abs(other.f - each.f) <= 1 &&
        [0, 1, ORIENTATIONS - 1].includes(Math.abs(other.o - each.o)),
    );
    if (!near) chosen.push(each);
  }
  return chosen.map(({ start }) => start);
}

/** Starts without a wave, one for every width. */
export function blobStarts(pattern: ArrayLike<number>, side: number): readonly GaborStart[] {
  return widthsOf(side).map((width) => {
    const { x, y } = strongestPlace(pattern, side, windowOf(width, side), 0, 0);
    return { x, y, width, angle: 0, frequency: 0 };
  });
}

function widthsOf(side: number): readonly number[] {
  return WIDTHS.map((share) => Math.max(0.8, share * side));
}

interface Window {
  /** Standard deviation, pixels. */
  readonly width: number;
  readonly values: Float64Array;
}

/** A Gaussian of unit norm in two dimensions, by distance in pixels along one of them. */
function windowOf(width: number, side: number): Window {
  const window = Float64Array.from({ length: side }, (_, d) => Math.exp(-((d / width) ** 2) / 2));
  const norm = Math.sqrt(window.reduce((sum, value, d) => sum + (d === 0 ? 1 : 2) * value ** 2, 0));
  return { width, values: window.map((value) => value / norm) };
}

/** Where the windowed transform at one frequency is largest, from the filter's middle. */
function strongestPlace(
  pattern: ArrayLike<number>,
  side: number,
  { width, values }: Window,
  frequency: number,
  angle: number,
): { readonly x: number; readonly y: number; readonly power: number } {
  const half = (side - 1) / 2;
  const across = 2 * Math.PI * frequency * Math.cos(angle);
  const down = 2 * Math.PI * frequency * Math.sin(angle);
  const re = new Float64Array(side * side);
  const im = new Float64Array(side * side);
  for (let place = 0; place < re.length; place++) {
    const wave = across * ((place % side) - half) + down * (Math.floor(place / side) - half);
    re[place] = pattern[place]! * Math.cos(wave);
    im[place] = pattern[place]! * Math.sin(wave);
  }
  // Under a wide window the transform changes little from pixel to pixel.
  const step = Math.max(1, Math.floor(width / 2));
  const columns = Math.ceil(side / step);
  const smoothRe = smooth(re, side, values, step);
  const smoothIm = smooth(im, side, values, step);
  let best = 0;
  let power = -1;
  for (let place = 0; place < smoothRe.length; place++) {
    const here = smoothRe[place]! ** 2 + smoothIm[place]! ** 2;
    if (here <= power) continue;
    [best, power] = [place, here];
  }
  const at = (index: number): number => index * step - half;
  return { x: at(best % columns), y: at(Math.floor(best / columns)), power };
}

/** Convolution with the window along both axes at every `step`-th pixel; zero outside. */
function smooth(
  values: Float64Array,
  side: number,
  window: Float64Array,
  step: number,
): Float64Array {
  const count = Math.ceil(side / step);
  const rows = new Float64Array(side * count);
  for (let y = 0; y < side; y++) {
    for (let i = 0; i < count; i++) {
      let sum = 0;
      for (let x = 0; x < side; x++) sum += window[Math.abs(x - i * step)]! * values[y * side + x]!;
      rows[y * count + i] = sum;
    }
  }
  const out = new Float64Array(count * count);
  for (let j = 0; j < count; j++) {
    for (let i = 0; i < count; i++) {
      let sum = 0;
      for (let y = 0; y < side; y++) sum += window[Math.abs(y - j * step)]! * rows[y * count + i]!;
      out[j * count + i] = sum;
    }
  }
  return out;
}
