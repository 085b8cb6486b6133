import { familyNameRule } from '../families/describe-template.ts';
import type { DiscoveredFamily, Discovery } from '../families/discover.ts';
import type { ResponseTable } from '../families/angular-modulation.ts';
import { judge } from '../families/verdict.ts';
import { adjustFalseDiscovery } from '../numerics/significance.ts';
import type { TuningPlan } from '../probes/tuning.ts';
import type { Family } from '../records/family.ts';
import { tagFamilies } from './match-tags.ts';
import type { TagRegister } from './tags.ts';

/** One covered layer with what its stages found. */
export interface LayerFindings {
  readonly layer: string;
  readonly alias: string;
  readonly plan: TuningPlan;
  readonly discovery: Discovery;
  readonly responses: ResponseTable;
  /** Key of the families stage. */
  readonly stageKey: string;
}

export interface TaggedFamilies {
  readonly families: readonly Family[];
  readonly register: TagRegister;
  /** Tag by layer and place in the layer's discovery. */
  readonly tagOf: (layer: string, index: number) => string;
}

/** Records of all families of a model: tags given, false discovery rate adjusted, verdicts spoken. */
export function assembleFamilies(
  model: string,
  layers: readonly LayerFindings[],
  register: TagRegister,
  earlier: readonly Family[],
): TaggedFamilies {
  const found = layers.flatMap((findings) =>
    findings.discovery.families.map((family, index) => ({ findings, family, index })),
  );
  const qValues = adjustFalseDiscovery(found.map(({ family }) => familyPValue(family)));
  const tagged = tagFamilies(
    register,
    model,
    found.map(({ findings, family }) => ({
      layer: findings.layer,
      alias: findings.alias,
      group: 'rotation',
      units: family.members.map(({ unit }) => unit),
    })),
    earlier,
  );
  const families = found.map(({ findings, family }, i): Family => {
    const qValue = qValues[i]!;
    const { plan } = findings;
    return {
      ...tagged.tags[i]!,
      model,
      layer: findings.layer,
      group: 'rotation',
      period: 360,
      name: family.name,
      nameRule: familyNameRule,
      members: family.members.map((member) => ({
        ...member,
        element: round(member.element, 1),
        gain: round(member.gain, 3),
        r2: round(member.r2, 4),
        tuning: tuningCurve(findings.responses, member.unit, family.preferred),
      })),
      r2: round(family.r2, 4),
      r2Interval: [round(family.r2Interval[0], 4), round(family.r2Interval[1], 4)],
      r2LeaveOneOut: round(family.r2LeaveOneOut, 4),
      pValue: familyPValue(family),
      qValue: round(qValue, 6),
      nulls: family.nulls,
      bandwidth: round(family.bandwidth, 1),
      order: family.order,
      holes: family.holes.map((hole) => round(hole, 1)),
      largestGap: round(family.largestGap, 1),
      ...judge(family, qValue),
      preferred: plan.conditions[family.preferred]!,
      conditions: [...plan.conditions],
      angles: [...plan.angles],
      template: family.template.map((row) => row.map((value) => round(value, 5))),
      stageKey: findings.stageKey,
    };
  });
  return {
    families,
    register: tagged.register,
    tagOf: (layer, index) => {
      const place = found.findIndex(
        (entry) => entry.findings.layer === layer && entry.index === index,
      );
      return tagged.tags[place]!.tag;
    },
  };
}

/** Both nulls have to be beaten, so the larger p value counts. */
export function familyPValue({ nulls }: Pick<DiscoveredFamily, 'nulls'>): number {
  return Math.max(nulls.elements.pValue, nulls.units.pValue);
}

/** Responses of a unit to one condition at every angle. */
export function tuningCurve(
  { conditions, angles, values }: ResponseTable,
  unit: number,
  condition: number,
): number[] {
  const start = (unit * conditions + condition) * angles;
  return Array.from(values.subarray(start, start + angles), (value) => round(value, 3));
}

/** `value` with so many digits after the point. */
export function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
