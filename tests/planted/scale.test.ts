import { expect, it } from 'vitest';
import { recover } from './recovery.ts';

it('chains of growing size are found across three layers, with their steps', async () => {
  const control = await recover('scale', 700);
  expect(control).toMatchObject({ planted: 24, others: 24, precision: 1, recall: 1 });
  // Of a quarter octave; magnified pictures are blurred, which the smallest kernels notice.
  expect(control.maxElementErrorSteps).toBeLessThan(0.6);
}, 60_000);
