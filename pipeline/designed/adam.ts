const FIRST_DECAY = 0.9;
const SECOND_DECAY = 0.999;
const EPSILON = 1e-8;

/** Running means of a parameter's gradient and of its square. */
export interface Moments {
  readonly first: Float32Array;
  readonly second: Float32Array;
}

export function zeroMoments(length: number): Moments {
  return { first: new Float32Array(length), second: new Float32Array(length) };
}

/**
 * One step of Adam downhill (Kingma & Ba 2015, algorithm 1), in place, with the decay of weights kept
 * apart from the gradient (Loshchilov & Hutter 2019): value −= rate · (Adam's move + decay · value).
 * Plain arrays and a fixed order of sums, so that the same gradients give the same bits.
 *
 * @param step counts from 1
 */
export function adamStep(
  value: Float32Array,
  gradient: ArrayLike<number>,
  { first, second }: Moments,
  step: number,
  rate: number,
  decay: number,
): void {
  const firstScale = 1 / (1 - FIRST_DECAY ** step);
  const secondScale = 1 / (1 - SECOND_DECAY ** step);
  for (let i = 0; i < value.length; i++) {
    const slope = gradient[i]!;
    first[i] = FIRST_DECAY * first[i]! + (1 - FIRST_DECAY) * slope;
    second[i] = SECOND_DECAY * second[i]! + (1 - SECOND_DECAY) * slope * slope;
    const move = (first[i]! * firstScale) / (Math.sqrt(second[i]! * secondScale) + EPSILON);
    value[i] = value[i]! - rate * (move + decay * value[i]!);
  }
}
