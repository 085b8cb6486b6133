/**
 * `npm run bench`: how much of the backend's raw convolution rate the pipeline reaches, on one
 * worker, all in one run, so that the ratios mean something on any machine. Needs ATLAS_MODELS for
 * the probes; without it only the raw rates are measured. A probe's work is that of the convolutions
 * that are really run, for the parts of maps that the probed positions see; its time is everything:
 * drawing, sampling, turning hues, preprocessing, pooling, normalisation and gathering.
 */
import { join } from 'node:path';
import { readEnvironment } from '../pipeline/cli/environment.ts';
import { openBackend } from '../pipeline/engine/backend.ts';
import { compile } from '../pipeline/engine/network.ts';
import { receptiveField } from '../pipeline/graph/receptive-field.ts';
import { loadModel } from '../pipeline/importers/load-model.ts';
import { readModelFile } from '../pipeline/importers/read-model-file.ts';
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
import { deadLeaves } from '../pipeline/stimuli/dead-leaves.ts';
import type { SquarePicture } from '../pipeline/stimuli/patches.ts';
import { stimulusFamily } from '../pipeline/stimuli/stimulus-set.ts';
import { convolutionWork } from './convolution-work.ts';
import { rawConvolutionRates } from './raw-convolution.ts';

const environment = readEnvironment(process.env);
const { name: backend } = await openBackend('auto');
const raw = await rawConvolutionRates();
console.log(`backend ${backend}, one worker`);
row('raw 3×3 convolution, forward', raw.forward);
row('its input gradient, as the engine computes it', raw.gradient, raw.forward);
row('its input gradient, as the backend computes it', raw.backendGradient, raw.forward);

const model = await readModelFile(join(environment.root, 'content/models/googlenet.yaml'));
try {
  const { graph } = await loadModel(model, environment.models);
  const network = compile(graph);
  const { input } = model;
  const [inputSize] = input.size;
  const layers = model.layers.map(({ name, alias }) => ({
    name,
    alias,
    receptiveField: receptiveField(graph, name),
  }));
  const work = (scope: ProbeScope): number => {
    const { size, positions } = scope;
    return convolutionWork(graph, Object.keys(positions), probedBlocks(scope), [size, size, 3]);
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
      row(
        `${group} of dead-leaves patches, ${scope.name}`,
        (work(scope) * shown) / seconds / 1e9,
        raw.forward,
      );
    }
  }
  row('all of these, as many as a run shows', run.work / run.seconds / 1e9, raw.forward);
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
    row(`tuning to edges, ${scope.name}`, (work(scope) * shown) / seconds / 1e9, raw.forward);
  }
} catch (error) {
  if (!(error instanceof Error) || error.name !== 'UserError') throw error;
  console.log(`probes not measured: ${error.message}`);
}

async function* each<T>(values: readonly T[]): AsyncGenerator<T> {
  for (const value of values) yield await Promise.resolve(value);
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return (performance.now() - start) / 1000;
}

function row(what: string, rate: number, reference?: number): void {
  const share = reference === undefined ? '' : ` ${((100 * rate) / reference).toFixed(0)}%`;
  console.log(`${what.padEnd(50)} ${rate.toFixed(1).padStart(6)} GFLOP/s${share.padStart(6)}`);
}
