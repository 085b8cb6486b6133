/**
 * Symmetric n × n matrices of inner products between aligned members, row-major. If every member,
 * moved back by its element, were a multiple (its gain) of one unit-norm template, the matrix would
 * have rank one; the share of variance that the best single template explains is its largest
 * eigenvalue over its trace (Eckart–Young).
 */
export type Gram = Float64Array;

/** Weighted sum, all weights 1 unless said. */
export function sumGrams(grams: readonly Gram[], weights?: readonly number[]): Gram {
  const sum = new Float64Array(grams[0]!.length);
  grams.forEach((gram, c) => {
    const weight = weights?.[c] ?? 1;
    if (weight !== 0) for (let i = 0; i < sum.length; i++) sum[i] = sum[i]! + weight * gram[i]!;
  });
  return sum;
}

/** Largest eigenvalue of a positive semidefinite matrix and its unit vector, by power iteration. */
export function leadingPair(gram: Gram): { readonly value: number; readonly vector: Float64Array } {
  const n = Math.round(Math.sqrt(gram.length));
  // Near the all-ones vector, so that most gains come out positive, but orthogonal to no vector that
  // the signs of a few members make.
  let vector = Float64Array.from({ length: n }, (_, i) => 1 + 0.01 * Math.cos(i * i));
  let value = 0;
  for (let iteration = 0; iteration < 200; iteration++) {
    const next = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += gram[i * n + j]! * vector[j]!;
      next[i] = sum;
    }
    const norm = Math.sqrt(next.reduce((sum, x) => sum + x * x, 0));
    if (norm === 0) return { value: 0, vector };
    for (let i = 0; i < n; i++) next[i] = next[i]! / norm;
    vector = next;
    if (Math.abs(norm - value) <= 1e-10 * norm) return { value: norm, vector };
    value = norm;
  }
  return { value, vector };
}

/** Share of the members' variance that one template explains. */
export function explainedShare(gram: Gram): number {
  const n = Math.round(Math.sqrt(gram.length));
  let trace = 0;
  for (let i = 0; i < n; i++) trace += gram[i * n + i]!;
  return trace === 0 ? 0 : leadingPair(gram).value / trace;
}

/**
 * For every member the share of its variance that the template of the other members explains (with a
 * gain of its own); 0 where that gain would be negative.
 */
export function leaveOneOutShares(gram: Gram): number[] {
  const n = Math.round(Math.sqrt(gram.length));
  return Array.from({ length: n }, (_, left) => {
    const others = Array.from({ length: n }, (_, i) => i).filter((i) => i !== left);
    const reduced = Float64Array.from(others.flatMap((i) => others.map((j) => gram[i * n + j]!)));
    const { value, vector } = leadingPair(reduced);
    const projection = others.reduce((sum, i, k) => sum + vector[k]! * gram[left * n + i]!, 0);
    const variance = gram[left * n + left]!;
    return projection <= 0 || value === 0 ? 0 : projection ** 2 / (value * variance);
  });
}

/** Every member scaled to a diagonal of 1; one whose diagonal is not positive becomes zero. */
export function unitDiagonal(gram: Gram): Gram {
  const n = Math.round(Math.sqrt(gram.length));
  const scale = Array.from({ length: n }, (_, i) =>
    gram[i * n + i]! > 0 ? 1 / Math.sqrt(gram[i * n + i]!) : 0,
  );
  return gram.map((value, at) => value * scale[Math.floor(at / n)]! * scale[at % n]!);
}
