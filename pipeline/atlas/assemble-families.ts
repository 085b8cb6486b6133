import { adjustOverModel } from '../circuits/correspondence.ts';
import { nameByStrength, nameRule, UNNAMED } from '../families/name-families.ts';
import { strongestResponse } from '../families/preferred-stimulus.ts';
import type { ScaleDiscovery } from '../families/scale-chains.ts';
import { judge } from '../families/verdict.ts';
import { adjustFalseDiscovery } from '../numerics/significance.ts';
import type { Family, GroupName } from '../records/family.ts';
import { draftCircle, draftTorus } from './draft-moved.ts';
import {
  draftCorrespondences,
  draftMirrorPair,
  draftScaleChain,
  type Naming,
} from './draft-pairs.ts';
import { round, type FamilyDraft } from './family-draft.ts';
import type { ControlFindings, LayerFindings } from './layer-findings.ts';
import { tagFamilies } from './match-tags.ts';
import type { TagRegister } from './tags.ts';

export interface TaggedFamilies {
  readonly families: readonly Family[];
  readonly register: TagRegister;
  /**
   * Tag of a family by its place in the discovery of its layer and group; undefined for one that is
   * part of another.
   */
  readonly tagOf: (layer: string, group: GroupName, index: number) => string | undefined;
}

/** Records of all families of a model: tags given, false discovery rate adjusted, verdicts spoken. */
export function assembleFamilies(
  model: string,
  findings: readonly LayerFindings[],
  scale: { readonly found: ScaleDiscovery; readonly stageKey: string },
  register: TagRegister,
  earlier: readonly Pick<Family, 'tag' | 'label' | 'layer' | 'group' | 'members'>[],
): TaggedFamilies {
  const drafts = draftAll(findings, scale);
  const judged = judgeAll(drafts.map(({ draft }) => draft));
  const tagged = tagFamilies(
    register,
    model,
    drafts.map(({ draft: { record, place } }) => ({
      layer: place.layer,
      alias: place.alias,
      group: record.group,
      units: record.members.map(({ unit }) => unit),
    })),
    earlier,
  );
  const families = drafts.map(({ draft: { record } }, i): Family => {
    const qValue = round(judged[i]!.qValue, 6);
    const { verdict, verdictReason } = judged[i]!;
    return { ...tagged.tags[i]!, model, ...record, qValue, verdict, verdictReason } as Family;
  });
  return {
    families,
    register: tagged.register,
    tagOf: (layer, group, index) => {
      const place = drafts.findIndex(
        (entry) =>
          entry.draft.place.layer === layer &&
          entry.draft.record.group === group &&
          entry.index === index,
      );
      return tagged.tags[place]?.tag;
    },
  };
}

/** q values over all candidates that have none yet, and verdicts. */
export function judgeAll(drafts: readonly FamilyDraft[]) {
  const open = drafts.filter(({ qValue }) => qValue === null);
  const adjusted = adjustFalseDiscovery(open.map(({ record }) => record.pValue));
  return drafts.map((draft) => {
    const qValue = draft.qValue ?? adjusted[open.indexOf(draft)]!;
    const spoken = judge({ ...draft.evidence, qValue });
    const correspondence = draft.record.group === 'correspondence';
    return correspondence && spoken.verdict === 'partial'
      ? { qValue, verdict: 'correspondence' as const, verdictReason: spoken.verdictReason }
      : { qValue, ...spoken };
  });
}

interface PlacedDraft {
  readonly draft: FamilyDraft;
  /** Place in the discovery of its layer and group. */
  readonly index: number;
}

function draftAll(
  findings: readonly LayerFindings[],
  scale: { readonly found: ScaleDiscovery; readonly stageKey: string },
): readonly PlacedDraft[] {
  const name: Naming = (layer, units) => stimulusName(findings, layer, units);
  const qValues = adjustOverModel(
    findings.flatMap(({ correspondences }) => correspondences?.found ?? []),
  );
  const within = findings.flatMap((entry, depth): PlacedDraft[] => {
    const { layer, alias, moved, mirror, correspondences } = entry;
    const neighbours = {
      before: findings[depth - 1]?.layer ?? '',
      after: findings[depth + 1]?.layer ?? 'the classes',
    };
    return [
      ...draftMoved(moved, { layer, alias }),
      ...mirror.found.pairs.map((pair, index) => ({
        index,
        draft: draftMirrorPair(
          pair,
          mirror.found,
          { layer, alias, stageKey: mirror.stageKey },
          name,
          nameRule,
        ),
      })),
      ...(correspondences === undefined
        ? []
        : draftCorrespondences(
            correspondences.found,
            neighbours,
            { layer, alias, stageKey: correspondences.stageKey },
            name,
            qValues,
          ).map((draft, index) => ({ draft, index }))),
    ];
  });
  const chains = scale.found.chains.map((chain, index) => {
    const { alias } = findings.find(({ layer }) => layer === chain.members[0]!.layer)!;
    return { index, draft: draftScaleChain(chain, alias, scale.stageKey, name, nameRule) };
  });
  return [...within, ...chains];
}

/**
 * Drafts of rotation, hue and hue-rotation. What is a hue-rotation family is one family, not two: a
 * rotation or hue family of which at least half of the members are in one is left out.
 */
function draftMoved(
  moved: LayerFindings['moved'],
  place: { readonly layer: string; readonly alias: string },
): PlacedDraft[] {
  const tori = moved.flatMap(({ found }) => found.tori);
  const inTorus = tori.map(({ members }) => new Set(members.map(({ unit }) => unit)));
  return moved.flatMap(({ group, found, stageKey }): PlacedDraft[] => {
    if (group === 'hue-rotation') {
      return found.tori.map((torus, index) => ({
        index,
        draft: draftTorus(torus, { ...place, stageKey }),
      }));
    }
    return found.circles.flatMap((circle, index): PlacedDraft[] => {
      const { members } = circle;
      const taken = inTorus.some(
        (units) => 2 * members.filter(({ unit }) => units.has(unit)).length >= members.length,
      );
      return taken ? [] : [{ index, draft: draftCircle(circle, group, { ...place, stageKey }) }];
    });
  });
}

function stimulusName(
  findings: readonly LayerFindings[],
  layer: string,
  units: readonly number[],
): string {
  const { kinds, baseline } = findings.find((entry) => entry.layer === layer)!;
  const driven = units.filter((unit) => strongestResponse(kinds, unit) > 0);
  return driven.length === 0 ? UNNAMED : nameByStrength(kinds, baseline, driven);
}

/** Families that the same search, nulls and verdicts support in the shuffled network. */
export function judgeControls({ layers, scale }: ControlFindings) {
  const name: Naming = () => 'control';
  const drafts = [
    ...layers.flatMap(({ layer, moved, mirror }) => [
      ...draftMoved(
        moved.map((entry) => ({ ...entry, stageKey: '' })),
        { layer, alias: layer },
      ).map(({ draft }) => draft),
      ...mirror.pairs.map((pair) =>
        draftMirrorPair(pair, mirror, { layer, alias: layer, stageKey: '' }, name, ''),
      ),
    ]),
    ...scale.chains.map((chain) => draftScaleChain(chain, chain.members[0]!.layer, '', name, '')),
  ];
  const judged = judgeAll(drafts);
  return drafts.map(({ record, place }, i) => ({
    group: record.group,
    layer: place.layer,
    supported: judged[i]!.verdict !== 'not supported',
  }));
}
