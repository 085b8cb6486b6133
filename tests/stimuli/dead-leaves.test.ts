import { describe, expect, it } from 'vitest';
import { pictureToOklab } from '../../pipeline/actions/oklab.ts';
import { deadLeaves } from '../../pipeline/stimuli/dead-leaves.ts';

const SIZE = 128;
const seeds = Array.from({ length: 16 }, (_, i) => i);
const pictures = seeds.map((seed) => deadLeaves(seed, SIZE));

const DIRECTIONS = 12;
/** Cycles per picture. */
const FREQUENCIES = [4, 8, 16, 32];

/** Power of the grey picture under a Hann window, [frequency, direction]: a plain Fourier sum. */
function power(pixels: Float32Array): number[][] {
  const window = Array.from(
    { length: SIZE },
    (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / SIZE),
  );
  const grey = Float64Array.from({ length: SIZE * SIZE }, (_, i) =>
    pixels.subarray(3 * i, 3 * i + 3).reduce((sum, value) => sum + value / 3, 0),
  );
  const mean = grey.reduce((sum, value) => sum + value, 0) / grey.length;
  const seen = grey.map(
    (value, i) => (value - mean) * window[i % SIZE]! * window[Math.floor(i / SIZE)]!,
  );
  return FREQUENCIES.map((cycles) =>
    Array.from({ length: DIRECTIONS }, (_, d) => {
      const angle = (Math.PI * (d + 0.5)) / DIRECTIONS;
      const [kx, ky] = [cycles * Math.cos(angle), cycles * Math.sin(angle)];
      let re = 0;
      let im = 0;
      seen.forEach((value, i) => {
        const phase = (2 * Math.PI * (kx * (i % SIZE) + ky * Math.floor(i / SIZE))) / SIZE;
        re += value * Math.cos(phase);
        im += value * Math.sin(phase);
      });
      return re * re + im * im;
    }),
  );
}

const spectra = pictures.map(power);
const sum = (values: readonly number[]): number => values.reduce((total, v) => total + v, 0);

describe('dead leaves', () => {
  it('are the same for the same seed and others for another', () => {
    expect(deadLeaves(3, SIZE)).toEqual(pictures[3]);
    for (const [i, picture] of pictures.entries()) {
      for (const other of pictures.slice(0, i)) {
        const apart = picture.reduce((total, v, k) => total + Math.abs(v - other[k]!), 0);
        expect(apart / picture.length).toBeGreaterThan(15);
      }
    }
  });

  it('leave no pixel bare, and no value outside 0–255', () => {
    for (const picture of [...pictures, deadLeaves(1, 8), deadLeaves(2, 37)]) {
      expect(picture.every((value) => value >= 0 && value <= 255)).toBe(true);
      // The darkest leaf has a lightness of 0.08.
      const lightness = pictureToOklab(picture).filter((_, i) => i % 3 === 0);
      expect(Math.min(...lightness)).toBeGreaterThan(0.07);
    }
  });

  it('fall off in amplitude roughly as the inverse of frequency, as natural scenes do', () => {
    const logs = FREQUENCIES.map(Math.log);
    const slopes = spectra.map((spectrum) => {
      const amplitudes = spectrum.map((powers) => Math.log(sum(powers)) / 2);
      const middle = sum(logs) / logs.length;
      return (
        sum(logs.map((x, i) => (x - middle) * amplitudes[i]!)) /
        sum(logs.map((x) => (x - middle) ** 2))
      );
    });
    // Amplitude slopes of photographs are about −1.2 ± 0.3 (Tolhurst, Tadmor and Chao 1992).
    const mean = sum(slopes) / slopes.length;
    expect(mean).toBeGreaterThan(-1.5);
    expect(mean).toBeLessThan(-1);
    for (const slope of slopes) expect(Math.abs(slope + 1.2)).toBeLessThan(0.7);
  });

  it('favour no orientation, taken together', () => {
    const shares = Array.from({ length: DIRECTIONS }, () => 0);
    for (const spectrum of spectra) {
      for (const powers of spectrum) {
        powers.forEach((value, d) => (shares[d]! += value / sum(powers)));
      }
    }
    const count = spectra.length * FREQUENCIES.length;
    for (const share of shares) {
      // Each of 64 spectra spreads its power at random: a relative deviation of 1/8 and rather more for
      // the stripes in them.
      expect((share / count) * DIRECTIONS).toBeGreaterThan(0.5);
      expect((share / count) * DIRECTIONS).toBeLessThan(1.6);
    }
  });

  it('vary more in lightness than in colour, with some saturated colour among the muted', () => {
    const chroma: number[] = [];
    const deviations = pictures.map((picture) => {
      const lab = pictureToOklab(picture);
      const of = (c: number): number => {
        const values = [...lab.filter((_, i) => i % 3 === c)];
        const mean = sum(values) / values.length;
        return Math.sqrt(sum(values.map((v) => (v - mean) ** 2)) / values.length);
      };
      for (let i = 0; i < lab.length; i += 3) chroma.push(Math.hypot(lab[i + 1]!, lab[i + 2]!));
      return [of(0), Math.hypot(of(1), of(2))] as const;
    });
    expect(sum(deviations.map(([light]) => light))).toBeGreaterThan(
      3 * sum(deviations.map(([, colour]) => colour)),
    );
    chroma.sort((a, b) => a - b);
    expect(chroma[Math.floor(chroma.length / 2)]).toBeLessThan(0.05);
    expect(chroma[Math.floor(chroma.length * 0.98)]).toBeGreaterThan(0.09);
  });

  it('refuse a size that is no picture', () => {
    for (const size of [0, 7, 12.5, NaN]) expect(() => deadLeaves(1, size)).toThrow(RangeError);
  });
});
