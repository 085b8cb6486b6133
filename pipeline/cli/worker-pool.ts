import { Worker } from 'node:worker_threads';
import type { Executor, Job } from '../store/compute-job.ts';
import { oneLine } from '../store/one-line.ts';
import type { StageEntry } from '../store/stage-index.ts';
import type { WorkerMessage, WorkerSetup } from './worker-protocol.ts';

export interface WorkerPool {
  readonly execute: Executor;
  /** Ends all workers, whatever they do. */
  close(): Promise<void>;
}

/**
 * Threads that compute jobs, one at a time each. A thread is started when a job finds none idle: how
 * many there are is up to the scheduler. A thread that dies fails its job and is replaced.
 */
export function openWorkerPool(setup: WorkerSetup, note: (line: string) => void): WorkerPool {
  const idle: Worker[] = [];
  const all = new Set<Worker>();

  function start(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: setup });
    all.add(worker);
    worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'note') note(message.line);
    });
    // The job at hand has its own listener; without this one an idle thread's end would be thrown.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      all.delete(worker);
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
    });
    return worker;
  }

  function execute(job: Job): Promise<StageEntry> {
    const worker = idle.pop() ?? start();
    return new Promise((resolve, reject) => {
      const settle = (reusable: boolean): void => {
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        if (reusable) idle.push(worker);
      };
      const onMessage = (message: WorkerMessage): void => {
        if (message.kind === 'note') return;
        settle(true);
        if (message.kind === 'entry') resolve(message.entry);
        else reject(new Error(message.line));
      };
      const onError = (error: unknown): void => {
        settle(false);
        reject(new Error(`its worker broke down: ${oneLine(error)}`));
      };
      const onExit = (code: number): void => {
        settle(false);
        reject(new Error(`its worker ended with code ${String(code)}`));
      };
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.postMessage(job);
    });
  }

  return {
    execute,
    close: async () => {
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
}
