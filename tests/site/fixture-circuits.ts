import type { Circuit, Family } from '../../pipeline/records/index.ts';
import { placesOf } from '../../src/lib/family-members.ts';
import { bump, digest } from './fixture-setting.ts';

/** A member's place on a circle, 0 where its group has none. */
export const elementOf = ({ element }: Family['members'][number]) =>
  typeof element === 'number' ? element : 0;

/** A circuit between two families whose kernels turn with the relative element. */
export function fixtureCircuit(
  tag: string,
  from: Family,
  to: Family,
  random: () => number,
): Circuit {
  const end = (f: Family) => ({
    layer: placesOf(f)[0]!.layer,
    family: f.tag,
    units: f.members.map((m) => m.unit),
    elements: f.members.map(elementOf),
  });
  const values = to.members.map((b) =>
    from.members.map((a) => {
      const delta = elementOf(b) - elementOf(a);
      const along = (elementOf(b) * Math.PI) / 180;
      return Array.from({ length: 25 }, (_, i) => {
        const [x, y] = [(i % 5) - 2, Math.floor(i / 5) - 2];
        const across = x * Math.cos(along) + y * Math.sin(along);
        const where = Math.exp(-(across * across) / 1.2 - (x * x + y * y) / 9);
        return (
          where * 0.05 * (1.6 * bump(delta, 0.5) - bump(delta - 180, 0.5)) +
          0.006 * (random() - 0.5)
        );
      });
    }),
  );
  return {
    tag,
    label: `googlenet/3a-3b/${tag}`,
    model: 'googlenet',
    from: end(from),
    to: end(to),
    motif: 'equivariant→equivariant',
    r2: 0.63,
    alternatives: [
      { motif: 'equivariant→equivariant', r2: 0.63, r2InSample: 0.71, parameters: 300 },
      { motif: 'invariant→equivariant', r2: 0.08, r2InSample: 0.2, parameters: 25 },
      { motif: 'equivariant→invariant', r2: -0.04, r2InSample: 0.1, parameters: 25 },
      { motif: 'no motif', r2: 0, r2InSample: 0, parameters: 25 },
    ],
    pValue: 0.001,
    qValue: 0.002,
    summed: { r2: 0.72, r2InSample: 0.78 },
    null: { samples: 999, mean: 0.02, q95: 0.09, pValue: 0.001 },
    profile: Array.from({ length: 12 }, (_, i) => {
      const delta = i * 30 - 150;
      const weight = 0.5 * bump(delta, 0.5) - 0.25 * bump(delta - 180, 0.5);
      return { delta, weight, interval: [weight - 0.06, weight + 0.05], pairs: 8 };
    }),
    kernels: { size: [5, 5], stride: 8, values },
    linearised: ['Both 1×1 reductions are taken as linear: their ReLU is left out.'],
    finding:
      'Curves excite curves of the same orientation (+0.50) and inhibit the opposite (−0.25).',
    stageKey: digest('circuits'),
  };
}
