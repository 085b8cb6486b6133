import {
  controlRules,
  measurePlanted,
  type ControlRules,
  type PlantedPlan,
} from '../families/planted-control.ts';
import { plantedNames, plantedNetworks, type PlantedName } from '../probes/planted-networks.ts';
import type { Stage, Task } from '../store/stage.ts';
import { jsonArtifact } from './json-artifact.ts';
import type { Resources } from './resources.ts';

interface PlantedParameters extends Record<string, unknown> {
  readonly network: PlantedName;
  readonly plan: PlantedPlan;
  readonly rules: ControlRules;
}

/** Dead leaves that a network is shown; hue-rotation shows every patch at 144 elements. */
export function plantedPlan(name: PlantedName): PlantedPlan {
  const seed = 7;
  switch (name) {
    case 'rotation 360':
    case 'rotation 180':
    case 'rotation 90':
    case 'hue':
      return { pictures: 120, patchesPerPicture: 2, seed };
    case 'hue-rotation':
      return { pictures: 60, patchesPerPicture: 1, seed };
    case 'reflection':
    case 'scale':
      return { pictures: 900, patchesPerPicture: 1, seed };
  }
}

/** One task a planted network; they need no model. */
export function plantedTasks(): Task[] {
  return plantedNames.map((network): Task => ({
    stage: 'planted controls',
    subject: network,
    parameters: {
      network,
      plan: plantedPlan(network),
      rules: controlRules,
    } satisfies PlantedParameters,
    inputs: {},
  }));
}

/** What discovery recovers of a planted network, an entry of `controls.planted` as JSON. */
export const plantedStage: Stage<Resources> = {
  name: 'planted controls',
  version: 4,
  needs: [],
  compute: async ({ parameters, resources }) => {
    const { network, plan, rules } = parameters as PlantedParameters;
    const backend = await resources.backend();
    const control = await measurePlanted(plantedNetworks[network](), plan, rules);
    return jsonArtifact(control, backend);
  },
};
