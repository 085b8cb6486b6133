import type { Network } from '../engine/network.ts';
import { preprocess, type InputColours } from '../engine/preprocess.ts';
import type { Graph, GraphNode, Operation, Tensor } from '../graph/ir.ts';
import { placeWindow } from '../graph/shapes.ts';
import { prune } from '../graph/traverse.ts';
import type { SquarePicture } from '../stimuli/patches.ts';

/** What a nonlinearity passes of its input on average, if it is taken for a linear map. */
export type NodePasses =
  | {
      readonly kind: 'relu' | 'localResponseNormalisation';
      /**
       * Of every channel. ReLU: the share of positions where it is on. Normalisation: the mean of
       * output / input over positions where the input is not zero; 0 where there is none.
       */
      readonly factors: readonly number[];
    }
  | {
      readonly kind: 'maxPool';
      /**
       * Share of windows whose maximum is at each place, [y, x], over all channels together. Places
       * that tie share a window, or the order of reading would lend the taps a direction (pools behind
       * pools tie often). Windows with the maximum zero are left out: behind a ReLU they hold nothing
       * but zeros. All zero where no window is left.
       */
      readonly taps: readonly number[];
    };

export interface PassesProbe {
  readonly network: Network;
  /** The graph that the network was compiled from. */
  readonly graph: Graph;
  readonly input: InputColours;
  /** Everything that these are computed from is measured, and they themselves. */
  readonly layers: readonly string[];
  /** Shown whole, one at a time. */
  readonly pictures: AsyncIterable<SquarePicture>;
}

/** Adds up what one node passes, picture by picture. */
interface Tally {
  readonly reads: readonly string[];
  see(values: Readonly<Record<string, Tensor>>): void;
  passes(): NodePasses;
}

/**
 * What every ReLU, max-pool and local response normalisation up to the layers passes on pictures, by
 * node: a mean over all pictures and positions, each position alike.
 */
export async function measurePasses({
  network,
  graph,
  input,
  layers,
  pictures,
}: PassesProbe): Promise<Map<string, NodePasses>> {
  const tallies = new Map<string, Tally>();
  for (const node of prune(graph, layers).nodes) {
    const tally = tallyOf(node);
    if (tally) tallies.set(node.name, tally);
  }
  const read = [...new Set([...tallies.values()].flatMap(({ reads }) => reads))];
  for await (const { size, data } of pictures) {
    const pixels = { shape: [1, size, size, 3], data: Float32Array.from(data) };
    const values = await network.activations(preprocess(input, pixels), read);
    for (const tally of tallies.values()) tally.see(values);
  }
  return new Map([...tallies].map(([name, tally]) => [name, tally.passes()]));
}

function tallyOf({ name, operation, inputs }: GraphNode): Tally | undefined {
  switch (operation.kind) {
    case 'relu':
      // Its input need not be asked for, and the convolution before it can rectify by itself.
      return channelMeans('relu', [name], ([output], i) => (output![i]! > 0 ? 1 : 0));
    case 'localResponseNormalisation':
      return channelMeans(operation.kind, [name, inputs[0]!], ([output, from], i) =>
        from![i] === 0 ? undefined : output![i]! / from![i]!,
      );
    case 'maxPool':
      return maximaPlaces(inputs[0]!, operation);
    default:
      return undefined;
  }
}

/** The mean of what `term` gives for the positions of every channel, without those it gives nothing for. */
function channelMeans(
  kind: 'relu' | 'localResponseNormalisation',
  reads: readonly string[],
  term: (values: readonly Float32Array[], index: number) => number | undefined,
): Tally {
  let sums = new Float64Array(0);
  let counts = new Float64Array(0);
  return {
    reads,
    see: (values) => {
      const { shape, data } = values[reads[0]!]!;
      const channels = shape[3]!;
      if (sums.length === 0) {
        sums = new Float64Array(channels);
        counts = new Float64Array(channels);
      }
      const read = reads.map((name) => values[name]!.data);
      for (let i = 0; i < data.length; i++) {
        const value = term(read, i);
        if (value === undefined) continue;
        const channel = i % channels;
        sums[channel] = sums[channel]! + value;
        counts[channel] = counts[channel]! + 1;
      }
    },
    passes: () => ({
      kind,
      factors: Array.from(sums, (sum, channel) => sum / Math.max(1, counts[channel]!)),
    }),
  };
}

function maximaPlaces(
  from: string,
  { window, rounding }: Extract<Operation, { kind: 'maxPool' }>,
): Tally {
  const [tall, wide] = window.size;
  const counts = new Float64Array(tall * wide);
  const largestAt = new Uint16Array(tall * wide);
  let windows = 0;
  return {
    reads: [from],
    see: (values) => {
      const { shape, data } = values[from]!;
      const [, height, width, channels] = shape as [number, number, number, number];
      const { output, padding } = placeWindow(window, rounding, [height, width]);
      for (let place = 0; place < output[0] * output[1]; place++) {
        const top = Math.floor(place / output[1]) * window.stride[0] - padding.top;
        const left = (place % output[1]) * window.stride[1] - padding.left;
        for (let channel = 0; channel < channels; channel++) {
          let largest = -Infinity;
          let ties = 0;
          for (let y = Math.max(0, -top); y < tall && top + y < height; y++) {
            for (let x = Math.max(0, -left); x < wide && left + x < width; x++) {
              const value = data[((top + y) * width + left + x) * channels + channel]!;
              if (value < largest) continue;
              if (value > largest) ties = 0;
              largest = value;
              largestAt[ties++] = y * wide + x;
            }
          }
          if (largest === 0) continue;
          windows++;
          for (let i = 0; i < ties; i++) counts[largestAt[i]!] = counts[largestAt[i]!]! + 1 / ties;
        }
      }
    },
    passes: () => ({
      kind: 'maxPool',
      taps: Array.from(counts, (count) => count / Math.max(1, windows)),
    }),
  };
}
