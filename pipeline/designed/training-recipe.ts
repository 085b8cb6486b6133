import type { TrainingSettings } from './training-schedule.ts';

const PLAIN: TrainingSettings = {
  seed: 2020,
  epochs: 12,
  batchSize: 64,
  // One for each core of a small machine.
  shares: 2,
  rate: 3e-3,
  decay: 0.05,
  warmUp: 200,
  augment: true,
};

/** How the shipped network of a name in cifar-networks.ts is trained. */
export function trainingRecipe(network: string): TrainingSettings {
  return network === 'cifar-half-equivariant' ? { ...PLAIN, epochs: 20, rate: 5e-3 } : PLAIN;
}
