import type { Circuit, Family } from '../../pipeline/records/index.ts';
import { encodeBfloat16 } from '../../pipeline/records/index.ts';
import { placesOf } from '../../src/lib/family-members.ts';
import { bump, digest } from './fixture-setting.ts';

/** A member's place on a circle, 0 where its group has none. */
export const elementOf = ({ element }: Family['members'][number]) =>
  typeof element === 'number' ? element : 0;

const SIDE = 5;

/** Kernels of 5 × 5 positions, [to, from, y, x], as the file of a circuit. */
export function fixtureKernels(
  circuit: Pick<Circuit, 'from' | 'to' | 'aligned'>,
  weight: (target: number, source: number, x: number, y: number) => number,
): Uint8Array {
  const [targets, sources] = [circuit.to.units.length, circuit.from.units.length];
  const area = SIDE * SIDE;
  const at = (i: number) => [(i % SIDE) - 2, Math.floor(i / SIDE) - 2] as const;
  const averaged = (value: number) => ({
    shape: [circuit.aligned.length, SIDE, SIDE],
    data: Float32Array.from({ length: circuit.aligned.length * area }, (_, i) =>
      i % area === 0 ? value : 0.01,
    ),
  });
  return encodeBfloat16({
    kernels: {
      shape: [targets, sources, SIDE, SIDE],
      data: Float32Array.from({ length: targets * sources * area }, (_, i) => {
        const pair = Math.floor(i / area);
        return weight(Math.floor(pair / sources), pair % sources, ...at(i % area));
      }),
    },
    mean: averaged(0.04),
    spread: averaged(0.02),
  });
}

/** A circuit between two families whose kernels turn with the relative element, and its kernels. */
export function fixtureCircuit(
  tag: string,
  from: Family,
  to: Family,
  random: () => number,
): { readonly circuit: Circuit; readonly kernels: Uint8Array } {
  const end = (f: Family) => ({
    layer: placesOf(f)[0]!.layer,
    family: f.tag,
    units: f.members.map((m) => m.unit),
    elements: f.members.map(elementOf),
    period: 360 as const,
  });
  const bins = Array.from({ length: 12 }, (_, i) => i * 30 - 150);
  const circuit: Circuit = {
    tag,
    label: `googlenet/3a-3b/${tag}`,
    model: 'googlenet',
    group: 'rotation',
    from: end(from),
    to: end(to),
    form: 'equivariant→equivariant',
    motif: 'equivariant→equivariant',
    apart: 1,
    r2: 0.63,
    alternatives: [
      { motif: 'equivariant→equivariant', r2: 0.63, r2InSample: 0.71, parameters: 300 },
      { motif: 'invariant→equivariant', r2: 0.08, r2InSample: 0.2, parameters: 25 },
      { motif: 'equivariant→invariant', r2: -0.04, r2InSample: 0.1, parameters: 25 },
      { motif: 'no motif', r2: 0, r2InSample: 0, parameters: 25 },
    ],
    strength: 2.5,
    pValue: 0.001,
    qValue: 0.002,
    statistic: 0.2,
    null: { samples: 999, mean: 0.02, q95: 0.09, pValue: 0.001 },
    profile: bins.map((delta) => {
      const weight = 0.5 * bump(delta, 0.5) - 0.25 * bump(delta - 180, 0.5);
      return { delta, weight, interval: [weight - 0.06, weight + 0.05], pairs: 8 };
    }),
    aligned: bins.map((delta) => ({ unit: null, delta, kernels: 8 })),
    factors: [],
    kernels: { size: [SIDE, SIDE], whole: 7, share: 0.98, stride: 8, largest: 0.083 },
    linearised: ['Both 1×1 reductions are taken as linear: their ReLU is left out.'],
    weighted: { photographs: 64, correlation: 0.91, r2: 0.58 },
    finding:
      'Curves excite curves of the same orientation (+0.50) and inhibit the opposite (−0.25).',
    stageKey: digest('circuits'),
  };
  const kernels = fixtureKernels(circuit, (t, s, x, y) => {
    const [b, a] = [elementOf(to.members[t]!), elementOf(from.members[s]!)];
    const along = (b * Math.PI) / 180;
    const across = x * Math.cos(along) + y * Math.sin(along);
    const where = Math.exp(-(across * across) / 1.2 - (x * x + y * y) / 9);
    const relative = 1.6 * bump(b - a, 0.5) - bump(b - a - 180, 0.5);
    return where * 0.05 * relative + 0.006 * (random() - 0.5);
  });
  return { circuit, kernels };
}

/** The same circuit as one whose sources are single units. */
export const fromSingles = (circuit: Circuit): Circuit => ({
  ...circuit,
  from: { ...circuit.from, family: null, elements: null, period: null },
  form: 'invariant→equivariant',
  motif: 'invariant→equivariant',
  alternatives: [circuit.alternatives[1]!, circuit.alternatives[3]!],
  profile: [],
  aligned: circuit.from.units.map((unit) => ({
    unit,
    delta: null,
    kernels: circuit.to.units.length,
  })),
  weighted: null,
  finding: 'One pattern of weights turns with the later unit.',
});

/** The first two units of either end as mirrored pairs. */
export const asMirror = (circuit: Circuit): Circuit => {
  const pair = (end: Circuit['from']) => ({
    ...end,
    units: end.units.slice(0, 2),
    elements: [0, 1],
    period: null,
  });
  return {
    ...circuit,
    group: 'reflection',
    from: pair(circuit.from),
    to: pair(circuit.to),
    motif: 'mirror',
    alternatives: [
      { motif: 'mirror', r2: 0.63, r2InSample: 0.63, parameters: 0 },
      circuit.alternatives[3]!,
    ],
    profile: [],
    aligned: [0, 1].map((delta) => ({ unit: null, delta, kernels: 2 })),
    finding: 'The weights flip with the pair.',
  };
};
