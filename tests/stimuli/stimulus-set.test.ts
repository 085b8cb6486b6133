import { describe, expect, it } from 'vitest';
import { turnHue } from '../../pipeline/actions/hue.ts';
import { pictureToOklab, type Colour } from '../../pipeline/actions/oklab.ts';
import { rotateRaster } from '../../pipeline/actions/planar.ts';
import {
  stimulusConditionSchema,
  stimulusKindSchema,
  type StimulusCondition,
} from '../../pipeline/records/stimulus.ts';
import { fieldAperture, rasterisePainting } from '../../pipeline/stimuli/rasterise-painting.ts';
import {
  stimulusFamily,
  stimulusSet,
  type StimulusElement,
} from '../../pipeline/stimuli/stimulus-set.ts';
import { expectClose } from '../support/expect-close.ts';

const SIZE = 31;
const upright: StimulusElement = { turn: 0, hue: 0 };

const picture = (condition: StimulusCondition, element: StimulusElement): Float32Array =>
  rasterisePainting(
    stimulusFamily(condition.kind).paint(condition, element),
    SIZE,
    fieldAperture(SIZE),
  );

const quarterTurned = (data: Float32Array): Float32Array =>
  rotateRaster({ height: SIZE, width: SIZE, channels: 3, data }, 90).data;

