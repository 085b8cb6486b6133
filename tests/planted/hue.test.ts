import { expect, it } from 'vitest';
import { recover } from './recovery.ts';

it('families of hue are found with exactly their members', async () => {
  const control = await recover('hue', 80, 2);
  expect(control).toMatchObject({ planted: 14, others: 16, precision: 1, recall: 1 });
  // Colours that leave the gamut are clipped; a step is 30°.
  expect(control.maxElementErrorSteps).toBeLessThan(0.15);
});
