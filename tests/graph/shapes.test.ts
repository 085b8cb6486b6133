import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inferShapes, placeWindow } from '../../pipeline/graph/shapes.ts';
import { convolution, dense, inception, input, join, maxPool, node, window } from './sketch.ts';

const place = (length: number, ...frame: Parameters<typeof window>) =>
  placeWindow(window(...frame), 'up', [length, length]);

describe('placeWindow', () => {
  it("rounds pools up as Caffe does, for the sizes of GoogLeNet's and SqueezeNet's pools", () => {
    const sides = [112, 56, 28, 14, 113].map((side) => place(side, 3, 2).output[0]);
    expect(sides).toEqual([56, 28, 14, 7, 56]);
  });

  it('pads the trailing sides only as far as the last window overhangs', () => {
    expect(place(112, 3, 2).padding).toEqual({ top: 0, bottom: 1, left: 0, right: 1 });
    expect(place(113, 3, 2).padding).toEqual({ top: 0, bottom: 0, left: 0, right: 0 });
  });

  it('drops a last window that would start beyond the input and its leading padding', () => {
    // ceil((3 + 2 − 2) / 2) + 1 = 3 windows, the third of which starts at 4 = 3 + 1.
    expect(place(3, 2, 2, 1)).toEqual({
      output: [2, 2],
      padding: { top: 1, bottom: 0, left: 1, right: 0 },
    });
  });

  it('treats the axes apart', () => {
    const frame = {
      size: [3, 1],
      stride: [2, 1],
      padding: { top: 0, bottom: 0, left: 2, right: 0 },
    } as const;
    expect(placeWindow(frame, 'down', [8, 5])).toEqual({ output: [3, 7], padding: frame.padding });
  });

  it('gives the padding under which a valid operation has exactly the output', () => {
    const sides = fc.record({
      length: fc.integer({ min: 1, max: 40 }),
      size: fc.integer({ min: 1, max: 7 }),
      stride: fc.integer({ min: 1, max: 5 }),
      padding: fc.integer({ min: 0, max: 3 }),
      rounding: fc.constantFrom('up' as const, 'down' as const),
    });
    fc.assert(
      fc.property(sides, ({ length, size, stride, padding, rounding }) => {
        fc.pre(length + 2 * padding >= size && padding < size);
        const placed = placeWindow(window(size, stride, padding), rounding, [length, length]);
        const padded = length + placed.padding.top + placed.padding.bottom;
        expect(Math.floor((padded - size) / stride) + 1).toBe(placed.output[0]);
        expect((placed.output[0] - 1) * stride).toBeLessThan(length + padding);
        if (rounding === 'up' && stride <= size) {
          const covered = (placed.output[0] - 1) * stride + size;
          expect(covered).toBeGreaterThanOrEqual(length + padding);
        }
      }),
    );
  });

  it('refuses an input smaller than the window', () => {
    expect(() => placeWindow(window(7, 1, 1), 'down', [9, 4], 'conv1')).toThrow(
      'expected an input of at least 9×5 pixels for "conv1", found 9×4; give a larger input',
    );
  });
});

describe('inferShapes', () => {
  it('follows a graph from its input to every node', () => {
    const shapes = inferShapes(inception);
    expect(shapes.get('relu1')).toEqual([112, 112, 4]);
    expect(shapes.get('conv2')).toEqual([56, 56, 6]);
    expect(shapes.get('output')).toEqual([28, 28, 8]);
  });

  it('takes another input size for cropped patches, but no other channels', () => {
    expect(inferShapes(inception, [112, 96, 3]).get('output')).toEqual([14, 12, 8]);
    expect(() => inferShapes(inception, [112, 112, 1])).toThrow(
      'expected 3 channels for "data", found 1',
    );
  });

  it('gives a dense output one position, and refuses an input of another size', () => {
    const graph = { nodes: [input(2, 3, 5), node('fc', ['data'], dense(30, 7))] };
    expect(inferShapes(graph).get('fc')).toEqual([1, 1, 7]);
    expect(() => inferShapes(graph, [2, 2, 5])).toThrow('expected 30 values for "fc", found 2×2×5');
  });

  it('refuses to join maps of different sizes', () => {
    const graph = {
      nodes: [
        input(8, 8, 1),
        node('a', ['data'], convolution(1, 1, window(1))),
        node('b', ['data'], maxPool(window(2, 2))),
        node('both', ['a', 'b'], join),
      ],
    };
    expect(() => inferShapes(graph)).toThrow(
      'expected inputs of one height and width for "both", found 8×8×1 and 4×4×1',
    );
  });
});
