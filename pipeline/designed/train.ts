import type { BackendName } from '../engine/backend.ts';
import { canonicalJson } from '../store/canonical-json.ts';
import { digestOf } from '../store/digest.ts';
import { adamStep, zeroMoments } from './adam.ts';
import { readCheckpoint, writeCheckpoint, type TrainingState } from './checkpoint.ts';
import type { LabelledPictures } from './cifar10.ts';
import { localGradients, openGradientPool } from './gradient-pool.ts';
import type { LabelledBatch, LossGradients } from './gradient-protocol.ts';
import {
  designedParameters,
  initialParameters,
  type ParameterDesign,
  type Parameters,
} from './learned-weights.ts';
import type { NetworkDesign } from './network-design.ts';
import { trainingBatch } from './training-batch.ts';
import { progressMeter, type TrainingProgress } from './training-progress.ts';
import {
  batchIndices,
  randomFor,
  rateAt,
  stepsPerEpoch,
  type TrainingSettings,
} from './training-schedule.ts';

export interface TrainingOptions {
  /** Called every `reportEvery` steps and at the end. */
  readonly onProgress?: (progress: TrainingProgress) => void;
  readonly reportEvery?: number;
  /** File that a training is taken up from, and that it is written to every `saveEvery` steps and at the end. */
  readonly checkpoint?: string;
  readonly saveEvery?: number;
  /** Stop after so many steps of the whole; the schedule stays as it is. */
  readonly stopAt?: number;
  /** Compute the shares of a batch on so many threads; in this one, on its backend, where absent. */
  readonly threads?: { readonly count: number; readonly backend: BackendName };
}

/**
 * Trains a design: cross-entropy, Adam, a cosine schedule. The same network, pictures, settings and
 * backend give the same bits, interrupted or not and on any number of threads.
 *
 * @throws UserError for a checkpoint of another training
 * @throws RangeError where a batch does not divide into its shares, or the pictures do not fill one
 */
export async function trainNetwork(
  design: NetworkDesign,
  pictures: LabelledPictures,
  settings: TrainingSettings,
  options: TrainingOptions = {},
): Promise<Parameters> {
  const { onProgress, reportEvery = 20, checkpoint, saveEvery = 200, threads } = options;
  const identity = trainingIdentity(design, pictures, settings);
  const resumed = checkpoint === undefined ? undefined : await readCheckpoint(checkpoint, identity);
  let state = resumed ?? firstState(design, settings.seed);
  const perEpoch = stepsPerEpoch(pictures.count, settings.batchSize);
  const steps = settings.epochs * perEpoch;
  const learned = designedParameters(design);
  const end = Math.min(steps, options.stopAt ?? steps);
  const meter = progressMeter(state.step, steps, perEpoch, settings.batchSize);
  const pool = threads
    ? openGradientPool({ design, backend: threads.backend }, threads.count)
    : localGradients(design);
  try {
    while (state.step < end) {
      const batches = sharesOf(state.step, pictures, design, settings);
      const results = await pool.gradients(state.parameters, batches);
      const rate = rateAt(state.step, steps, settings);
      descend(learned, results, state, rate, settings.decay);
      state = { ...state, step: state.step + 1 };
      meter.add(results);
      const done = state.step === end;
      if (onProgress && (done || state.step % reportEvery === 0)) {
        onProgress(meter.report(state.step));
      }
      if (checkpoint !== undefined && (done || state.step % saveEvery === 0)) {
        await writeCheckpoint(checkpoint, state, identity);
      }
    }
  } finally {
    await pool.close();
  }
  return state.parameters;
}

/** The batch of a step in equal shares. */
function sharesOf(
  step: number,
  pictures: LabelledPictures,
  { input }: NetworkDesign,
  settings: TrainingSettings,
): LabelledBatch[] {
  const { seed, batchSize, shares, augment } = settings;
  const size = batchSize / shares;
  if (!Number.isInteger(size)) {
    throw new RangeError(
      `a batch of ${String(batchSize)} has no ${String(shares)} equal shares; choose a multiple`,
    );
  }
  const indices = batchIndices(step, pictures.count, settings);
  const random = augment ? randomFor(seed, 'augmentation', step) : undefined;
  return Array.from({ length: shares }, (_, share) => {
    const own = indices.subarray(share * size, (share + 1) * size);
    return {
      pictures: trainingBatch(pictures, own, input, random),
      labels: Uint8Array.from(own, (index) => pictures.labels[index]!),
    };
  });
}

/** Moves the parameters and moments of a state, in place, by the mean gradient of the shares. */
function descend(
  learned: readonly ParameterDesign[],
  results: readonly LossGradients[],
  { step, parameters, moments }: TrainingState,
  rate: number,
  decay: number,
): void {
  learned.forEach(({ name, deviation }, place) => {
    const parts = results.map(({ gradients }) => gradients[place]!);
    const mean = new Float32Array(parts[0]!.length);
    for (const part of parts) {
      for (let i = 0; i < mean.length; i++) mean[i] = mean[i]! + part[i]! / parts.length;
    }
    const own = deviation === 0 ? 0 : decay;
    adamStep(parameters[name]!.data, mean, moments[name]!, step + 1, rate, own);
  });
}

function firstState(design: NetworkDesign, seed: number): TrainingState {
  const parameters = initialParameters(design, randomFor(seed, 'weights'));
  const moments = Object.entries(parameters).map(
    ([name, { data }]) => [name, zeroMoments(data.length)] as const,
  );
  return { step: 0, parameters, moments: Object.fromEntries(moments) };
}

/** What decides the weights of every step. */
function trainingIdentity(
  design: NetworkDesign,
  { count, pixels, labels }: LabelledPictures,
  settings: TrainingSettings,
): string {
  return canonicalJson({
    design,
    pictures: { count, pixels: digestOf(pixels), labels: digestOf(labels) },
    settings,
  });
}
