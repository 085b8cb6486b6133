import { describe, expect, it } from 'vitest';
import { fieldAperture, rasterisePainting } from '../../pipeline/stimuli/rasterise-painting.ts';
import { stimulusFamily } from '../../pipeline/stimuli/stimulus-set.ts';
import { stimulusSheet } from '../../pipeline/stimuli/stimulus-sheet.ts';

const family = stimulusFamily('colour edge');
const [condition] = family.conditions(21);
const element = { turn: 30, hue: 60 };

describe('a stimulus for readers', () => {
  it('is the stimulus itself, in bytes, at the size it was made for', () => {
    const painting = family.paint(condition!, element);
    const shown = rasterisePainting(painting, 21, fieldAperture(21));
    expect(stimulusSheet(condition!, element, 21, 21)).toEqual(Uint8Array.from(shown, Math.round));
  });

  it('fills a larger picture', () => {
    const size = 105;
    const line = { kind: 'line', text: 'x', parameters: { lightness: 'dark', width: 3 } } as const;
    const sheet = stimulusSheet(line, { turn: 0, hue: 0 }, 21, size);
    const row = sheet.subarray(52 * size * 3, 53 * size * 3).filter((_, i) => i % 3 === 0);
    // 3 of 21 pixels are 15 of 105.
    expect(row.filter((value) => value === 0)).toHaveLength(15);
    expect(row[0]).toBe(128);
  });

  it('refuses an even size', () => {
    expect(() => stimulusSheet(condition!, element, 21, 64)).toThrow(RangeError);
  });
});
