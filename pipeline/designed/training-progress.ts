import type { LossGradients } from './gradient-protocol.ts';

/** Where a training stands. */
export interface TrainingProgress {
  /** Steps done, of `steps`. */
  readonly step: number;
  readonly steps: number;
  /** Of the last step, from 0. */
  readonly epoch: number;
  /** Means over the batches since the last report, before the step that each led to. */
  readonly loss: number;
  readonly accuracy: number;
  /** By the pace of this process. */
  readonly secondsLeft: number;
}

export interface ProgressMeter {
  /** Takes in the shares of one step. */
  add(results: readonly LossGradients[]): void;
  /** Of the steps since the last report. */
  report(step: number): TrainingProgress;
}

/** @param first steps done before this process */
export function progressMeter(
  first: number,
  steps: number,
  perEpoch: number,
  batchSize: number,
): ProgressMeter {
  const start = performance.now();
  let sums = { steps: 0, loss: 0, correct: 0 };
  return {
    add: (results) => {
      const loss = results.reduce((sum, result) => sum + result.loss, 0) / results.length;
      const correct = results.reduce((sum, result) => sum + result.correct, 0);
      sums = { steps: sums.steps + 1, loss: sums.loss + loss, correct: sums.correct + correct };
    },
    report: (step) => {
      const pace = (performance.now() - start) / 1000 / Math.max(1, step - first);
      const report = {
        step,
        steps,
        epoch: Math.floor((step - 1) / perEpoch),
        loss: sums.loss / sums.steps,
        accuracy: sums.correct / (sums.steps * batchSize),
        secondsLeft: pace * (steps - step),
      };
      sums = { steps: 0, loss: 0, correct: 0 };
      return report;
    },
  };
}
