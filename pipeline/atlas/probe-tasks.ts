import {
  pictureParameters,
  pictureSide,
  probeScopes,
  wholeScope,
  type ProbeScope,
} from '../probes/probe-scope.ts';
import { tuningScopes, type TuningScope } from '../probes/stimulus-tuning.ts';
import type { NaturalProbeName } from '../probes/natural-plan.ts';
import type { ProbedGroup } from '../probes/transformation-grid.ts';
import type { ModelFile } from '../records/model-file.ts';
import type { Task } from '../store/stage.ts';
import type { Architecture } from './architecture-stage.ts';
import type { Variant } from './resources.ts';
import { responseTasks } from './response-stages.ts';
import { stimulusTasks } from './stimulus-stage.ts';

/** All probes of one variant of a model, by what their readers look for. */
export interface ProbeTasks {
  readonly all: readonly Task[];
  /** Tasks of a group that show the scope in which `layer` is probed; none where it is not. */
  natural(probe: NaturalProbeName, group: ProbedGroup, layer: string): readonly Task[];
  stimuli(layer: string): readonly Task[];
  scope(layer: string): ProbeScope;
  tuningScope(layer: string): TuningScope;
  /** For the parameters of what reads natural pictures. */
  readonly pictures: ReturnType<typeof pictureParameters>;
}

export const naturalProbes = ['photographs', 'dead leaves'] as const;

/**
 * The probes that a model's layers go through. Hue-rotation, at 144 elements a patch, is probed in the
 * near scope alone, where colour contrast lives.
 */
export function probeTasks(
  model: ModelFile,
  variant: Variant,
  { layers }: Pick<Architecture, 'layers'>,
): ProbeTasks {
  const side = pictureSide(model);
  const scopes = probeScopes(layers, side);
  const whole = wholeScope(layers, side);
  const scopesOf = (group: ProbedGroup): readonly ProbeScope[] => {
    switch (group) {
      case 'rotation':
      case 'hue':
        return scopes;
      case 'hue-rotation':
        return scopes.slice(0, 1);
      case 'reflection':
      case 'scale':
        return [whole];
    }
  };
  const groups = ['rotation', 'reflection', 'hue', 'hue-rotation', 'scale'] as const;
  const natural = naturalProbes.flatMap((probe) =>
    groups.flatMap((group) =>
      scopesOf(group).map((scope) => ({
        probe,
        group,
        scope,
        tasks: responseTasks(model, variant, probe, group, scope),
      })),
    ),
  );
  const tuning = tuningScopes(layers, side).map((scope) => ({
    scope,
    tasks: stimulusTasks(model, variant, scope),
  }));
  const holding = <S extends { readonly scope: ProbeScope }>(
    entries: readonly S[],
    layer: string,
  ) => entries.find(({ scope }) => layer in scope.positions);
  return {
    all: [...natural.flatMap(({ tasks }) => tasks), ...tuning.flatMap(({ tasks }) => tasks)],
    natural: (probe, group, layer) =>
      holding(
        natural.filter((entry) => entry.probe === probe && entry.group === group),
        layer,
      )?.tasks ?? [],
    stimuli: (layer) => holding(tuning, layer)!.tasks,
    scope: (layer) => scopes.find(({ positions }) => layer in positions)!,
    tuningScope: (layer) => holding(tuning, layer)!.scope,
    pictures: pictureParameters(model),
  };
}
