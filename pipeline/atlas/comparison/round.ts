/** To so many digits after the point; a negative number that rounds to nothing is 0. */
export function round(value: number, digits: number): number {
  return Number(value.toFixed(digits)) + 0;
}
