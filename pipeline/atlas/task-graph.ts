import type { ModelFile } from '../records/model-file.ts';
import type { Known, Task } from '../store/stage.ts';
import {
  architectureTask,
  architectureTaskId,
  innerArchitectureTask,
  innerArchitectureTaskId,
  type Architecture,
} from './architecture-stage.ts';
import { circuitLayers, circuitsTask } from './circuits-stage.ts';
import { connectionsTask } from './connections-stage.ts';
import { correspondenceTask, relatedTask } from './correspondence-stage.ts';
import { coveredUnitsTask, coveredUnitsTaskId } from './covered-units-stage.ts';
import { evaluationTask } from './evaluation-stage.ts';
import { familiesTask, movedGroups } from './families-stage.ts';
import { galleryTask } from './gallery-stage.ts';
import { readJson } from './json-artifact.ts';
import { mirrorTask } from './mirror-stage.ts';
import { passesTask } from './passes-stage.ts';
import { innerPictureTasks, pictureTasks } from './picture-tasks.ts';
import { plantedTasks } from './planted-stage.ts';
import { probeTasks, type ProbeTasks } from './probe-tasks.ts';
import type { Variant } from './resources.ts';
import { rulerTasks } from './ruler-stages.ts';
import { scaleTask } from './scale-stage.ts';
import { shuffled, trained } from './variants.ts';
import { firstLayerTask, reflectionTyingTask } from './weight-equivariance-stages.ts';

/**
 * The atlas of one model on one page:
 *
 *     weights ─ architecture ─ probes (natural, synthetic; trained, shuffled) ─ discovery ─┐
 *             ├ evaluation (photographs)        families · mirror pairs · scale chains      ├ covered units ─ pictures ─ checks
 *             ├ connections, passes             related units ─ correspondences            │
 *             └ lie derivative, error ledger    tying, circuits (of the families) ─────────┘
 *
 * Which layers have which receptive field is known after `architecture`, which units need a picture
 * after `covered units`; until then those tasks are not listed.
 */
export async function taskGraph(model: ModelFile, known: Known): Promise<readonly Task[]> {
  const inner = innerArchitectureTask(model);
  const tasks: Task[] = [
    architectureTask(model),
    ...present(inner),
    ...present(evaluationTask(model)),
  ];
  const bytes = await known(architectureTaskId);
  if (bytes === undefined) return tasks;
  const architecture = readJson<Architecture>(bytes);
  const layers = architecture.layers.map(({ name }) => name);
  const probes = probeTasks(model, trained, architecture);
  const control = probeTasks(model, shuffled, architecture);
  const discoveries = discoveryTasks(trained, layers, probes);
  const correspondences = correspondenceTasks(model, layers, probes);
  const circuits = circuitTasks(model, trained, layers, probes);
  tasks.push(
    ...probes.all,
    ...discoveries,
    ...correspondences,
    ...present(passesTask(model)),
    ...circuits,
    coveredUnitsTask(
      layers,
      [...discoveries, ...correspondences, ...circuits].filter(
        ({ stage }) => stage !== 'related units',
      ),
    ),
    ...control.all,
    ...discoveryTasks(shuffled, layers, control),
    ...circuitTasks(model, shuffled, layers, probes),
    ...plantedTasks(),
    ...rulerTasks(model, architecture, probes),
    galleryTask(galleryFields(layers, probes), probes),
  );
  const [first] = layers;
  const groups = movedGroups.filter((group) => familiesTask(trained, first!, group, probes));
  tasks.push(firstLayerTask(model, first!, groups));
  for (const [from, to] of neighbours(model)) {
    tasks.push(connectionsTask(model, from, to), reflectionTyingTask(model, from, to));
  }
  const innerBytes = inner && (await known(innerArchitectureTaskId));
  if (innerBytes) tasks.push(...innerPictureTasks(model, readJson<Architecture>(innerBytes)));
  const covered = await known(coveredUnitsTaskId);
  if (covered === undefined) return tasks;
  return [...tasks, ...pictureTasks(model, architecture, readJson(covered), discoveries, probes)];
}

/** A task that a model may lack, as a list. */
function present(task: Task | undefined): Task[] {
  return task === undefined ? [] : [task];
}

function discoveryTasks(variant: Variant, layers: readonly string[], probes: ProbeTasks): Task[] {
  return [
    ...layers.flatMap((layer) => [
      ...movedGroups.flatMap((group) => familiesTask(variant, layer, group, probes) ?? []),
      mirrorTask(variant, layer, probes),
    ]),
    scaleTask(variant, layers, probes),
  ];
}

/** The scan for circuits, between the trained network's families for the control too. */
function circuitTasks(
  model: ModelFile,
  variant: Variant,
  layers: readonly string[],
  probes: ProbeTasks,
): Task[] {
  const groupsOf = (layer: string) =>
    movedGroups.filter((group) => familiesTask(trained, layer, group, probes));
  return circuitLayers(layers).map(({ from, to, apart }) =>
    circuitsTask(model, variant, from, to, groupsOf, apart),
  );
}

/** Correspondences are sought from the layer that the model file names on. */
function correspondenceTasks(
  model: ModelFile,
  layers: readonly string[],
  probes: ProbeTasks,
): Task[] {
  const first = layers.findIndex((layer) => layer === model.correspondencesFrom);
  if (first < 1) return [];
  const after = [...layers.slice(1), model.output.name];
  return [
    ...layers.slice(first - 1).map((layer) => relatedTask(layer, probes)),
    ...layers
      .slice(first)
      .map((layer, k) =>
        correspondenceTask(model, layers[first + k - 1]!, layer, after[first + k]!),
      ),
  ];
}

/** Receptive fields whose stimuli the gallery shows, of every tuning scope one. */
function galleryFields(layers: readonly string[], probes: ProbeTasks): number[] {
  return [...new Set(layers.map((layer) => probes.tuningScope(layer).fieldSize))];
}

/** Covered layers that follow each other. */
export function neighbours({ layers }: Pick<ModelFile, 'layers'>): [from: string, to: string][] {
  return layers.slice(1).map(({ name }, i) => [layers[i]!.name, name]);
}
