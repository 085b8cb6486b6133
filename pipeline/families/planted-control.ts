import { compile, type Network } from '../engine/network.ts';
import { receptiveField } from '../graph/receptive-field.ts';
import { adjustFalseDiscovery, type NullSummary } from '../numerics/significance.ts';
import { measureMirrorResponses } from '../probes/mirror-responses.ts';
import { measureNaturalResponses, type NaturalResponses } from '../probes/natural-responses.ts';
import type { PlantedNetwork } from '../probes/planted-network.ts';
import { probeScopes, wholeScope, type ScopedLayer } from '../probes/probe-scope.ts';
import {
  kindAxes,
  measureStimulusTuning,
  tuningScopes,
  type KindTuning,
} from '../probes/stimulus-tuning.ts';
import { gridSizes } from '../probes/transformation-grid.ts';
import type { GroupName } from '../records/family.ts';
import { deadLeaves } from '../stimuli/dead-leaves.ts';
import type { SquarePicture } from '../stimuli/patches.ts';
import { stimulusSet } from '../stimuli/stimulus-set.ts';
import { discoverMoved, movedRules, type MovedRules } from './discover-moved.ts';
import { discoverMirrorPairs, mirrorRules, type MirrorRules } from './mirror-pairs.ts';
import { compareWithPlanted, type FoundSet, type PlantedScore } from './planted-score.ts';
import type { ProbeResponses } from './probe-evidence.ts';
import {
  discoverScaleChains,
  scaleRules,
  type ScaleChain,
  type ScaleRules,
} from './scale-chains.ts';
import { hueClasses, hueRotationClasses, rotationClasses } from './stabiliser.ts';
import { syntheticGrid } from './synthetic-grids.ts';
import { verdictRules } from './verdict.ts';

/** Rules of discovery; those of the real models unless a test says otherwise. */
export interface ControlRules {
  readonly moved: MovedRules;
  readonly mirror: MirrorRules;
  readonly scale: ScaleRules;
}

export const controlRules: ControlRules = {
  moved: movedRules,
  mirror: mirrorRules,
  scale: scaleRules,
};

/** The dead-leaves pictures that a planted network is shown, of the size of its input. */
export interface PlantedPlan {
  readonly pictures: number;
  readonly patchesPerPicture: number;
  readonly seed: number;
}

export interface PlantedControl extends PlantedScore {
  readonly group: GroupName;
  readonly description: string;
}

/**
 * Runs the probes and the discovery of the real models on a network in which the answer is known, and
 * compares: dead leaves and synthetic stimuli, no photographs; sets count that the nulls and the verdict
 * support. Needs an open backend.
 */
export async function measurePlanted(
  planted: PlantedNetwork,
  plan: PlantedPlan,
  rules: ControlRules = controlRules,
): Promise<PlantedControl> {
  const { group, description } = planted;
  const found = await discoverPlanted(planted, plan, rules);
  return { group, description, ...compareWithPlanted(planted, found) };
}

/** What discovery finds in a planted network, with elements in steps of the group's grid. */
export async function discoverPlanted(
  planted: PlantedNetwork,
  plan: PlantedPlan,
  rules: ControlRules = controlRules,
): Promise<readonly FoundSet[]> {
  const network = compile(planted.graph);
  try {
    switch (planted.group) {
      case 'rotation':
      case 'hue':
      case 'hue-rotation':
        return await movedSets(planted, network, plan, rules.moved);
      case 'reflection':
        return await mirroredPairs(planted, network, plan, rules.mirror);
      case 'scale':
        return await scaleChains(planted, network, plan, rules.scale);
    }
  } finally {
    network.dispose();
  }
}

/** The same pictures for every network: numbers 0, 1, … are dead leaves of seeds 1, 2, … */
async function* leaves({ input }: PlantedNetwork, count: number): AsyncGenerator<SquarePicture> {
  const [size] = input.size;
  for (let index = 0; index < count; index++) {
    yield await Promise.resolve({ size, data: deadLeaves(index + 1, size) });
  }
}

function scopedLayers({ graph, layers }: PlantedNetwork): ScopedLayer[] {
  return layers.map((name) => ({ name, receptiveField: receptiveField(graph, name) }));
}

/** What the verdict supports: its adjusted p value and its held-out statistic suffice. */
function supported<Found extends { readonly nulls: Record<'elements' | 'units', NullSummary> }>(
  found: readonly Found[],
  heldOut: (found: Found) => number,
  least: number,
): readonly Found[] {
  const qValues = adjustFalseDiscovery(
    found.map(({ nulls }) => Math.max(nulls.elements.pValue, nulls.units.pValue)),
  );
  return found.filter(
    (each, i) => qValues[i]! <= verdictRules.falseDiscoveryRate && heldOut(each) >= least,
  );
}

