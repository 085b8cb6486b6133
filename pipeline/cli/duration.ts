/** A length of time in words, as exact as an estimate deserves: `8 s`, `3 min`, `2 h 10 min`. */
export function durationInWords(seconds: number): string {
  if (seconds < 100) return `${String(Math.ceil(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${String(minutes)} min`;
  return `${String(Math.floor(minutes / 60))} h ${String(minutes % 60)} min`;
}
