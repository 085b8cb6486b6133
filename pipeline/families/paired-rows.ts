/** Responses of units to pictures in a few views: rows of z scores that correlations come from. */
export interface ScoredViews {
  readonly units: number;
  readonly samples: number;
  /** Per view, [unit, sample]: square roots of responses, to mean 0 and variance 1 over all views. */
  readonly views: readonly Float64Array[];
  /** Whether a unit responds to anything. */
  readonly active: readonly boolean[];
}

/**
 * Square roots of responses (their spread grows with their size), standardised for every unit over
 * all samples and views together, so that a view which drives a unit less stays lower.
 *
 * @param values activations, [unit, sample, view]
 * @param keep which samples; all unless said
 */
export function scoreViews(
  values: Float32Array,
  units: number,
  views: number,
  keep: (sample: number) => boolean = () => true,
): ScoredViews {
  const total = units === 0 ? 0 : values.length / (units * views);
  const kept = Array.from({ length: total }, (_, s) => s).filter(keep);
  const tables = Array.from({ length: views }, () => new Float64Array(units * kept.length));
  const active: boolean[] = [];
  for (let unit = 0; unit < units; unit++) {
    let sum = 0;
    let squares = 0;
    kept.forEach((sample, s) => {
      for (let view = 0; view < views; view++) {
        const root = Math.sqrt(Math.max(0, values[(unit * total + sample) * views + view]!));
        tables[view]![unit * kept.length + s] = root;
        sum += root;
        squares += root * root;
      }
    });
    const count = kept.length * views;
    const mean = sum / count;
    const variance = squares / count - mean * mean;
    active.push(variance > 1e-9);
    const scale = variance > 1e-9 ? 1 / Math.sqrt(variance) : 0;
    for (const table of tables) {
      for (let s = unit * kept.length; s < (unit + 1) * kept.length; s++) {
        table[s] = (table[s]! - mean) * scale;
      }
    }
  }
  return { units, samples: kept.length, views: tables, active };
}

/** Mean product of two rows of z scores: their correlation where both have unit variance. */
export function rowProduct(
  a: Float64Array,
  b: Float64Array,
  i: number,
  j: number,
  samples: number,
): number {
  let sum = 0;
  const [from, other] = [i * samples, j * samples];
  for (let s = 0; s < samples; s++) sum += a[from + s]! * b[other + s]!;
  return sum / samples;
}
