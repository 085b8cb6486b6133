/**
 * `npm run bench`: how much of the backend's raw convolution rate the pipeline reaches, on one
 * worker, all in one run, so that the ratios mean something on any machine. Needs ATLAS_MODELS for
 * all but the raw rates. `--pictures` leaves the probes out. `--agreement` instead compares every
 * backend that is there with WASM and writes bench/results/<backend>.json; with `--software` that
 * includes WebGPU on an adapter that is a program on the CPU.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readEnvironment } from '../pipeline/cli/environment.ts';
import { openBackend } from '../pipeline/engine/backend.ts';
import { compile } from '../pipeline/engine/network.ts';
import { loadModel } from '../pipeline/importers/load-model.ts';
import { readModelFile } from '../pipeline/importers/read-model-file.ts';
import { compareBackends } from './compare-backends.ts';
import { reportPictureRates } from './picture-rates.ts';
import { reportProbeRates } from './probe-rates.ts';
import { rawConvolution } from './raw-convolution.ts';
import { reportRow } from './report-row.ts';

const { values: options } = parseArgs({
  options: {
    agreement: { type: 'boolean', default: false },
    pictures: { type: 'boolean', default: false },
    software: { type: 'boolean', default: false },
  },
});
const environment = readEnvironment(process.env);
const model = await readModelFile(join(environment.root, 'content/models/googlenet.yaml'));

async function reportRates(): Promise<void> {
  const { description } = await openBackend('auto');
  const convolution = await rawConvolution();
  const raw = await convolution.rates();
  console.log(`${description}, one worker`);
  reportRow('raw 3×3 convolution, forward', raw.forward);
  reportRow('its input gradient, as the engine computes it', raw.gradient, raw.forward);
  reportRow('its input gradient, as the backend computes it', raw.backendGradient, raw.forward);
  const { graph } = await loadModel(model, environment.models);
  const network = compile(graph);
  if (!options.pictures) await reportProbeRates(model, graph, network, raw.forward);
  await reportPictureRates(model, graph, network, () => convolution.forwardNow());
}

async function reportAgreement(): Promise<void> {
  const { graph } = await loadModel(model, environment.models);
  const folder = join(environment.root, 'bench/results');
  await compareBackends(model, graph, folder, { allowSoftware: options.software });
}

try {
  await (options.agreement ? reportAgreement() : reportRates());
} catch (error) {
  if (!(error instanceof Error) || error.name !== 'UserError') throw error;
  console.log(`not measured: ${error.message}`);
}
