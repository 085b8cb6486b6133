import { describe, expect, it } from 'vitest';
import { judgeAll, judgeControls } from '../../pipeline/atlas/assemble-families.ts';
import type { FamilyDraft } from '../../pipeline/atlas/family-draft.ts';
import type { ControlFindings } from '../../pipeline/atlas/layer-findings.ts';

const record = (group: string, pValue: number) =>
  ({ group, pValue }) as unknown as FamilyDraft['record'];
const draft = (pValue: number, extra: Partial<FamilyDraft> = {}): FamilyDraft => ({
  record: record('rotation', pValue),
  place: { layer: 'a', alias: 'a' },
  evidence: { heldOut: [], flaws: [], whole: 'whole' },
  qValue: null,
  ...extra,
});

describe('families of a model', () => {
  it('are judged by q values over all of them', () => {
    const judged = judgeAll([draft(0.001), draft(0.04), draft(0.06), draft(0.9)]);
    expect(judged.map(({ qValue }) => Number(qValue.toFixed(3)))).toEqual([0.004, 0.08, 0.08, 0.9]);
    expect(judged.map(({ verdict }) => verdict)).toEqual([
      'group action',
      'not supported',
      'not supported',
      'not supported',
    ]);
  });

  it('leave alone q values that were adjusted over other tests', () => {
    const correspondence = draft(0.5, {
      record: record('correspondence', 0.5),
      evidence: { heldOut: [], flaws: ['no group is claimed'], whole: '' },
      qValue: 0.01,
    });
    const [first, second] = judgeAll([correspondence, draft(0.03)]);
    expect(first).toMatchObject({ qValue: 0.01, verdict: 'correspondence' });
    expect(second!.qValue).toBe(0.03);
  });
});

describe('the control', () => {
  const fits = { samples: 999, mean: 0.1, q95: 0.2, pValue: 0.001 };
  const pair = (modulationHeldOut: number, mirroredHeldOut: number) => ({
    units: [0, 1],
    ...{ mirrored: 0.9, mirroredInterval: [0.8, 0.95], mirroredHeldOut },
    ...{ plain: 0.1, own: [0.2, 0.2] },
    ...{ modulation: 0.9, modulationInterval: [0.8, 0.95], modulationHeldOut },
    nulls: { elements: fits, units: fits },
    scatter: { first: [], same: [], flipped: [] },
    measurements: [],
  });
  const findings = {
    layers: [
      {
        layer: 'a',
        moved: [],
        mirror: { probe: 'photographs', pictures: 10, pairs: [pair(0.9, 0.9), pair(0.1, 0.1)] },
      },
    ],
    scale: { patches: 10, candidates: 0, chains: [] },
  } as unknown as ControlFindings;

  it('is judged by the same rules: what the held-out half does not bear out is not counted', () => {
    expect(judgeControls(findings)).toEqual([
      { group: 'reflection', layer: 'a', supported: true },
      { group: 'reflection', layer: 'a', supported: false },
    ]);
  });
});
