import { describe, expect, it } from 'vitest';
import { receptiveField } from '../../pipeline/graph/receptive-field.ts';
import {
  convolution,
  dense,
  inception,
  input,
  join,
  maxPool,
  node,
  relu,
  window,
} from './sketch.ts';

const chain = (...windows: Parameters<typeof window>[]) => ({
  nodes: [
    input(99, 99, 1),
    ...windows.map((frame, index) =>
      node(
        `layer${String(index + 1)}`,
        [index === 0 ? 'data' : `layer${String(index)}`],
        convolution(1, 1, window(...frame)),
      ),
    ),
  ],
});

describe('receptiveField', () => {
  it('is one pixel at the input', () => {
    expect(receptiveField(chain(), 'data')).toEqual({ size: 1, stride: 1, start: 0 });
  });

  it('agrees with chains worked out by hand', () => {
    // Unpadded 3×3 stride 2: position 0 sees pixels 0–2.
    expect(receptiveField(chain([3, 2]), 'layer1')).toEqual({ size: 3, stride: 2, start: 1 });
    // Twice: position 0 sees positions 0–2 of the first, so pixels 0–6.
    expect(receptiveField(chain([3, 2], [3, 2]), 'layer2')).toEqual({
      size: 7,
      stride: 4,
      start: 3,
    });
    // Padding 1 puts the first window on pixels −1 to 1.
    expect(receptiveField(chain([3, 1, 1]), 'layer1')).toEqual({ size: 3, stride: 1, start: 0 });
    // An even window's centre lies between two pixels.
    expect(receptiveField(chain([2, 2]), 'layer1')).toEqual({ size: 2, stride: 2, start: 0.5 });
  });

  it('puts position 0 of an inception module at pixel 6, every 8 pixels, as wide as its widest branch', () => {
    expect(receptiveField(inception, 'conv2')).toEqual({ size: 19, stride: 4, start: 2 });
    expect(receptiveField(inception, '3x3')).toEqual({ size: 43, stride: 8, start: 6 });
    expect(receptiveField(inception, 'output')).toEqual({ size: 59, stride: 8, start: 6 });
  });

  it('finds the pixels that a perturbation reaches', () => {
    // A pixel p is seen by position i where some window position links them; walk the windows.
    const frames = [
      [5, 2, 2],
      [3, 2, 0],
      [3, 1, 1],
    ] as const;
    const seen = [...frames]
      .reverse()
      .reduce<[number, number]>(
        ([first, last], [size, stride, padding]) => [
          first * stride - padding,
          last * stride - padding + size - 1,
        ],
        [4, 4],
      );
    const { size, stride, start } = receptiveField(
      chain(...frames.map((f): Parameters<typeof window> => [...f])),
      'layer3',
    );
    expect([start + 4 * stride - (size - 1) / 2, start + 4 * stride + (size - 1) / 2]).toEqual(
      seen,
    );
  });

  it('refuses branches that disagree in centre or stride', () => {
    const branched = (frame: ReturnType<typeof window>) => ({
      nodes: [
        input(9, 9, 1),
        node('a', ['data'], convolution(1, 1, window(1))),
        node('b', ['data'], maxPool(frame)),
        node('both', ['a', 'b'], join),
      ],
    });
    expect(() => receptiveField(branched(window(3)), 'both')).toThrow(
      'expected branches of one stride and centre for the receptive field of "both", found start 0 stride 1 and start 1 stride 1',
    );
    expect(() => receptiveField(branched(window(1, 2)), 'both')).toThrow('stride 2');
  });

  it('refuses what lies behind a dense layer, and names that are not in the graph', () => {
    const graph = {
      nodes: [input(2, 2, 1), node('fc', ['data'], dense(4, 3)), node('relu', ['fc'], relu)],
    };
    expect(() => receptiveField(graph, 'relu')).toThrow('a dense layer');
    expect(() => receptiveField(graph, 'f')).toThrow("expected a layer's exact name");
  });
});
