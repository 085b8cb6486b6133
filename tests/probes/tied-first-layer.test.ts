import { describe, expect, it } from 'vitest';
import { greyAxisRotation } from '../../pipeline/actions/grey-axis.ts';
import type { Tensor } from '../../pipeline/graph/ir.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { tiedFirstLayer, type KernelFamily } from '../../pipeline/probes/tied-first-layer.ts';
import { firstLayerTyingSchema } from '../../pipeline/records/weight-equivariance.ts';
import { curveEdge, waves } from '../support/kernel-patterns.ts';
import { turned, type KernelPattern } from '../support/planted-network.ts';

const SIDE = 15;
const SAMPLES = 99;

/** Kernels [y, x, RGB, unit] of the patterns. */
function kernelOf(patterns: readonly KernelPattern[], order: 'rgb' | 'bgr' = 'rgb'): Tensor {
  const half = (SIDE - 1) / 2;
  const values: number[] = [];
  for (let y = -half; y <= half; y++) {
    for (let x = -half; x <= half; x++) {
      for (const channel of order === 'rgb' ? [0, 1, 2] : [2, 1, 0]) {
        values.push(...patterns.map((pattern) => pattern(x, y, channel)));
      }
    }
  }
  return { shape: [SIDE, SIDE, 3, patterns.length], data: Float32Array.from(values) };
}

/** A pattern with its colours turned about the grey axis. */
const recoloured =
  (pattern: KernelPattern, degrees: number): KernelPattern =>
  (x, y, channel) => {
    const row = greyAxisRotation(degrees)[channel]!;
    return row[0] * pattern(x, y, 0) + row[1] * pattern(x, y, 1) + row[2] * pattern(x, y, 2);
  };

/** An edge between red and cyan. */
const colourEdge: KernelPattern = (x, y, channel) =>
  curveEdge(x, y, channel) * [1, -0.5, -0.5][channel]!;

const gains = [1, 2, 0.5, 1.5, 0.8, 3];
const angles = [0, 50, 105, 160, 230, 300];

const scaled =
  (pattern: KernelPattern, gain: number): KernelPattern =>
  (x, y, channel) =>
    gain * pattern(x, y, channel);

function circular(group: 'rotation' | 'hue', elements: readonly number[]): KernelFamily {
  return { group, members: elements.map((element, unit) => ({ unit, element })) };
}

const tie = (kernel: Tensor, family: KernelFamily, order: 'rgb' | 'bgr' = 'rgb') =>
  tiedFirstLayer(kernel, family, order, new Random(1), SAMPLES);

describe('tying by rotation', () => {
  const kernel = kernelOf(angles.map((angle, i) => scaled(turned(curveEdge, angle), gains[i]!)));

  it('explains kernels that were turned clockwise on the screen, whatever their gains', () => {
    const found = tie(kernel, circular('rotation', angles));
    expect(firstLayerTyingSchema.parse(found)).toEqual(found);
    // Catmull–Rom loses a little of an edge three pixels wide.
    expect(found.r2).toBeGreaterThan(0.98);
    expect(found.nullOf).toBe('elements');
    expect(found.null.pValue).toBe(1 / (1 + SAMPLES));
    expect(found.null.q95).toBeLessThan(0.8);
    expect(found.covered).toBeGreaterThan(0.8);
    expect(found.covered).toBeLessThan(1);
  });

  it('does not explain them by the opposite sense, nor strangers', () => {
    const opposite = circular(
      'rotation',
      angles.map((angle) => -angle),
    );
    expect(tie(kernel, opposite).r2).toBeLessThan(0.7);
    const random = new Random(2);
    const strangers = kernelOf(angles.map(() => waves(random)));
    const found = tie(strangers, circular('rotation', angles));
    expect(found.r2).toBeLessThan(0.5);
    expect(found.null.pValue).toBeGreaterThan(0.05);
  });

  it('is exact for quarter turns', () => {
    const quarters = [0, 90, 180, 270];
    const square = kernelOf(quarters.map((angle) => turned(waves(new Random(3)), angle)));
    expect(tie(square, circular('rotation', quarters)).r2).toBeCloseTo(1, 6);
  });
});

describe('tying by hue', () => {
  const patterns = angles.map((angle) => recoloured(colourEdge, angle));

  it('explains kernels whose colours were turned from red towards green', () => {
    const found = tie(kernelOf(patterns), circular('hue', angles));
    expect(found.r2).toBeCloseTo(1, 6);
    expect(found.covered).toBeCloseTo(1, 12);
    expect(found.null.pValue).toBe(1 / (1 + SAMPLES));
  });

  it("reads the colours in the model's order", () => {
    const kernel = kernelOf(patterns, 'bgr');
    expect(tie(kernel, circular('hue', angles), 'bgr').r2).toBeCloseTo(1, 6);
    expect(tie(kernel, circular('hue', angles), 'rgb').r2).toBeLessThan(0.8);
  });
});

describe('tying by hue and rotation', () => {
  it('takes the element as hue and turn, in this order, and knows no coset by name', () => {
    const elements = angles.map((turn, i) => [angles[(i * 5 + 2) % 6]!, turn] as const);
    const kernel = kernelOf(
      elements.map(([hue, turn]) => recoloured(turned(colourEdge, turn), hue)),
    );
    const family = (moved: readonly (readonly [number, number])[]): KernelFamily => ({
      group: 'hue-rotation',
      members: moved.map((element, unit) => ({ unit, element })),
    });
    expect(tie(kernel, family(elements)).r2).toBeGreaterThan(0.98);
    expect(tie(kernel, family(elements.map(([hue, turn]) => [turn, hue]))).r2).toBeLessThan(0.7);
    // A straight opponent edge is the same after half a turn of both.
    const straight: KernelPattern = (x, _, channel) =>
      x * Math.exp((-x * x) / 8) * [1, -0.5, -0.5][channel]!;
    const edges = kernelOf(elements.map(([hue, turn]) => recoloured(turned(straight, turn), hue)));
    const other = elements.map(([hue, turn], i) => {
      return i % 2 ? ([hue, turn] as const) : ([hue + 180, turn + 180] as const);
    });
    expect(tie(edges, family(other)).r2).toBeGreaterThan(0.98);
  });
});

describe('tying by reflection', () => {
  it('is exact, and its null draws other units of the layer', () => {
    const random = new Random(4);
    const pattern = waves(random);
    const others = Array.from({ length: 12 }, () => waves(random));
    const kernel = kernelOf([pattern, (x, y, channel) => 1.7 * pattern(-x, y, channel), ...others]);
    const family = (first: number, second: number): KernelFamily => ({
      group: 'reflection',
      members: [
        { unit: first, element: 0 },
        { unit: second, element: 1 },
      ],
    });
    const found = tie(kernel, family(0, 1));
    expect(found.r2).toBeCloseTo(1, 6);
    expect(found.nullOf).toBe('units');
    expect(found.null.pValue).toBeLessThan(0.05);
    expect(tie(kernel, family(0, 2)).r2).toBeLessThan(0.75);
  });
});

describe('what cannot be tied', () => {
  const kernel = kernelOf([curveEdge, curveEdge]);
  it.each([
    [{ ...kernel, shape: [SIDE, 3, SIDE, 2] }, circular('hue', [0, 90]), '[side, side, 3, units]'],
    [kernel, circular('hue', [0]), 'at least two members'],
    [kernel, circular('hue', [0, 1, 2]), '2 units has no unit 2'],
  ])('%#', (tensor, family, message) => {
    expect(() => tie(tensor, family)).toThrow(message);
  });
});
