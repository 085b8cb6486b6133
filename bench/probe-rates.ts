import type { Network } from '../pipeline/engine/network.ts';
import type { Graph } from '../pipeline/graph/ir.ts';
import { receptiveField } from '../pipeline/graph/receptive-field.ts';
import { naturalPlan } from '../pipeline/probes/natural-plan.ts';
import { measureNaturalResponses } from '../pipeline/probes/natural-responses.ts';
import { probedBlocks } from '../pipeline/probes/probed-responses.ts';
import { probeScopes, wholeScope, type ProbeScope } from '../pipeline/probes/probe-scope.ts';
import {
  kindAxes,
  measureStimulusTuning,
  tuningScopes,
} from '../pipeline/probes/stimulus-tuning.ts';
import { gridSizes, type ProbedGroup } from '../pipeline/probes/transformation-grid.ts';
import type { ModelFile } from '../pipeline/records/model-file.ts';
import { deadLeaves } from '../pipeline/stimuli/dead-leaves.ts';
import type { SquarePicture } from '../pipeline/stimuli/patches.ts';
import { stimulusFamily } from '../pipeline/stimuli/stimulus-set.ts';
import { convolutionWork } from './convolution-work.ts';
import { reportRow } from './report-row.ts';

/**
 * Prints what the probes reach. A probe's work is that of the convolutions that are really run, for
 * the parts of maps that the probed positions see; its time is everything: drawing, sampling, turning
 * hues, preprocessing, pooling, normalisation and gathering.
 *
 * @param raw GFLOP/s of the raw convolution
 */
export async function reportProbeRates(
  model: ModelFile,
  graph: Graph,
  network: Network,
  raw: number,
): Promise<void> {
  const { input } = model;
  const [inputSize] = input.size;
  const layers = model.layers.map(({ name, alias }) => ({
    name,
    alias,
    receptiveField: receptiveField(graph, name),
  }));
  const work = (scope: ProbeScope): number => {
    const { size, positions } = scope;
    return convolutionWork(graph, Object.keys(positions), probedBlocks(scope), [size, size, 3])
      .forward;
  };
  const pictures = [1, 2, 3].map((seed) => ({
    size: inputSize,
    data: deadLeaves(seed, inputSize),
  }));

  const run = { work: 0, seconds: 0 };
  for (const scope of [...probeScopes(layers, inputSize), wholeScope(layers, inputSize)]) {
    const groups: ProbedGroup[] = scope.name === 'whole' ? ['scale'] : ['rotation', 'hue'];
    for (const group of groups) {
      const probe = (some: readonly SquarePicture[]) => ({
        ...{ network, input, scope, group, firstPicture: 0, seed: 1, patchesPerPicture: 1 },
        pictures: each(some),
      });
      await measureNaturalResponses(probe(pictures.slice(0, 1)));
      const seconds = await timed(() => measureNaturalResponses(probe(pictures)));
      const shown = pictures.length * gridSizes[group].reduce((product, n) => product * n, 1);
      const inRun = ['photographs', 'dead leaves'] as const;
      for (const name of inRun) {
        const plan = naturalPlan(group, name, scope.name);
        const elements = (plan.pictures * plan.patchesPerPicture * shown) / pictures.length;
        run.work += work(scope) * elements;
        run.seconds += (seconds / shown) * elements;
      }
      reportRow(
        `${group} of dead-leaves patches, ${scope.name}`,
        (work(scope) * shown) / seconds / 1e9,
        raw,
      );
    }
  }
  reportRow('all of these, as many as a run shows', run.work / run.seconds / 1e9, raw);
  for (const scope of tuningScopes(layers, inputSize)) {
    const kind = 'edge';
    const conditions = stimulusFamily(kind).conditions(scope.fieldSize);
    const { turns, hues } = kindAxes(kind);
    await measureStimulusTuning({
      network,
      input,
      scope,
      kind,
      conditions: conditions.slice(0, 1),
    });
    const seconds = await timed(() =>
      measureStimulusTuning({ network, input, scope, kind, conditions }),
    );
    const shown = conditions.length * turns * hues;
    reportRow(`tuning to edges, ${scope.name}`, (work(scope) * shown) / seconds / 1e9, raw);
  }
}

async function* each<T>(values: readonly T[]): AsyncGenerator<T> {
  for (const value of values) yield await Promise.resolve(value);
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return (performance.now() - start) / 1000;
}
