import { expect, it } from 'vitest';
import { recover } from './recovery.ts';

/** A step is 15°; a bilinear patch and a kernel of 19 pixels leave less than a degree or two. */
const ERROR = 0.15;

it.each([
  ['rotation 360', 18, 17],
  ['rotation 180', 7, 17],
  ['rotation 90', 6, 18],
] as const)(
  'families of %s are found with exactly their members',
  async (name, planted, others) => {
    const control = await recover(name, 80, 2);
    expect(control).toMatchObject({ group: 'rotation', planted, others, precision: 1, recall: 1 });
    expect(control.maxElementErrorSteps).toBeLessThan(ERROR);
  },
);
