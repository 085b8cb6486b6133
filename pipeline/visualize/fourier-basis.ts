/**
 * A real, orthonormal Fourier basis of periodic signals, evaluated at any coordinates: function 0 is
 * constant, functions 2k − 1 and 2k are the cosine and the sine of k cycles a period, and an even
 * period ends with the cosine at the Nyquist frequency. Its products along y and x span pictures.
 */

/** Cycles per pixel of the `period` basis functions. */
export function basisFrequencies(period: number): Float64Array {
  return Float64Array.from({ length: period }, (_, i) => Math.ceil(i / 2) / period);
}

/**
 * Values of all basis functions at the coordinates (pixels), [coordinate, function]. At the integers
 * 0 … period − 1 this is an orthogonal matrix.
 */
export function fourierBasis(period: number, coordinates: ArrayLike<number>): Float32Array {
  const values = new Float32Array(coordinates.length * period);
  for (let row = 0; row < coordinates.length; row++) {
    for (let i = 0; i < period; i++) {
      const phase = (2 * Math.PI * Math.ceil(i / 2) * coordinates[row]!) / period;
      const alone = i === 0 || (i === period - 1 && period % 2 === 0);
      const wave = i % 2 === 0 && i > 0 ? Math.sin(phase) : Math.cos(phase);
      values[row * period + i] = Math.sqrt((alone ? 1 : 2) / period) * wave;
    }
  }
  return values;
}
