import {
  noGroupClaimed,
  type CorrespondingPair,
  type LayerCorrespondences,
} from '../circuits/correspondence.ts';
import type { MirrorDiscovery, MirrorPair } from '../families/mirror-pairs.ts';
import type { ScaleChain } from '../families/scale-chains.ts';
import { LONGEST_STEP } from '../families/scale-links.ts';
import { verdictRules } from '../families/verdict.ts';
import { SCALE_STEP, SCALE_STEPS } from '../probes/transformation-grid.ts';
import type { Measurement } from '../records/family.ts';
import { round, roundPair, type FamilyDraft } from './family-draft.ts';

interface Place {
  readonly layer: string;
  readonly alias: string;
  readonly stageKey: string;
}

/** Names of families that are not told by one stimulus. */
export interface Naming {
  (layer: string, units: readonly number[]): string;
}

const share = (correlation: number): number => round((1 + correlation) / 2, 4);
const squared = (correlation: number): number => round(Math.max(0, correlation) ** 2, 4);

/** The record of a mirrored pair. R² are those of modulations, r(x) − r(mirrored x). */
export function draftMirrorPair(
  pair: MirrorPair,
  { probe, pictures }: MirrorDiscovery,
  place: Place,
  name: Naming,
  nameRule: string,
): FamilyDraft {
  const digits = (values: readonly number[]) => values.map((value) => Number(value.toPrecision(3)));
  const member = (unit: number, element: number) => ({
    unit,
    element,
    gain: 1,
    r2: squared(pair.modulation),
  });
  return {
    record: {
      name: `mirrored ${name(place.layer, pair.units)}`,
      nameRule,
      layer: place.layer,
      group: 'reflection',
      members: [member(pair.units[0], 0), member(pair.units[1], 1)],
      r2: share(pair.modulation),
      r2Interval: [share(pair.modulationInterval[0]), share(pair.modulationInterval[1])],
      r2LeaveOneOut: squared(pair.modulation),
      r2HeldOut: share(pair.modulationHeldOut),
      pValue: Math.max(pair.nulls.elements.pValue, pair.nulls.units.pValue),
      nulls: pair.nulls,
      measurements: pair.measurements.map((measured): Measurement => ({
        probe: measured.probe,
        samples: measured.samples,
        r2: share(measured.modulation),
        elementError: null,
      })),
      verification: pair.verification,
      transfer: {
        probe,
        patches: pictures,
        mirrored: round(pair.mirrored, 4),
        mirroredInterval: roundPair(pair.mirroredInterval, 4),
        plain: round(pair.plain, 4),
        own: roundPair(pair.own, 4),
        first: digits(pair.scatter.first),
        same: digits(pair.scatter.same),
        flipped: digits(pair.scatter.flipped),
      },
      stageKey: place.stageKey,
    },
    place,
    qValue: null,
    evidence: {
      heldOut: [
        {
          value: pair.mirroredHeldOut,
          least: verdictRules.mirrored,
          words: 'on the held-out pictures T_flip',
        },
      ],
      flaws: [],
      whole: `on the held-out pictures the one unit’s responses correlate ${pair.mirroredHeldOut.toFixed(2)} with the other’s to the mirrored pictures, and ${pair.plain.toFixed(2)} without mirroring`,
    },
  };
}

