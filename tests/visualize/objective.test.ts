import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../pipeline/engine/backend.ts';
import * as tf from '../../pipeline/engine/tensorflow.ts';
import {
  channelObjective,
  differenceObjective,
  directionObjective,
  discountedObjective,
  diversityObjective,
  familyDifferenceObjective,
  scaledObjective,
  sumObjective,
  unitObjective,
  type Objective,
} from '../../pipeline/visualize/objective.ts';
import { expectClose } from '../support/expect-close.ts';

/** Two pictures, a 3 × 3 map, two channels: channel 0 counts positions, channel 1 is ten times that. */
const map = () => {
  const values = Array.from({ length: 2 * 9 * 2 }, (_, i) => {
    const [picture, position, channel] = [Math.floor(i / 18), Math.floor(i / 2) % 9, i % 2];
    return (picture === 0 ? 1 : -1) * position * (channel === 0 ? 1 : 10);
  });
  return tf.tensor4d(values, [2, 3, 3, 2]);
};

const measured = (objective: Objective, values: Record<string, tf.Tensor4D> = { map: map() }) =>
  Array.from(tf.tidy(() => objective.measure(values).dataSync()));

describe('an objective', () => {
  beforeAll(async () => {
    await openBackend('cpu');
  });

  it('of units is each picture’s own channel at the middle position', () => {
    expect(measured(unitObjective('map', [0, 1]))).toEqual([4, -40]);
  });

  it('of channels is each picture’s own channel on average over the map', () => {
    // float32 means of nine small integers.
    expectClose(measured(channelObjective('map', [1, 0])), [40, -4], { ofLargest: 1e-6 });
  });

  it('of directions is the mean component along each, whatever its length', () => {
    const objective = directionObjective('map', [
      [3, 4],
      [0, 7],
    ]);
    expectClose(measured(objective), [(3 * 4 + 4 * 40) / 5, -40], { ofLargest: 1e-6 });
    expect(() => directionObjective('map', [[0, 0]])).toThrow('a direction has no length');
  });

  it('of a family’s difference is the own member less the mean of the others', () => {
    const one = tf.tensor4d([1, 2, 4, 8], [1, 1, 1, 4]);
    expect(measured(familyDifferenceObjective('map', [3], [0, 2, 3]), { map: one })).toEqual([
      8 - 2.5,
    ]);
    expect(() => familyDifferenceObjective('map', [0], [0])).toThrow('two members or more');
  });

  it('of diversity is −1 for copies and 0 for pictures whose channels have nothing in common', () => {
    const alike = tf.tensor4d([1, 0, 2, 0, 1, 0, 2, 0], [2, 1, 2, 2]);
    const apart = tf.tensor4d([1, 0, 2, 0, 0, 1, 0, 2], [2, 1, 2, 2]);
    expectClose(measured(diversityObjective('map'), { map: alike }), [-1, -1], { absolute: 1e-6 });
    expectClose(measured(diversityObjective('map'), { map: apart }), [0, 0], { absolute: 1e-6 });
    expect(() => measured(diversityObjective('map'), { map: tf.zeros([1, 1, 1, 2]) })).toThrow(
      'ask for two or more',
    );
  });

  it('is put together from others, reads what they read and is differentiable', () => {
    const wanted = unitObjective('map', [0, 0]);
    const unwanted = channelObjective('other', [0, 0]);
    const objective = sumObjective(
      differenceObjective(wanted, unwanted),
      scaledObjective(wanted, 2),
    );
    expect(objective.reads).toEqual(['map', 'other']);
    const other = tf.fill([2, 1, 1, 2], 5) as tf.Tensor4D;
    expect(measured(objective, { map: map(), other })).toEqual([3 * 4 - 5, 3 * -4 - 5]);
    const gradient = tf.grad((x) => tf.sum(objective.measure({ map: x as tf.Tensor4D, other })))(
      map(),
    );
    const slopes = Array.from(gradient.dataSync());
    expect(slopes.filter((slope) => slope !== 0)).toEqual([3, 3]);
  });

  it('is discounted by the share that goes as another falls to −1, and has both slopes', () => {
    const own = unitObjective('map', [0, 0]);
    const other: Objective = {
      reads: ['other'],
      measure: ({ other: value }) => tf.neg(tf.reshape(value!, [2])),
    };
    const objective = discountedObjective(own, other, 0.6);
    expect(objective.reads).toEqual(['map', 'other']);
    const fallen = tf.tensor4d([1, 0.5], [2, 1, 1, 1]);
    expectClose(measured(objective, { map: map(), other: fallen }), [4 * 0.4, -4 * 0.7], {
      ofLargest: 1e-6,
    });
    const gradient = tf.grad((x) =>
      tf.sum(objective.measure({ map: map(), other: x as tf.Tensor4D })),
    )(fallen);
    expectClose(Array.from(gradient.dataSync()), [-0.6 * 4, 0.6 * 4], { ofLargest: 1e-6 });
  });

  it('is refused where what it reads is not there', () => {
    expect(() => measured(unitObjective('absent', [0, 0]))).toThrow(
      'the objective reads "absent", which is not there',
    );
  });
});
