import { describeTorus, type DescribedTorus } from '../families/describe-hue-rotation.ts';
import {
  describeCircle,
  type DescribedCircle,
  type LayerContext,
} from '../families/describe-sets.ts';
import {
  discoverMoved,
  movedRules,
  type MovedDiscovery,
  type MovedRules,
} from '../families/discover-moved.ts';
import { rangeBaseline, strongestResponse } from '../families/preferred-stimulus.ts';
import { compareSets, proposeFrom, type ProbeAgreement } from '../families/probe-agreement.ts';
import { LEAST_DRIVE, type ProbeResponses } from '../families/probe-evidence.ts';
import {
  hueClasses,
  hueRotationClasses,
  rotationClasses,
  type StabiliserClass,
} from '../families/stabiliser.ts';
import { syntheticGrid } from '../families/synthetic-grids.ts';
import { naturalPlan } from '../probes/natural-plan.ts';
import type { NaturalResponses } from '../probes/natural-responses.ts';
import { gridSizes } from '../probes/transformation-grid.ts';
import type { Stage, Task } from '../store/stage.ts';
import { jsonArtifact, PLAIN_BACKEND } from './json-artifact.ts';
import { naturalProbes, type ProbeTasks } from './probe-tasks.ts';
import type { Resources, Variant } from './resources.ts';
import { readResponses, responseInputs, responseSubject } from './response-stages.ts';
import { readStimuli, stimulusInputs } from './stimulus-stage.ts';

/** Groups whose families are one template moved within a layer. */
export const movedGroups = ['rotation', 'hue', 'hue-rotation'] as const;

export type MovedGroup = (typeof movedGroups)[number];

interface FamiliesParameters extends Record<string, unknown> {
  readonly layer: string;
  readonly group: MovedGroup;
  readonly fieldSize: number;
  readonly scope: string;
  readonly rules: MovedRules;
}

/** What one layer shows of one group. */
export interface LayerFamilies extends Omit<MovedDiscovery, 'sets'> {
  readonly circles: readonly DescribedCircle[];
  readonly tori: readonly DescribedTorus[];
  /** Photographs alone against dead leaves alone; null without photographs. */
  readonly agreement: ProbeAgreement | null;
}

export function familiesTask(
  variant: Variant,
  layer: string,
  group: MovedGroup,
  probes: ProbeTasks,
): Task | undefined {
  const natural = naturalProbes.map(
    (probe) => [probe, probes.natural(probe, group, layer)] as const,
  );
  if (natural.every(([, tasks]) => tasks.length === 0)) return undefined;
  return {
    stage: 'families',
    subject: responseSubject(variant, group, layer),
    parameters: {
      layer,
      group,
      fieldSize: probes.tuningScope(layer).fieldSize,
      scope: probes.scope(layer).name,
      rules: movedRules,
    } satisfies FamiliesParameters,
    inputs: {
      ...Object.assign({}, ...natural.map(([probe, tasks]) => responseInputs(tasks, probe))),
      ...stimulusInputs(probes.stimuli(layer)),
    },
  };
}

/** Families of a layer under rotation, hue or hue-rotation, a `LayerFamilies` as JSON. */
export const familiesStage: Stage<Resources> = {
  name: 'families',
  version: 5,
  needs: [],
  compute: ({ parameters, inputs }) => {
    const { layer, group, fieldSize, scope, rules } = parameters as FamiliesParameters;
    const kinds = readStimuli(inputs, layer, fieldSize);
    const sizes = gridSizes[group];
    const natural = naturalProbes.flatMap((probe) => {
      const responses = readResponses(inputs, probe, layer);
      if (responses === undefined) return [];
      return [
        { probe, responses, samplesPerPicture: naturalPlan(group, probe, scope).patchesPerPicture },
      ];
    });
    const probes: ProbeResponses[] = natural.map(({ probe, responses, samplesPerPicture }) => ({
      probe,
      samplesPerPicture,
      responses: {
        units: responses.units,
        samples: responses.patches,
        sizes,
        values: responses.values,
      },
    }));
    const alone = [...probes];
    const synthetic = syntheticGrid(kinds, group);
    if (synthetic) probes.push({ probe: 'synthetic', responses: synthetic, samplesPerPicture: 1 });
    const classes = classesOf(group);
    const { sets, ...discovery } = discoverMoved(probes, classes, rules);
    const strongestNatural = strongest(natural.map(({ responses }) => responses));
    const context: LayerContext = {
      kinds,
      baseline: rangeBaseline(kinds, group === 'hue' ? 'hue' : 'turn'),
      named: (unit) => strongestResponse(kinds, unit) >= LEAST_DRIVE * strongestNatural(unit),
      natural: natural[0],
    };
    const torus = group === 'hue-rotation';
    const found: LayerFamilies = {
      ...discovery,
      circles: torus
        ? []
        : sets.map((set) =>
            describeCircle(set, group === 'hue' ? 'hue' : 'turn', sizes[0]!, context),
          ),
      tori: torus
        ? sets.flatMap((set) => {
            const coupling = set.members.map(
              ({ own }) => own as unknown as [number, number, number],
            );
            return describeTorus(set, coupling, context) ?? [];
          })
        : [],
      agreement:
        alone.length < 2
          ? null
          : compareSets(
              proposeFrom(alone[0]!, classes, rules),
              proposeFrom(alone[1]!, classes, rules),
            ),
    };
    return Promise.resolve(jsonArtifact(found, PLAIN_BACKEND));
  },
};

export function classesOf(group: MovedGroup): readonly StabiliserClass[] {
  const [first, second] = gridSizes[group];
  switch (group) {
    case 'rotation':
      return rotationClasses(first!);
    case 'hue':
      return hueClasses;
    case 'hue-rotation':
      return hueRotationClasses(first!, second!);
  }
}

function strongest(tables: readonly NaturalResponses[]): (unit: number) => number {
  return (unit) =>
    Math.max(
      0,
      ...tables.map(({ patches, elements, values }) => {
        const size = patches * elements;
        let most = 0;
        for (let k = unit * size; k < (unit + 1) * size; k++) most = Math.max(most, values[k]!);
        return most;
      }),
    );
}
