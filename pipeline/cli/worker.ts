import { parentPort, workerData } from 'node:worker_threads';
import { computeJob, type Job } from '../store/compute-job.ts';
import { oneLine } from '../store/one-line.ts';
import { openStore } from '../store/store.ts';
import type { StagesModule } from './atlas-modules.ts';
import type { WorkerMessage, WorkerSetup } from './worker-protocol.ts';

const port = parentPort;
if (port === null) throw new Error('worker.ts runs only inside a worker pool');
const say = (message: WorkerMessage): void => {
  port.postMessage(message);
};

const setup = workerData as WorkerSetup;
const { stages, openResources } = (await import(setup.stages)) as StagesModule;
const store = openStore({ ...setup.store, note: (line) => say({ kind: 'note', line }) });
let resources: Promise<unknown> | undefined;

async function answer(job: Job): Promise<void> {
  try {
    resources ??= Promise.resolve(openResources(setup.request));
    const opened = await resources.catch((error: unknown) => {
      resources = undefined;
      throw error;
    });
    const entry = await computeJob(job, { stages, resources: opened, store });
    say({ kind: 'entry', entry });
  } catch (error) {
    say({ kind: 'failure', line: oneLine(error) });
  }
}

port.on('message', (job: Job) => void answer(job));
