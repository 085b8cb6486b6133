import { parentPort, workerData } from 'node:worker_threads';
import { openBackend } from '../engine/backend.ts';
import { oneLine } from '../store/one-line.ts';
import type { GradientAnswer, GradientRequest, GradientSetup } from './gradient-protocol.ts';
import { lossAndGradients } from './loss-gradients.ts';
import { trainableNetwork } from './trainable-network.ts';

const port = parentPort;
if (port === null) throw new Error('gradient-worker.ts runs only in a thread of gradient-pool.ts');

const { design, backend } = workerData as GradientSetup;
await openBackend(backend);
const network = trainableNetwork(design);

function answer({ parameters, batch }: GradientRequest): GradientAnswer {
  try {
    return { kind: 'gradients', result: lossAndGradients(network, parameters, batch) };
  } catch (error) {
    return { kind: 'failure', line: oneLine(error) };
  }
}

port.on('message', (request: GradientRequest) => {
  port.postMessage(answer(request));
});
