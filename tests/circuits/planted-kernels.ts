import type { KernelTable } from '../../pipeline/circuits/kernel-table.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import type { MotifForm } from '../../pipeline/records/circuit.ts';

/** Degrees. */
export const sources = [3, 41, 77, 130, 155, 201, 260, 291, 333];
export const targets = [12, 50, 88, 110, 171, 222, 240, 275, 310, 350];

const radians = Math.PI / 180;

/** A weight from the elements (degrees) and the position's polar coordinates (positions, degrees). */
export type Weight = (source: number, target: number, radius: number, angle: number) => number;

/** Kernels of 5 × 5 positions planted by a rule, with noise of a given standard deviation. */
export function plantKernels(weight: Weight, noise = 0, seed = 11): KernelTable {
  const random = new Random(seed);
  const values = targets.flatMap((target) =>
    sources.flatMap((source) =>
      Array.from({ length: 25 }, (_, i) => {
        const x = (i % 5) - 2;
        const y = Math.floor(i / 5) - 2;
        const angle = Math.atan2(y, x) / radians;
        return weight(source, target, Math.hypot(x, y), angle) + noise * random.normal();
      }),
    ),
  );
  return {
    size: 5,
    sources: sources.length,
    targets: targets.length,
    values: Float64Array.from(values),
  };
}

const decay = (radius: number): number => Math.exp(-radius / 2);

export const plantedRules: Record<MotifForm, Weight> = {
  'invariant→equivariant': (_, b, r, phi) =>
    decay(r) * (r === 0 ? 1 : Math.cos((phi - b) * radians) + Math.cos(2 * (phi - b) * radians)),
  'equivariant→invariant': (a, _, r, phi) =>
    decay(r) * (r === 0 ? 1 : Math.cos((phi - a) * radians) - Math.sin(2 * (phi - a) * radians)),
  'equivariant→equivariant': (a, b, r, phi) =>
    decay(r) * Math.cos((b - a) * radians) * (r === 0 ? 1 : 1 + Math.cos(2 * (phi - a) * radians)),
};