function measureLeaves(
  planted: PlantedNetwork,
  network: Network,
  { pictures, patchesPerPicture, seed }: PlantedPlan,
  scope: ReturnType<typeof wholeScope>,
): Promise<Readonly<Record<string, NaturalResponses>>> {
  return measureNaturalResponses({
    network,
    input: planted.input,
    scope,
    group: planted.group,
    pictures: leaves(planted, pictures),
    patchesPerPicture,
    firstPicture: 0,
    seed,
  });
}

async function movedSets(
  planted: PlantedNetwork,
  network: Network,
  plan: PlantedPlan,
  rules: MovedRules,
): Promise<readonly FoundSet[]> {
  const { group, input } = planted;
  const [layer] = scopedLayers(planted);
  const { name } = layer!;
  const [scope] = probeScopes([layer!], input.size[0]);
  const natural = (await measureLeaves(planted, network, plan, scope!))[name]!;
  const sizes = gridSizes[group];
  const { units, patches: samples, values } = natural;
  const probes: ProbeResponses[] = [
    {
      probe: 'dead leaves',
      samplesPerPicture: plan.patchesPerPicture,
      responses: { units, samples, sizes, values },
    },
  ];
  const synthetic = syntheticGrid(await measureKinds(planted, network, layer!), group);
  if (synthetic) probes.push({ probe: 'synthetic', responses: synthetic, samplesPerPicture: 1 });
  const { sets } = discoverMoved(probes, classesOf(group), rules);
  return supported(
    sets,
    ({ r2HeldOutLeaveOneOut }) => r2HeldOutLeaveOneOut,
    verdictRules.supported,
  ).map(({ members }) => members.map(({ unit, element }) => ({ layer: name, unit, element })));
}

/** Tuning to every kind of synthetic stimulus that moves along an axis of the group. */
async function measureKinds(
  { group, input }: PlantedNetwork,
  network: Network,
  layer: ScopedLayer,
): Promise<readonly KindTuning[]> {
  const [scope] = tuningScopes([{ ...layer, alias: layer.name }], input.size[0]);
  const kinds: KindTuning[] = [];
  for (const { kind, conditions: conditionsOf } of stimulusSet) {
    const { hues, turns } = kindAxes(kind);
    const moved = (group === 'rotation' || hues > 1) && (group === 'hue' || turns > 1);
    if (!moved) continue;
    const conditions = conditionsOf(scope!.fieldSize);
    const measured = await measureStimulusTuning({
      network,
      input,
      scope: scope!,
      kind,
      conditions,
    });
    kinds.push({ kind, conditions, responses: measured[layer.name]! });
  }
  return kinds;
}

function classesOf(group: PlantedNetwork['group']) {
  const [first, second] = gridSizes[group];
  if (group === 'rotation') return rotationClasses(first!);
  return group === 'hue' ? hueClasses : hueRotationClasses(first!, second!);
}

async function mirroredPairs(
  planted: PlantedNetwork,
  network: Network,
  { pictures }: PlantedPlan,
  rules: MirrorRules,
): Promise<readonly FoundSet[]> {
  const [layer] = planted.layers;
  const measured = await measureMirrorResponses({
    network,
    input: planted.input,
    layers: planted.layers,
    pictures: leaves(planted, pictures),
  });
  const { units, values } = measured[layer!]!;
  const { pairs } = discoverMirrorPairs([{ probe: 'dead leaves', units, values }], rules);
  return supported(pairs, ({ mirroredHeldOut }) => mirroredHeldOut, verdictRules.mirrored).map(
    ({ units: pair }) => pair.map((unit, side) => ({ layer: layer!, unit, element: [side] })),
  );
}

async function scaleChains(
  planted: PlantedNetwork,
  network: Network,
  plan: PlantedPlan,
  rules: ScaleRules,
): Promise<readonly FoundSet[]> {
  const scope = wholeScope(scopedLayers(planted), planted.input.size[0]);
  const measured = await measureLeaves(planted, network, plan, scope);
  const ladders = planted.layers.map((layer) => {
    const { units, elements: rungs, values } = measured[layer]!;
    return { layer, units, rungs, values };
  });
  const { chains } = discoverScaleChains(ladders, rules);
  const weakest = ({ steps }: ScaleChain): number =>
    Math.min(...steps.map(({ transferHeldOut }) => transferHeldOut));
  return supported(chains, weakest, verdictRules.scaled).map(({ members, steps }) => {
    let element = 0;
    return members.map(({ layer, unit }, place) => {
      if (place > 0) element += steps[place - 1]!.step;
      return { layer, unit, element: [element] };
    });
  });
}