/** The record of a chain across scales: always a partial action, since scales have ends. */
export function draftScaleChain(
  chain: ScaleChain,
  alias: string,
  stageKey: string,
  name: Naming,
  nameRule: string,
): FamilyDraft {
  const factor = (step: number): number => SCALE_STEP ** step;
  const sizes = chain.steps.reduce<number[]>(
    (all, { step }) => [...all, all.at(-1)! * factor(step)],
    [1],
  );
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const transfer = mean(chain.steps.map((step) => step.transfer));
  const heldOut = chain.steps.map((step) => step.transferHeldOut);
  const first = chain.members[0]!;
  return {
    record: {
      name: name(first.layer, [first.unit]),
      nameRule,
      group: 'scale',
      layer: [...new Set(chain.members.map(({ layer }) => layer))],
      members: chain.members.map(({ layer, unit, tuning }, k) => ({
        layer,
        unit,
        element: round(sizes[k]!, 3),
        gain: 1,
        r2: squared(chain.steps[Math.max(0, k - 1)]!.transfer),
        tuning: tuning.map((value) => Number(value.toPrecision(4))),
      })),
      r2: share(transfer),
      r2Interval: [
        share(Math.min(...chain.steps.map((step) => step.transfer))),
        share(Math.max(...chain.steps.map((step) => step.transfer))),
      ],
      r2LeaveOneOut: squared(transfer),
      r2HeldOut: share(mean(heldOut)),
      pValue: Math.max(chain.nulls.elements.pValue, chain.nulls.units.pValue),
      nulls: chain.nulls,
      measurements: [],
      verification: null,
      magnifications: Array.from({ length: SCALE_STEPS }, (_, k) => round(SCALE_STEP ** k, 4)),
      steps: chain.steps.map((step) => ({
        factor: round(factor(step.step), 3),
        factorInterval: roundPair([factor(step.stepInterval[0]), factor(step.stepInterval[1])], 3),
        transfer: round(step.transfer, 4),
        plain: round(step.plain, 4),
      })),
      stageKey,
    },
    place: { layer: first.layer, alias },
    qValue: null,
    evidence: {
      heldOut: [
        {
          value: Math.min(...heldOut),
          least: verdictRules.scaled,
          words: 'on the held-out patches the transfer of the weakest step',
        },
      ],
      flaws: [
        'scales leave the picture at one end and the resolution at the other: the action is partial by nature',
        ...(chain.steps.some(({ step }) => step > LONGEST_STEP + 0.4)
          ? [
              'a step is the longest that the ladder of magnifications can tell, so its factor is a lower bound',
            ]
          : []),
      ],
      whole: '',
    },
  };
}

/** Records of a layer's correspondences. Their q values are over all pairs tested in the model. */
export function draftCorrespondences(
  found: LayerCorrespondences,
  { before, after }: { readonly before: string; readonly after: string },
  place: Place,
  name: Naming,
  qValues: ReadonlyMap<CorrespondingPair, number>,
): FamilyDraft[] {
  return found.correspondences.map(({ units, pairs }): FamilyDraft => {
    const worst = pairs.reduce((a, b) => (qValues.get(b)! > qValues.get(a)! ? b : a));
    const matches = pairs.map(({ incomingMatch }) => incomingMatch);
    const match = matches.reduce((sum, value) => sum + value, 0) / matches.length;
    const best = pairs[0]!;
    const outgoing = pairs.reduce((sum, pair) => sum + pair.outgoingMatch, 0) / pairs.length;
    const total = best.sharedPartners + best.partners.length;
    return {
      record: {
        name: `matching weights: ${name(place.layer, units)}`,
        nameRule: noGroupClaimed,
        layer: place.layer,
        group: 'correspondence',
        members: units.map((unit) => ({ unit, element: null, gain: 1, r2: squared(match) })),
        r2: share(match),
        r2Interval: [share(Math.min(...matches)), share(Math.max(...matches))],
        r2LeaveOneOut: squared(match),
        r2HeldOut: share(match),
        pValue: worst.null.pValue,
        nulls: { elements: worst.null, units: worst.null },
        measurements: [],
        verification: null,
        match: {
          from: before,
          to: after,
          incoming: round(match, 4),
          outgoing: round(outgoing, 4),
          sharedPartners: total === 0 ? 0 : round(best.sharedPartners / total, 4),
          partners: best.partners.map(([a, b]) => [a, b]),
        },
        stageKey: place.stageKey,
      },
      place,
      qValue: qValues.get(worst)!,
      evidence: {
        heldOut: [],
        flaws: [noGroupClaimed],
        whole: '',
      },
    };
  });
}
