import * as tf from '../engine/tensorflow.ts';

const FIRST_DECAY = 0.9;
const SECOND_DECAY = 0.999;
const EPSILON = 1e-8;

/**
 * Adam (Kingma & Ba 2015, algorithm 1), climbing. Owns the value and its moments on the backend.
 */
export class Adam {
  #value: tf.Tensor;
  /** The moments over 1 − their decay. */
  #first: tf.Tensor;
  #second: tf.Tensor;
  #steps = 0;

  /** @param value the start; taken over, the caller must not dispose it */
  constructor(value: tf.Tensor) {
    this.#value = tf.keep(value);
    this.#first = tf.keep(tf.zerosLike(value));
    this.#second = tf.keep(tf.zerosLike(value));
  }

  /** The current value; gone after the next step. */
  get value(): tf.Tensor {
    return this.#value;
  }

  /**
   * Moves every entry by at most about its rate along the gradient.
   *
   * @param rates one for every entry of the first axis
   */
  step(gradient: tf.Tensor, rates: ArrayLike<number>): void {
    this.#steps += 1;
    const old = [this.#value, this.#first, this.#second];
    const firstScale = (1 - FIRST_DECAY) / (1 - FIRST_DECAY ** this.#steps);
    const secondScale = Math.sqrt((1 - SECOND_DECAY) / (1 - SECOND_DECAY ** this.#steps));
    const [value, first, second] = tf.tidy(() => {
      const mean = tf.add(tf.mul(this.#first, FIRST_DECAY), gradient);
      const square = tf.add(tf.mul(this.#second, SECOND_DECAY), tf.square(gradient));
      const spread = tf.add(tf.sqrt(square), EPSILON / secondScale);
      const scaled = Float32Array.from(rates, (rate) => (rate * firstScale) / secondScale);
      const axes = gradient.shape.slice(1).map(() => 1);
      const rate = tf.tensor(scaled, [rates.length, ...axes]);
      const move = tf.div(tf.mul(mean, rate), spread);
      return [tf.add(this.#value, move), mean, square] as [tf.Tensor, tf.Tensor, tf.Tensor];
    });
    this.#value = tf.keep(value);
    this.#first = tf.keep(first);
    this.#second = tf.keep(second);
    tf.dispose(old);
  }

  /** Hands the value to the caller, who disposes it, and frees the moments. */
  finish(): tf.Tensor {
    tf.dispose([this.#first, this.#second]);
    return this.#value;
  }
}
