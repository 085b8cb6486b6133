import type { GroupName, PermutationNull } from '../../pipeline/records/index.ts';
import { digest, type FixtureFamily, LAYERS } from './fixture-setting.ts';

const nullOf = (mean: number, supported: boolean): PermutationNull => ({
  samples: 999,
  mean,
  q95: mean + 0.06,
  pValue: supported ? 0.001 : 0.31,
});

/** What families of all groups have: names, numbers, verdict and evidence. */
export function fixtureEvidence(spec: FixtureFamily, group: GroupName) {
  const supported = spec.verdict !== 'not supported';
  const alias = LAYERS.find(([name]) => name === spec.layer)![1];
  const n = spec.members;
  const circular = group !== 'correspondence' && group !== 'scale';
  return {
    tag: spec.tag,
    label: `googlenet/${alias}/${group}/${spec.tag}`,
    model: 'googlenet',
    name: spec.name,
    nameRule: 'the kind of stimulus that drives the template most',
    r2: supported ? 0.87 : 0.31,
    r2Interval: (supported ? [0.82, 0.91] : [0.2, 0.44]) as [number, number],
    r2LeaveOneOut: supported ? 0.81 : 0.12,
    r2HeldOut: supported ? 0.84 : 0.18,
    pValue: supported ? 0.001 : 0.31,
    qValue: supported ? 0.002 : 0.4,
    nulls: { elements: nullOf(0.12, supported), units: nullOf(0.34, supported) },
    verdict: spec.verdict,
    verdictReason: supported
      ? 'one moved template explains 87% of the variance, more than either null'
      : 'R² of 0.31 is not above the null of random units',
    measurements: [
      {
        probe: 'photographs' as const,
        samples: 1600,
        r2: 0.82,
        elementError: circular ? 4.2 : null,
      },
      {
        probe: 'dead leaves' as const,
        samples: 3200,
        r2: 0.88,
        elementError: circular ? 3.1 : null,
      },
      { probe: 'synthetic' as const, samples: 41, r2: 0.76, elementError: circular ? 7.5 : null },
    ],
    verification: circular
      ? {
          probe: 'photographs' as const,
          patches: 8,
          confusion: Array.from({ length: n }, (_, a) =>
            Array.from({ length: n }, (_, b) => {
              const apart = Math.min((a - b + n) % n, (b - a + n) % n);
              return apart === 0 ? 5 * (n - 1) : apart === 1 ? n - 1 : 0;
            }),
          ),
          hitRate: 0.83,
          chance: Math.min(1, 3 / n),
        }
      : null,
    stageKey: digest('families'),
  };
}
