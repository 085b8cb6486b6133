/**
 * `npm run bench`: how much of the backend's raw convolution rate the pipeline reaches, on one
 * worker, all in one run, so that the ratios mean something on any machine. Needs ATLAS_MODELS for
 * the probes; without it only the raw rates are measured. A probe's work is counted as if every layer
 * computed its whole map; the engine leaves out what the probed position does not see.
 */
import { join } from 'node:path';
import { readEnvironment } from '../pipeline/cli/environment.ts';
import { openBackend } from '../pipeline/engine/backend.ts';
import { compile } from '../pipeline/engine/network.ts';
import { receptiveField } from '../pipeline/graph/receptive-field.ts';
import { loadModel } from '../pipeline/importers/load-model.ts';
import { readModelFile } from '../pipeline/importers/read-model-file.ts';
import { measureTuning, tuningPlan } from '../pipeline/probes/tuning.ts';
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
  for (const { name, alias } of model.layers) {
    const plan = tuningPlan(receptiveField(graph, name));
    const angles = plan.angles.filter((_, i) => i % 12 === 0);
    const part = { ...plan, angles };
    await measureTuning(network, model.input, name, part);
    const start = performance.now();
    await measureTuning(network, model.input, name, part);
    const seconds = (performance.now() - start) / 1000;
    const side = plan.stimulusSize;
    const work = convolutionWork(graph, name, [side, side, 3]);
    const pictures = plan.conditions.length * angles.length;
    row(
      `tuning of ${alias}, drawing included, whole maps`,
      (work * pictures) / seconds / 1e9,
      raw.forward,
    );
  }
} catch (error) {
  if (!(error instanceof Error) || error.name !== 'UserError') throw error;
  console.log(`probes not measured: ${error.message}`);
}

function row(what: string, rate: number, reference?: number): void {
  const share = reference === undefined ? '' : ` ${((100 * rate) / reference).toFixed(0)}%`;
  console.log(`${what.padEnd(50)} ${rate.toFixed(1).padStart(6)} GFLOP/s${share.padStart(6)}`);
}
