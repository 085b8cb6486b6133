import { Worker } from 'node:worker_threads';
import { oneLine } from '../store/one-line.ts';
import type {
  GradientAnswer,
  GradientRequest,
  GradientSetup,
  LabelledBatch,
  LossGradients,
} from './gradient-protocol.ts';
import type { Parameters } from './learned-weights.ts';
import { lossAndGradients } from './loss-gradients.ts';
import type { NetworkDesign } from './network-design.ts';
import { trainableNetwork } from './trainable-network.ts';

/** Where gradients are computed. */
export interface GradientPool {
  /** Loss and gradients of every batch, in the order of the batches. */
  gradients(
    parameters: Parameters,
    batches: readonly LabelledBatch[],
  ): Promise<readonly LossGradients[]>;
  /** Ends all threads, whatever they do. */
  close(): Promise<void>;
}

/** One batch after another, in this thread, on its current backend. */
export function localGradients(design: NetworkDesign): GradientPool {
  const network = trainableNetwork(design);
  return {
    gradients: (parameters, batches) =>
      Promise.resolve(batches.map((batch) => lossAndGradients(network, parameters, batch))),
    close: () => Promise.resolve(),
  };
}

/** Batches side by side on so many threads, each with a backend of its own: the same bits as locally. */
export function openGradientPool(setup: GradientSetup, threads: number): GradientPool {
  const address = new URL('./gradient-worker.ts', import.meta.url);
  const workers = Array.from({ length: threads }, () => {
    const worker = new Worker(address, { workerData: setup });
    // A request at hand has its own listener; without this one an idle thread's end would be thrown.
    worker.on('error', () => undefined);
    return worker;
  });
  return {
    gradients: async (parameters, batches) => {
      const results: LossGradients[] = [];
      let next = 0;
      const serve = async (worker: Worker): Promise<void> => {
        for (let batch = next++; batch < batches.length; batch = next++) {
          results[batch] = await ask(worker, { parameters, batch: batches[batch]! });
        }
      };
      await Promise.all(workers.map(serve));
      return results;
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function ask(worker: Worker, request: GradientRequest): Promise<LossGradients> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
    };
    const onMessage = (answer: GradientAnswer): void => {
      settle();
      if (answer.kind === 'gradients') resolve(answer.result);
      else reject(new Error(answer.line));
    };
    const onError = (error: unknown): void => {
      settle();
      reject(new Error(`a training thread broke down: ${oneLine(error)}`));
    };
    const onExit = (code: number): void => {
      settle();
      reject(new Error(`a training thread ended with code ${String(code)}`));
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(request);
  });
}
