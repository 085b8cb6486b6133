import { decodeSrgb } from '../actions/oklab.ts';
import type { GraphNode, Operation } from '../graph/ir.ts';

/**
 * Layers that turn pixels into OKLab (see actions/oklab), so that what follows can be exactly
 * equivariant to hue: its two curves (decoding sRGB, the cube root) become sums of ReLUs, straight
 * between knots, and its two matrices 1 × 1 convolutions. Agrees with OKLab within 0.0025.
 */

/** Linear light to the responses of three cones, [cone][colour]. */
const CONES = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
] as const;

/** Cube roots of the cones' responses to L, a, b, [coordinate][cone]. */
const COORDINATES = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
] as const;

/** A function on [0, 1] that is straight between knots: start + Σ slope · relu(t − knot). */
interface StraightPieces {
  readonly start: number;
  readonly knots: readonly number[];
  /** Change of slope at every knot. */
  readonly slopes: readonly number[];
}

const PIECES = 24;

const decoding = straighten(decodeSrgb, (share) => share);
/** Knots lie closer where the root is steep: evenly in its value. */
const root = straighten(Math.cbrt, (share) => share ** 3);

function straighten(
  curve: (t: number) => number,
  place: (share: number) => number,
): StraightPieces {
  const ends = Array.from({ length: PIECES + 1 }, (_, k) => place(k / PIECES));
  const knots = ends.slice(0, -1);
  const steep = knots.map((knot, k) => (curve(ends[k + 1]!) - curve(knot)) / (ends[k + 1]! - knot));
  return {
    start: curve(0),
    knots,
    slopes: steep.map((slope, k) => slope - (k === 0 ? 0 : steep[k - 1]!)),
  };
}

/** Name of the last layer, which holds L, a and b. */
export const OKLAB = 'oklab';

/**
 * @param input name of the value that holds RGB pixels less 127.5
 */
export function oklabNodes(input: string): readonly GraphNode[] {
  const all = [0, 1, 2] as const;
  const knots = all.flatMap((channel) => root.knots.map((_, k) => [channel, k] as const));
  return [
    {
      name: 'components/preactivation',
      inputs: [input],
      operation: pointwise(
        3,
        knots.map(([, k]) => 127.5 / 255 - decoding.knots[k]!),
        (from, to) => (knots[to]![0] === from ? 1 / 255 : 0),
      ),
    },
    { name: 'components', inputs: ['components/preactivation'], operation: { kind: 'relu' } },
    {
      name: 'cones/preactivation',
      inputs: ['components'],
      operation: pointwise(
        knots.length,
        knots.map(
          ([cone, k]) =>
            decoding.start * CONES[cone].reduce((sum, share) => sum + share, 0) - root.knots[k]!,
        ),
        (from, to) => {
          const [channel, k] = knots[from]!;
          return CONES[knots[to]![0]][channel] * decoding.slopes[k]!;
        },
      ),
    },
    { name: 'cones', inputs: ['cones/preactivation'], operation: { kind: 'relu' } },
    {
      name: OKLAB,
      inputs: ['cones'],
      operation: pointwise(knots.length, [0, 0, 0], (from, to) => {
        const [cone, k] = knots[from]!;
        return COORDINATES[to as 0 | 1 | 2][cone] * root.slopes[k]!;
      }),
    },
  ];
}

/** A 1 × 1 convolution; `weight` from an input to an output channel. */
function pointwise(
  inputs: number,
  bias: readonly number[],
  weight: (from: number, to: number) => number,
): Operation {
  const outputs = bias.length;
  return {
    kind: 'convolution',
    window: { size: [1, 1], stride: [1, 1], padding: { top: 0, bottom: 0, left: 0, right: 0 } },
    groups: 1,
    kernel: {
      shape: [1, 1, inputs, outputs],
      data: Float32Array.from({ length: inputs * outputs }, (_, at) =>
        weight(Math.floor(at / outputs), at % outputs),
      ),
    },
    bias: { shape: [outputs], data: Float32Array.from(bias) },
  };
}
