import { describe, expect, it } from 'vitest';
import { rotateKernel } from '../../pipeline/actions/kernel.ts';
import { rotatePoint } from '../../pipeline/actions/planar.ts';
import { angularDifference, wrapDegrees } from '../../pipeline/numerics/circular.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { fitGabor } from '../../pipeline/probes/fit-gabor.ts';
import { gaborBounds, gaborResiduals } from '../../pipeline/probes/gabor-residuals.ts';
import { cyclesOf, negated, rasteriseGabor, type Gabor } from '../../pipeline/probes/gabor.ts';
import { expectClose } from '../support/expect-close.ts';

const planted = (changes: Partial<Gabor> = {}): Gabor => ({
  ...{ x: 0.6, y: -0.9, along: 1.8, across: 2.3, orientation: 25, frequency: 0.22, phase: 60 },
  amplitude: 0.4,
  ...changes,
});

const squares = (pattern: ArrayLike<number>): number =>
  Array.from(pattern).reduce((sum, value) => sum + value ** 2, 0);

/** Degrees between two orientations, which repeat after half a turn. */
const axial = (a: number, b: number): number => Math.abs(angularDifference(2 * a, 2 * b)) / 2;

const seeds = Array.from({ length: 12 }, (_, i) => i + 1);

describe('a Gabor function', () => {
  it('is fitted by derivatives that agree with differences', () => {
    const at = [0.3, -0.4, 0.5, 0.8, 0.7, 0.2, 0.9, -0.6] as const;
    const pattern = new Float64Array(49);
    const { jacobian } = gaborResiduals(pattern, 7, at);
    const step = 1e-6;
    const moved = (parameter: number, by: number) =>
      gaborResiduals(
        pattern,
        7,
        at.map((value, i) => value + (i === parameter ? by : 0)) as unknown as typeof at,
      ).residuals;
    at.forEach((_, parameter) => {
      const above = moved(parameter, step);
      const below = moved(parameter, -step);
      expectClose(
        jacobian.slice(parameter * 49, (parameter + 1) * 49),
        above.map((value, i) => (value - below[i]!) / (2 * step)),
        // Rounding of the differences over the step.
        { absolute: 1e-8 },
      );
    });
  });

  it.each([7, 11, 32])('is recovered from %d pixels a side', (side) => {
    for (const seed of seeds) {
      const random = new Random(seed);
      const between = (low: number, high: number) => low + (high - low) * random.uniform();
      const truth = planted({
        x: between(-0.2, 0.2) * side,
        y: between(-0.2, 0.2) * side,
        along: between(0.17, 0.25) * side,
        across: between(0.17, 0.3) * side,
        orientation: between(0, 180),
        frequency: between(1.2, 2.8) / side,
        phase: between(0, 360),
      });
      const pattern = rasteriseGabor(truth, side);
      const { gabor, missed } = fitGabor(pattern, side);
      expect(missed / squares(pattern), `seed ${String(seed)}`).toBeLessThan(1e-6);
      expectClose([gabor.x, gabor.y], [truth.x, truth.y], { absolute: 0.02 * side });
      expectClose([gabor.along, gabor.across], [truth.along, truth.across], {
        absolute: 0.02 * side,
      });
      expect(axial(gabor.orientation, truth.orientation)).toBeLessThan(1);
      expect(gabor.frequency).toBeCloseTo(truth.frequency, 2);
      // Next to 0 and 180 the wave may be told with the opposite direction.
      const phases = [truth.phase, wrapDegrees(-truth.phase)];
      expect(
        Math.min(...phases.map((phase) => Math.abs(angularDifference(gabor.phase, phase)))),
      ).toBeLessThan(3);
    }
  });

  it('is recovered beside noise of a tenth of its squares', () => {
    const random = new Random(5);
    const truth = planted({ x: 3, y: -5, along: 3, across: 4, frequency: 0.15 });
    const clean = rasteriseGabor(truth, 32);
    const size = Math.sqrt((0.1 * squares(clean)) / clean.length);
    const { gabor } = fitGabor(
      clean.map((value) => value + size * random.normal()),
      32,
    );
    expectClose([gabor.x, gabor.y], [truth.x, truth.y], { absolute: 0.3 });
    expect(axial(gabor.orientation, truth.orientation)).toBeLessThan(2);
    expect(gabor.frequency).toBeCloseTo(truth.frequency, 2);
  });

  it('has the opposite sign half a cycle on', () => {
    const side = 9;
    expectClose(
      rasteriseGabor(negated(planted({ phase: 300 })), side),
      rasteriseGabor(planted({ phase: 300 }), side).map((value) => -value),
      { absolute: 1e-12 },
    );
  });
});

describe('a fit', () => {
  const side = 11;

  it.each([90, 180, 270])('turns with its pattern by %d° clockwise on the screen', (degrees) => {
    const before = rasteriseGabor(planted(), side);
    const turned = rotateKernel(Float32Array.from(before), [side, side, 1, 1], degrees);
    const { gabor } = fitGabor(Float64Array.from(turned), side);
    expect(axial(gabor.orientation, planted().orientation + degrees)).toBeLessThan(0.1);
    expectClose([gabor.x, gabor.y], rotatePoint(planted().x, planted().y, degrees), {
      absolute: 0.01,
    });
    // Beyond half a turn the wave is told from its other end.
    const opposite = wrapDegrees(planted().orientation + degrees) >= 180;
    const phase = opposite ? -planted().phase : planted().phase;
    expect(Math.abs(angularDifference(gabor.phase, phase))).toBeLessThan(0.5);
  });

  it.each([20, 45, 100])('turns with its pattern by %d°, which interpolates it', (degrees) => {
    const before = rasteriseGabor(planted({ x: 0, y: 0 }), side);
    const turned = rotateKernel(Float32Array.from(before), [side, side, 1, 1], degrees);
    const { gabor } = fitGabor(Float64Array.from(turned), side);
    expect(axial(gabor.orientation, planted().orientation + degrees)).toBeLessThan(2);
  });

  it('explains little of noise, and less the more pixels there are', () => {
    const explained = (size: number): number => {
      const random = new Random(6);
      const shares = seeds.map(() => {
        const noise = Float64Array.from({ length: size * size }, () => random.normal());
        return 1 - fitGabor(noise, size).missed / squares(noise);
      });
      return Math.max(...shares);
    };
    expect(explained(11)).toBeLessThan(0.35);
    expect(explained(32)).toBeLessThan(0.05);
  });

  it('of a round Gaussian needs no wave', () => {
    const blob = planted({ along: 2, across: 2, frequency: 0, phase: 0 });
    const pattern = rasteriseGabor(blob, side);
    const { gabor, missedByBlob } = fitGabor(pattern, side);
    expect(missedByBlob / squares(pattern)).toBeLessThan(1e-9);
    expect(cyclesOf(gabor)).toBeLessThan(0.1);
    const wave = rasteriseGabor(planted(), side);
    expect(fitGabor(wave, side).missedByBlob / squares(wave)).toBeGreaterThan(0.3);
  });

  it('stays within its bounds', () => {
    const { lower, upper } = gaborBounds(side);
    const beyond = rasteriseGabor(planted({ x: 7, along: 0.2, frequency: 0.9 }), side);
    const { gabor } = fitGabor(beyond, side);
    expect(gabor.x).toBeLessThanOrEqual(upper[0]);
    expect(Math.log(gabor.along)).toBeGreaterThanOrEqual(lower[2]);
    expect(gabor.frequency).toBeLessThanOrEqual(upper[5]);
  });
});
