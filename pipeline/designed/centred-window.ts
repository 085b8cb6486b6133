import type { Window } from '../graph/ir.ts';

/** An odd window with (size − 1) / 2 pixels of padding on every side. */
export function centredWindow(size: number, stride: number): Window {
  const side = (size - 1) / 2;
  return {
    size: [size, size],
    stride: [stride, stride],
    padding: { top: side, bottom: side, left: side, right: side },
  };
}
