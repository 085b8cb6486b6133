import { expect, it } from 'vitest';
import { recover } from './recovery.ts';

it('mirrored pairs are found, each unit with its partner', async () => {
  const control = await recover('reflection', 160);
  expect(control).toMatchObject({ planted: 12, others: 16, precision: 1, recall: 1 });
  expect(control.maxElementErrorSteps).toBe(0);
});