describe('the synthetic stimuli', () => {
  it('have one family per kind, found by its name', () => {
    expect(stimulusSet.map(({ kind }) => kind)).toEqual(stimulusKindSchema.options);
    for (const family of stimulusSet) expect(stimulusFamily(family.kind)).toBe(family);
  });

  it('are about 1,400 pictures with 24 turns, 12 hues and each colour edge drawn once', () => {
    const counts = stimulusSet.map((family) => {
      const both = family.axes.length === 2 ? 0.5 : 1;
      const turns = family.axes.includes('turn') ? 24 : 1;
      const hues = family.axes.includes('hue') ? 12 : 1;
      return family.conditions(171).length * turns * hues * both;
    });
    expect(counts).toEqual([96, 48, 144, 480, 144, 16, 6, 72, 288, 96, 48]);
  });

  it('have conditions that are records, each with words of its own', () => {
    for (const size of [1, 7, 19, 59, 171, 600]) {
      for (const family of stimulusSet) {
        const conditions = family.conditions(size);
        expect(conditions.length).toBeGreaterThan(0);
        for (const condition of conditions) {
          expect(stimulusConditionSchema.parse(condition)).toEqual(condition);
          expect(condition.kind).toBe(family.kind);
        }
        expect(new Set(conditions.map(({ text }) => text)).size).toBe(conditions.length);
      }
    }
  });

  it('grow with the receptive field, down to what pixels can show', () => {
    for (const family of stimulusSet) {
      const lengths = (size: number): number[] =>
        family
          .conditions(size)
          .flatMap(({ parameters }) =>
            Object.entries(parameters).flatMap(([name, value]) =>
              typeof value === 'number' && !['angle', 'seed', 'reach'].includes(name)
                ? [value]
                : [],
            ),
          );
      // Rounded to a tenth of a pixel.
      expectClose(
        lengths(1000),
        lengths(100).map((length) => 10 * length),
        { absolute: 2.1 },
      );
      // Zero is no length but none: a sharp edge, a filled disc.
      for (const length of lengths(7)) expect(length === 0 || length >= 1.2).toBe(true);
    }
  });

  it('turn with their element: a quarter turn of it is one of the pixels', () => {
    for (const family of stimulusSet.filter(({ axes }) => axes.includes('turn'))) {
      const hue = family.axes.includes('hue') ? 40 : 0;
      for (const condition of family.conditions(SIZE)) {
        for (const turn of [0, 45, 101.3, 330]) {
          const drawn = picture(condition, { turn: turn + 90, hue });
          // cos and sin of the two angles differ in their last digits.
          expectClose(drawn, quarterTurned(picture(condition, { turn, hue })), { absolute: 1e-3 });
        }
      }
    }
  });

  it('turn clockwise on the screen by what their element says', () => {
    const [edge] = stimulusFamily('edge').conditions(SIZE);
    const light = (turn: number, x: number, y: number) =>
      stimulusFamily('edge').paint(edge!, { turn, hue: 0 })(x, y);
    expect([light(0, -9, 0), light(90, 0, -9), light(180, 9, 0), light(270, 0, 9)]).toEqual([
      1, 1, 1, 1,
    ]);
    expect([light(30, -9, -4), light(30, 9, 4), light(60, -4, -9), light(60, -4, 9)]).toEqual([
      1, 0, 1, 0,
    ]);
  });

  it('have no orientation where they have no turn', () => {
    for (const family of stimulusSet.filter(({ axes }) => !axes.includes('turn'))) {
      for (const condition of family.conditions(SIZE)) {
        const drawn = picture(condition, upright);
        expectClose(quarterTurned(drawn), drawn, { absolute: 1e-3 });
        expect(() => family.paint(condition, { turn: 90, hue: 0 })).toThrow('has no turn to be 90');
      }
    }
  });

  it('are grey where they have no hue', () => {
    for (const family of stimulusSet.filter(({ axes }) => !axes.includes('hue'))) {
      for (const condition of family.conditions(SIZE)) {
        const drawn = picture(condition, upright);
        for (let i = 0; i < drawn.length; i += 3) {
          expect(drawn[i + 1]).toBe(drawn[i]);
          expect(drawn[i + 2]).toBe(drawn[i]);
        }
        expect(() => family.paint(condition, { turn: 0, hue: 30 })).toThrow('has no hue to be 30');
      }
    }
  });

  it('turn their hue as the hue circle turns colours', () => {
    for (const family of stimulusSet.filter(({ axes }) => axes.includes('hue'))) {
      for (const condition of family.conditions(SIZE)) {
        for (const hue of [30, 120, 270]) {
          const before = family.paint(condition, { turn: 0, hue: 10 });
          const after = family.paint(condition, { turn: 0, hue: 10 + hue });
          for (const [x, y] of [
            [-9, 2],
            [0.7, 1],
            [9, -3],
            [-1.5, 0],
          ] as const) {
            const colours = [before(x, y), after(x, y)].map((colour) =>
              Float32Array.from(colour as Colour, (value) => 255 * value),
            );
            expectClose(turnHue(colours[0]!, hue), colours[1]!, { absolute: 2e-3 });
          }
        }
      }
    }
  });

  it('are no lighter or darker than mid-grey anywhere in colour', () => {
    for (const family of stimulusSet.filter(({ axes }) => axes.includes('hue'))) {
      for (const condition of family.conditions(SIZE)) {
        const pixels = Float32Array.from(
          [-9, -1.5, 0.7, 9].flatMap((x) => family.paint(condition, upright)(x, 0) as Colour),
          (value) => 255 * value,
        );
        const lightness = pictureToOklab(pixels).filter((_, i) => i % 3 === 0);
        expectClose(
          lightness,
          lightness.map(() => 0.59818),
          { absolute: 1e-4 },
        );
      }
    }
  });

  it('exchange the hues of a colour edge with half a turn: (180°, 180°) acts trivially', () => {
    for (const condition of stimulusFamily('colour edge').conditions(SIZE)) {
      for (const [turn, hue] of [
        [0, 0],
        [15, 30],
        [101.3, 210],
      ] as const) {
        const drawn = picture(condition, { turn, hue });
        const both = picture(condition, { turn: turn + 180, hue: hue + 180 });
        expectClose(both, drawn, { absolute: 1e-3 });
        // Either alone is another picture.
        for (const other of [
          { turn: turn + 180, hue },
          { turn, hue: hue + 180 },
        ]) {
          const apart = picture(condition, other).map((value, i) => Math.abs(value - drawn[i]!));
          expect(Math.max(...apart)).toBeGreaterThan(50);
        }
      }
    }
  });

  it('refuse conditions of another kind, and parameters they do not know', () => {
    const line = stimulusFamily('line');
    const [edge] = stimulusFamily('edge').conditions(SIZE);
    expect(() => line.paint(edge!, upright)).toThrow(
      'expected a condition of kind line, found edge',
    );
    const [condition] = line.conditions(SIZE);
    const blurred = { ...condition!, parameters: { ...condition!.parameters, blur: 3 } };
    expect(() => line.paint(blurred, upright)).toThrow(/parameters of a line[^]*blur/);
    const bare = { ...condition!, parameters: {} };
    expect(() => line.paint(bare, upright)).toThrow(/width/);
  });
});
