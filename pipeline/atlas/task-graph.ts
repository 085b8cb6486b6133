import type { Discovery } from '../families/discover.ts';
import { tuningPlan, type TuningPlan } from '../probes/tuning.ts';
import type { ModelFile } from '../records/model-file.ts';
import type { Known, Task } from '../store/stage.ts';
import { architectureTask, architectureTaskId, type Architecture } from './architecture-stage.ts';
import { circuitsTask } from './circuits-stage.ts';
import { connectionsTask } from './connections-stage.ts';
import { evaluationTask } from './evaluation-stage.ts';
import { familiesTask } from './families-stage.ts';
import { readJson } from './json-artifact.ts';
import { pictureChecksTask } from './picture-checks-stage.ts';
import { pictureTask } from './picture-stage.ts';
import { tuningTask } from './tuning-stage.ts';
import { shuffled, trained } from './variants.ts';

/**
 * The atlas of one model on one page:
 *
 *     weights ─ architecture ─ tuning (trained, shuffled) ─ families ─┬─ pictures ─ picture checks
 *             ├ evaluation (photographs)                              └─ circuits
 *             └ connections
 *
 * Which layers have which receptive field is known after `architecture`, which units need a picture
 * after `families`; until then those tasks are not listed.
 */
export async function taskGraph(model: ModelFile, known: Known): Promise<readonly Task[]> {
  const tasks: Task[] = [architectureTask(model), evaluationTask(model)];
  const architecture = await known(architectureTaskId);
  if (architecture === undefined) return tasks;
  const { layers } = readJson<Architecture>(architecture);
  const plans = new Map<string, TuningPlan>();
  for (const { name, receptiveField } of layers) {
    const plan = tuningPlan(receptiveField);
    plans.set(name, plan);
    for (const variant of [trained, shuffled]) {
      tasks.push(tuningTask(model, variant, name, plan));
      tasks.push(familiesTask(variant, name, plan, receptiveField.size));
    }
  }
  for (const [from, to] of neighbours(model)) tasks.push(connectionsTask(model, from, to));
  for (const { from, to } of model.circuits) tasks.push(circuitsTask(model, from, to));
  for (const { name, receptiveField } of layers) {
    const bytes = await known(`families ${name}`);
    if (bytes === undefined) continue;
    const { families } = readJson<Discovery>(bytes);
    const units = families.flatMap(({ members }) => members.map(({ unit }) => unit));
    if (units.length === 0) continue;
    const plan = plans.get(name)!;
    for (const unit of units) tasks.push(pictureTask(model, name, unit, receptiveField.size));
    tasks.push(pictureChecksTask(model, name, units, plan));
  }
  return tasks;
}

/** Covered layers that follow each other. */
export function neighbours({ layers }: Pick<ModelFile, 'layers'>): [from: string, to: string][] {
  return layers.slice(1).map(({ name }, i) => [layers[i]!.name, name]);
}
