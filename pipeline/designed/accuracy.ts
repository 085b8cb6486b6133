import type { LabelledPictures } from './cifar10.ts';
import type { Parameters } from './learned-weights.ts';
import { correctlyClassified } from './loss-gradients.ts';
import type { NetworkDesign } from './network-design.ts';
import { trainableNetwork } from './trainable-network.ts';
import { trainingBatch } from './training-batch.ts';

/** How many pictures have their class's score as the highest, on the current backend. */
export function correctOf(
  design: NetworkDesign,
  parameters: Parameters,
  pictures: LabelledPictures,
  batchSize = 100,
): number {
  const network = trainableNetwork(design);
  let correct = 0;
  for (let start = 0; start < pictures.count; start += batchSize) {
    const end = Math.min(start + batchSize, pictures.count);
    const indices = Array.from({ length: end - start }, (_, i) => start + i);
    correct += correctlyClassified(network, parameters, {
      pictures: trainingBatch(pictures, indices, design.input),
      labels: pictures.labels.slice(start, end),
    });
  }
  return correct;
}
