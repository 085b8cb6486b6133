/** Numbers as they are printed: true minus signs, tabular widths, no false precision. */

const minus = (text: string) => text.replace('-', '−');

/** `0.87`, `−0.04`. */
export const decimal = (value: number, digits = 2) =>
  minus((Math.abs(value) < 0.5 * 10 ** -digits ? 0 : value).toFixed(digits));

/** `+0.50`, `−0.21`, `0.00`. */
export const signed = (value: number, digits = 2) => {
  const text = decimal(value, digits);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
};

/** `5°`: the nearest degree in [0, 360). */
export const degrees = (value: number) => `${String(((Math.round(value) % 360) + 360) % 360)}°`;

/** `+35°`, `−170°`: a signed difference, to the nearest degree. */
export const signedDegrees = (value: number) => `${signed(Math.round(value), 0)}°`;

/** `[0.82, 0.91]`. */
export const intervalText = ([low, high]: readonly [number, number], digits = 2) =>
  `[${decimal(low, digits)}, ${decimal(high, digits)}]`;

/** p values with two significant digits: `0.001`, `0.31`, `0.00020`. */
export const pText = (p: number) => (p >= 0.1 ? p.toFixed(2) : String(Number(p.toPrecision(2))));

/** `12%`. */
export const percent = (share: number) => `${String(Math.round(100 * share))}%`;

/** `6,998,552`. */
export const whole = (value: number) => value.toLocaleString('en-GB');

/** `one unit`, `12 units`: counts with their noun. */
export const count = (n: number, noun: string, plural = `${noun}s`) =>
  `${n === 1 ? 'one' : whole(n)} ${n === 1 ? noun : plural}`;
