/**
 * What a picture is to raise, as values that are put together from others. An objective reads some of
 * a network's values, [n, y, x, c] each, and gives one number for every picture of the batch.
 */
import { sliceRegion } from '../engine/slice-region.ts';
import * as tf from '../engine/tensorflow.ts';

export interface Objective {
  /** Names of the values that it reads. */
  readonly reads: readonly string[];
  /** One number for every picture, [n]; differentiable. */
  measure(values: Readonly<Record<string, tf.Tensor4D>>): tf.Tensor1D;
}

/** What channel `channels[b]` of a value says of picture b at the middle position of its map. */
export function unitObjective(value: string, channels: readonly number[]): Objective {
  return reading(value, (map) => {
    const [n, height, width, count] = map.shape;
    const middle = [(height - 1) >> 1, (width - 1) >> 1] as const;
    const there = sliceRegion(map, middle, [1, 1]);
    return tf.sum(tf.mul(tf.reshape(there, [n, count]), chosen(channels, count)), 1);
  });
}

/** The mean of channel `channels[b]` of a value over the map, for picture b: a texture. */
export function channelObjective(value: string, channels: readonly number[]): Objective {
  return reading(value, (map) => {
    const means = tf.mean(map, [1, 2]);
    return tf.sum(tf.mul(means, chosen(channels, map.shape[3])), 1);
  });
}

/**
 * The mean over the map of a value's component along a direction of its channels: one direction for
 * every picture, [n][c]. Directions count by their angle, not their length.
 *
 * @throws RangeError for a direction of length zero
 */
export function directionObjective(
  value: string,
  directions: readonly (readonly number[])[],
): Objective {
  const unit = directions.map((direction) => {
    const length = Math.hypot(...direction);
    if (!(length > 0)) throw new RangeError('a direction has no length');
    return direction.map((component) => component / length);
  });
  return reading(value, (map) =>
    tf.sum(tf.mul(tf.mean(map, [1, 2]), tf.tensor2d(unit, [unit.length, map.shape[3]])), 1),
  );
}

/**
 * How unlike each other the pictures of a batch are to a value: less the mean cosine between the
 * Gram matrix of a picture's channels and those of the others (Olah, Mordvintsev & Schubert 2017,
 * Feature Visualization, section Diversity). 0 for pictures that have nothing in common, −1 for copies.
 *
 * @throws RangeError for a batch of one
 */
export function diversityObjective(value: string): Objective {
  return reading(value, (map) => {
    const [n, height, width, count] = map.shape;
    if (n < 2) throw new RangeError('one picture differs from no other; ask for two or more');
    const flat: tf.Tensor3D = tf.reshape(map, [n, height * width, count]);
    const gram: tf.Tensor2D = tf.reshape(tf.matMul(flat, flat, true, false), [n, count * count]);
    const length = tf.sqrt(tf.add(tf.sum(tf.square(gram), 1, true), 1e-12));
    const along = tf.div(gram, length);
    const cosines = tf.matMul(along as tf.Tensor2D, along as tf.Tensor2D, false, true);
    const others = tf.sub(tf.sum(cosines, 1), tf.sum(tf.square(along), 1));
    return tf.div(others, -(n - 1));
  });
}

/** Several objectives at once. */
export function sumObjective(...parts: readonly Objective[]): Objective {
  return {
    reads: [...new Set(parts.flatMap(({ reads }) => reads))],
    measure: (values) =>
      parts
        .map((part) => part.measure(values))
        .reduce((sum, each): tf.Tensor1D => tf.add(sum, each)),
  };
}

/** An objective that counts `factor` times; −1 finds what a unit is against. */
export function scaledObjective(part: Objective, factor: number): Objective {
  return { reads: part.reads, measure: (values) => tf.mul(part.measure(values), factor) };
}

/**
 * An objective that is nowhere negative, of which a share goes as another falls from 0 to −1: whatever
 * the responses of a layer are, the two weigh alike.
 */
export function discountedObjective(part: Objective, other: Objective, share: number): Objective {
  return {
    reads: [...new Set([...part.reads, ...other.reads])],
    measure: (values) =>
      tf.mul(part.measure(values), tf.add(1, tf.mul(other.measure(values), share))),
  };
}

/** What raises one objective and not the other. */
export function differenceObjective(wanted: Objective, unwanted: Objective): Objective {
  return sumObjective(wanted, scaledObjective(unwanted, -1));
}

/**
 * What sets one member of a family apart: its unit's response less the mean response of the others,
 * for every picture b the member `channels[b]` of `family`.
 *
 * @throws RangeError for a family of one
 */
export function familyDifferenceObjective(
  value: string,
  channels: readonly number[],
  family: readonly number[],
): Objective {
  if (family.length < 2) throw new RangeError('a family has two members or more');
  const others = channels.map((own) => family.filter((member) => member !== own));
  return reading(value, (map) => {
    const [n, height, width, count] = map.shape;
    const weights = tf.buffer([n, count]);
    channels.forEach((own, b) => {
      weights.set(1, b, own);
      for (const member of others[b]!) weights.set(-1 / others[b]!.length, b, member);
    });
    const middle = [(height - 1) >> 1, (width - 1) >> 1] as const;
    const there = sliceRegion(map, middle, [1, 1]);
    return tf.sum(tf.mul(tf.reshape(there, [n, count]), weights.toTensor()), 1);
  });
}

function reading(value: string, measure: (map: tf.Tensor4D) => tf.Tensor): Objective {
  return {
    reads: [value],
    measure: (values) => {
      const map = values[value];
      if (map === undefined)
        throw new RangeError(`the objective reads "${value}", which is not there`);
      return measure(map) as tf.Tensor1D;
    },
  };
}

/** One for the chosen channel of every picture, [n, c]; WASM's oneHot writes integers' bits. */
function chosen(channels: readonly number[], count: number): tf.Tensor2D {
  const values = new Float32Array(channels.length * count);
  for (const [picture, channel] of channels.entries()) values[picture * count + channel] = 1;
  return tf.tensor2d(values, [channels.length, count]);
}
