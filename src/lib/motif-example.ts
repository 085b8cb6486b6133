import type { Motif } from '../../pipeline/records/index.ts';

/** Positions a side of the made-up kernels of the motifs' diagrams. */
export const EXAMPLE_SIZE = 5;

/** A pattern that needs a full turn to repeat: positive towards `angle` (degrees), negative behind. */
export function turnedExample(angle: number, gain = 1): number[] {
  const middle = (EXAMPLE_SIZE - 1) / 2;
  const [right, down] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  return Array.from({ length: EXAMPLE_SIZE ** 2 }, (_, i) => {
    const [x, y] = [(i % EXAMPLE_SIZE) - middle, Math.floor(i / EXAMPLE_SIZE) - middle];
    const along = x * right + y * down;
    return gain * along * Math.exp(-(x * x + y * y) / 4) * 0.95;
  });
}

const quarters = [0, 90, 180, 270];

export interface MotifExample {
  /** Elements of the inputs in degrees; null for one that does not move. */
  readonly inputs: readonly (number | null)[];
  readonly outputs: readonly (number | null)[];
  /** By output, then input. */
  readonly kernels: readonly (readonly (readonly number[])[])[];
}

/** Kernels that follow a motif exactly: of four turned units, or of a mirrored pair at 30° and 150°. */
export function motifExample(motif: Exclude<Motif, 'no motif'>): MotifExample {
  switch (motif) {
    case 'invariant→equivariant':
      return {
        inputs: [null],
        outputs: quarters,
        kernels: quarters.map((b) => [turnedExample(b)]),
      };
    case 'equivariant→invariant':
      return {
        inputs: quarters,
        outputs: [null],
        kernels: [quarters.map((a) => turnedExample(a))],
      };
    case 'equivariant→equivariant':
      return {
        inputs: quarters,
        outputs: quarters,
        kernels: quarters.map((b) =>
          quarters.map((a) => turnedExample(a, Math.cos(((b - a) * Math.PI) / 180))),
        ),
      };
    case 'mirror': {
      const pair = [30, 150];
      return { inputs: [null], outputs: pair, kernels: pair.map((b) => [turnedExample(b)]) };
    }
  }
}
