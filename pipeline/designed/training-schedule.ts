import { Random } from '../numerics/random.ts';

/** Everything that decides a training's course, beside the network and the pictures. */
export interface TrainingSettings {
  readonly seed: number;
  readonly epochs: number;
  readonly batchSize: number;
  /** Equal parts of a batch, computed side by side. Sums, and so the last bits, depend on their number. */
  readonly shares: number;
  /** Largest learning rate of Adam. */
  readonly rate: number;
  /** Share of a weight that is taken off at a rate of 1; biases keep theirs. */
  readonly decay: number;
  /** Steps over which the rate grows from 0. */
  readonly warmUp: number;
  /** Mirror pictures and move them, see training-batch.ts. */
  readonly augment: boolean;
}

/** Batches of an epoch; the rest of the pictures, less than a batch, waits for another epoch. */
export function stepsPerEpoch(pictures: number, batchSize: number): number {
  const steps = Math.floor(pictures / batchSize);
  if (steps > 0) return steps;
  throw new RangeError(
    `a batch of ${String(batchSize)} is more than the ${String(pictures)} pictures`,
  );
}

/** Learning rate at a step, from 0: a linear rise, then half a cosine down to 0 at the last step. */
export function rateAt(step: number, steps: number, { rate, warmUp }: TrainingSettings): number {
  if (step < warmUp) return (rate * (step + 1)) / (warmUp + 1);
  const through = (step - warmUp) / Math.max(1, steps - warmUp);
  return (rate * (1 + Math.cos(Math.PI * through))) / 2;
}

/** What the generator of a step or an epoch is for. */
type Purpose = 'order' | 'augmentation' | 'weights';

const purposes: readonly Purpose[] = ['order', 'augmentation', 'weights'];

/**
 * The generator for one purpose at one epoch or step. It depends on nothing that was drawn before, so
 * that a training goes on from any step as if it had not been interrupted.
 */
export function randomFor(seed: number, purpose: Purpose, place = 0): Random {
  const draw = new Random(seed + purposes.indexOf(purpose) * 0x9e3779b1);
  return new Random(draw.integer(2 ** 32) + Math.imul(place, 0x85ebca6b));
}

/** Numbers of the pictures of a step's batch: every epoch has an order of its own. */
export function batchIndices(
  step: number,
  pictures: number,
  { seed, batchSize }: Pick<TrainingSettings, 'seed' | 'batchSize'>,
): Uint32Array {
  const perEpoch = stepsPerEpoch(pictures, batchSize);
  const epoch = Math.floor(step / perEpoch);
  const order = Uint32Array.from({ length: pictures }, (_, i) => i);
  randomFor(seed, 'order', epoch).shuffle(order);
  const start = (step % perEpoch) * batchSize;
  return order.slice(start, start + batchSize);
}
