import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../pipeline/engine/backend.ts';
import { compile } from '../../pipeline/engine/network.ts';
import type { Graph } from '../../pipeline/graph/ir.ts';
import { receptiveField } from '../../pipeline/graph/receptive-field.ts';
import { curvePicture, measureTuning, tuningPlan } from '../../pipeline/probes/tuning.ts';
import { expectClose } from '../support/expect-close.ts';
import { convolution, input, node, window } from '../graph/sketch.ts';

describe('the plan of the curve probe', () => {
  it('centres the picture on the probed position and holds its field whole', () => {
    for (const [size, stride, start] of [
      [21, 2, 7],
      [59, 8, 6],
      [171, 16, 14],
      [5, 1, 2],
      [1, 1, 0],
      [7, 2, -1],
    ] as const) {
      const { stimulusSize, position } = tuningPlan({ size, stride, start });
      const centre = start + position[0] * stride;
      expect(position[1]).toBe(position[0]);
      expect(stimulusSize).toBe(2 * centre + 1);
      expect(centre - (size - 1) / 2).toBeGreaterThanOrEqual(0);
      // The position before would have its field cut, or there is none.
      expect(position[0] === 0 || centre - stride < (size - 1) / 2).toBe(true);
    }
  });

  it('takes radii, line width and aperture in proportion to the field', () => {
    const plan = tuningPlan({ size: 60 + 1, stride: 4, start: 2 });
    const radii = plan.conditions.slice(0, 6).map(({ radius }) => radius);
    expect(radii).toEqual([7.6, 12.2, 20.3, 30.5, 48.8, null]);
    expect(plan.conditions).toHaveLength(24);
    expect(plan.thickness).toBe(3.1);
    expect(plan.aperture).toEqual([0.8 * 31, 31]);
    expect(plan.angles).toHaveLength(72);
    expect(plan.angles.slice(0, 3)).toEqual([0, 5, 10]);
  });

  it('refuses steps that do not close the circle, and fields between pixels', () => {
    const field = { size: 5, stride: 1, start: 2 };
    expect(() => tuningPlan(field, 7)).toThrow('divide 360, not be 7');
    expect(() => tuningPlan(field, 0)).toThrow(RangeError);
    expect(() => tuningPlan({ ...field, start: 2.5 })).toThrow('centred on a pixel');
  });
});

describe('measured tuning', () => {
  const base = convolution(3, 2, window(3, 2, 1));
  const kernel = new Float32Array(3 * 3 * 3 * 2);
  // Unit 0 reads the red of its middle pixel, unit 1 the blue of the pixel to the right of it.
  kernel[(1 * 3 + 1) * 6 + 0 * 2 + 0] = 1;
  kernel[(1 * 3 + 2) * 6 + 2 * 2 + 1] = 1;
  const graph: Graph = {
    nodes: [
      input(32, 32, 3),
      node('conv', ['data'], { ...base, kernel: { ...base.kernel, data: kernel } }),
    ],
  };
  const mean: [number, number, number] = [10, 20, 30];
  const data = { name: 'data', size: [32, 32] as [number, number], channels: 'rgb' as const, mean };

  beforeAll(async () => {
    await openBackend('wasm');
  });

  it("is [unit, condition, angle], read at the picture's middle pixel", async () => {
    const plan = tuningPlan(receptiveField(graph, 'conv'), 30);
    const network = compile(graph);
    const shares: number[] = [];
    const { units, values } = await measureTuning(network, data, 'conv', plan, (share) => {
      shares.push(share);
    });
    network.dispose();
    expect(units).toBe(2);
    const total = plan.conditions.length * plan.angles.length;
    expect(values).toHaveLength(2 * total);
    const middle = (plan.stimulusSize ** 2 - 1) / 2;
    const pictures = Array.from({ length: total }, (_, index) => curvePicture(plan, index));
    const red = pictures.map((pixels) => pixels[middle]! - 10);
    const blueBeside = pictures.map((pixels) => pixels[middle + 1]! - 30);
    // Sums of 27 float32 products, all but one of them zero.
    expectClose(values, [...red, ...blueBeside], { absolute: 1e-3 });
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });

  it('fades to mid-grey before the border, so that no corner tells the angle', () => {
    const plan = tuningPlan({ size: 15, stride: 1, start: 7 }, 45);
    for (let index = 0; index < plan.conditions.length * 8; index++) {
      const pixels = curvePicture(plan, index);
      expect([pixels[0], pixels[plan.stimulusSize - 1], pixels.at(-1)]).toEqual([
        127.5, 127.5, 127.5,
      ]);
    }
  });

  it('shows the angles of one condition after another', () => {
    const plan = tuningPlan({ size: 15, stride: 1, start: 7 }, 90);
    const edge = plan.conditions.findIndex(
      ({ contrast, radius }) => contrast === 'light inside' && radius === null,
    );
    const middle = (plan.stimulusSize ** 2 - 1) / 2;
    const right = [0, 1, 2, 3].map((a) => curvePicture(plan, edge * 4 + a)[middle + 3]);
    // Light lies against the normal: right of the centre at 180°, nowhere near it at 0°.
    expect(right[0]).toBe(0);
    expect(right[2]).toBe(255);
    const down = [0, 1, 2, 3].map(
      (a) => curvePicture(plan, edge * 4 + a)[middle + 3 * plan.stimulusSize],
    );
    expect([down[1], down[3]]).toEqual([0, 255]);
  });
});
