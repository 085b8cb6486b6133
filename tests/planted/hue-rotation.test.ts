import { expect, it } from 'vitest';
import { recover } from './recovery.ts';

it('the family of the quotient of hue and rotation is found with exactly its members', async () => {
  const control = await recover('hue-rotation', 40);
  expect(control).toMatchObject({ planted: 10, others: 23, precision: 1, recall: 1 });
  // Steps are 30° on both axes.
  expect(control.maxElementErrorSteps).toBeLessThan(0.15);
});
