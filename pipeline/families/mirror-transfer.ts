import { rowProduct, type ScoredViews } from './paired-rows.ts';

/** T_flip: mean of corr(r_i(x), r_j(m x)) and corr(r_i(m x), r_j(x)). */
export function transfer({ views, samples }: ScoredViews, i: number, j: number): number {
  const [a, b] = views as [Float64Array, Float64Array];
  return (rowProduct(a, b, i, j, samples) + rowProduct(b, a, i, j, samples)) / 2;
}

/** Mean of corr(r_i(x), r_j(x)) and corr(r_i(m x), r_j(m x)). */
export function plain({ views, samples }: ScoredViews, i: number, j: number): number {
  const [a, b] = views as [Float64Array, Float64Array];
  return (rowProduct(a, a, i, j, samples) + rowProduct(b, b, i, j, samples)) / 2;
}

/** Correlation of r_i(x) − r_i(m x) with r_j(m x) − r_j(x). */
export function modulation(scored: ScoredViews, i: number, j: number): number {
  const power = (unit: number): number => plain(scored, unit, unit) - transfer(scored, unit, unit);
  const norm = Math.sqrt(Math.max(0, power(i) * power(j)));
  return norm < 1e-9 ? 0 : (transfer(scored, i, j) - plain(scored, i, j)) / norm;
}
