import type { GraphNode, Padding } from '../graph/ir.ts';
import { inferShapes, type Shape } from '../graph/shapes.ts';
import { UserError } from '../records/user-error.ts';
import type { CompiledOperation } from './compile-operation.ts';
import { neededRegions, regionOfBlock, windowInput, type Region } from './needed-region.ts';
import { blockOf, type Positions } from './positions.ts';
import type { Rectifier } from './rectifier.ts';
import { sliceRegion } from './slice-region.ts';
import type * as tf from './tensorflow.ts';

/** A node with its operation on the backend. */
export type Step = GraphNode & { readonly compiled: CompiledOperation };

export interface RunOptions {
  readonly rectifier?: Rectifier;
  readonly at?: Positions;
  /** Dispose every value but the asked ones as soon as no later step reads it; allows no gradient. */
  readonly free?: boolean;
}

/**
 * Runs the steps, each after those it reads, and gives the values of `layers`; see Network.forward.
 */
export function forward(
  steps: readonly Step[],
  input: tf.Tensor4D,
  layers: readonly string[],
  { rectifier = 'plain', at, free = false }: RunOptions,
): Record<string, tf.Tensor4D> {
  const part = at && planPart(steps, input, layers, at);
  const lastUse = new Map<string, number>();
  for (const [index, { inputs }] of steps.entries()) {
    for (const name of inputs) lastUse.set(name, index);
  }
  const fused = rectifiedConvolutions(steps, layers);
  const values = new Map<string, tf.Tensor4D>();
  for (const [index, step] of steps.entries()) {
    const { name, operation, inputs, compiled } = step;
    if (operation.kind === 'input') {
      requireInput(input, operation.shape, name);
      values.set(name, input);
      continue;
    }
    const read = inputs.map((from) => values.get(from)!);
    if (operation.kind === 'relu' && fused.has(inputs[0]!)) {
      // The convolution has done it; its value is this one's, and covers what it has to.
      values.set(name, read[0]!);
      continue;
    }
    const { sources, padding } = part ? part(step, read) : { sources: read };
    values.set(name, compiled.apply(sources, rectifier, padding, fused.has(name)));
    if (!free) continue;
    for (const slice of sources) if (!read.includes(slice)) slice.dispose();
    for (const from of new Set(inputs)) {
      if (lastUse.get(from) === index && !layers.includes(from)) values.get(from)!.dispose();
    }
  }
  const asked = layers.map((name) => {
    const value = values.get(name)!;
    return [
      name,
      at ? cut(value, part!.regionOf(name), regionOfBlock(blockOf(at, name))) : value,
    ] as const;
  });
  return Object.fromEntries(asked);
}

/** Convolutions that nothing reads but one rectifier, and that are not asked for themselves. */
function rectifiedConvolutions(
  steps: readonly Step[],
  layers: readonly string[],
): ReadonlySet<string> {
  const readers = new Map<string, string[]>();
  for (const { inputs, operation } of steps) {
    for (const from of inputs) {
      readers.set(from, [...(readers.get(from) ?? []), operation.kind]);
    }
  }
  const found = steps.filter(
    ({ name, operation }) =>
      operation.kind === 'convolution' &&
      !layers.includes(name) &&
      readers.get(name)?.join() === 'relu',
  );
  return new Set(found.map(({ name }) => name));
}

interface Part {
  /** What a step reads of its inputs' values, and the padding that this leaves to its windows. */
  (step: Step, values: readonly tf.Tensor4D[]): { sources: tf.Tensor4D[]; padding?: Padding };
  /** The region that a node's value covers. */
  regionOf(name: string): Region;
}

function planPart(
  steps: readonly Step[],
  input: tf.Tensor4D,
  layers: readonly string[],
  at: Positions,
): Part {
  const [, height, width, channels] = input.shape;
  const shapes: ReadonlyMap<string, Shape> = inferShapes({ nodes: steps }, [
    height,
    width,
    channels,
  ]);
  const regions = neededRegions(steps, shapes, layers, at);
  const regionOf = (name: string) => regions.get(name)!;
  const part = ({ name, operation, inputs }: Step, values: readonly tf.Tensor4D[]) => {
    const { kind } = operation;
    if (kind === 'convolution' || kind === 'maxPool') {
      const from = inputs[0]!;
      const seen = windowInput(operation.window, regionOf(name), shapes.get(from)!);
      return {
        sources: [cut(values[0]!, regionOf(from), seen.region)],
        padding: seen.padding,
      };
    }
    const sources = inputs.map((from, place) => {
      const covered = regionOf(from);
      const entire = kind === 'dense' || kind === 'averagePool';
      return cut(values[place]!, covered, entire ? covered : regionOf(name));
    });
    return { sources };
  };
  return Object.assign(part, { regionOf });
}

/** The part `wanted` of a value that covers `covered`; the value itself where that is all of it. */
function cut(value: tf.Tensor4D, covered: Region, wanted: Region): tf.Tensor4D {
  const offset = [wanted[0][0] - covered[0][0], wanted[1][0] - covered[1][0]] as const;
  return sliceRegion(value, offset, [wanted[0][1] - wanted[0][0], wanted[1][1] - wanted[1][0]]);
}

function requireInput(input: tf.Tensor4D, shape: readonly number[], name: string): void {
  if (input.rank === 4 && input.shape[3] === shape[2]) return;
  throw new UserError({
    expected: `a batch [n, height, width, ${String(shape[2])}] for "${name}"`,
    found: `[${input.shape.join(', ')}]`,
    remedy: 'give pixels in that order',
  });
}
