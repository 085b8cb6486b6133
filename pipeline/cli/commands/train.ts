import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../records/user-error.ts';
import { writeAtomically } from '../../store/write-atomically.ts';
import { countOption, textOption, type Command } from '../command.ts';
import { durationInWords } from '../duration.ts';
import { openProgressReporter } from '../progress-reporter.ts';

/** Epochs that bring the plain network near what it can reach. */
const EPOCHS = 14;

/** Batches are computed in so many parts side by side: one a core of a small machine. */
const SHARES = 2;

export const trainCommand: Command = {
  usage: '<network> [--epochs <count>] [--out <directory>]',
  options: { epochs: { type: 'string' }, out: { type: 'string' } },
  positionals: ['network'],
  async run(args, { environment, print, progress }) {
    const epochs = countOption(args, 'epochs', EPOCHS);
    const { cifarNetworks } = await import('../../designed/cifar-networks.ts');
    const design = cifarNetworks.find(({ name }) => name === args.positionals[0]);
    if (design === undefined) {
      throw new UserError({
        expected: `one of ${cifarNetworks.map(({ name }) => name).join(', ')}`,
        found: `"${String(args.positionals[0])}"`,
        remedy: 'name one of these',
      });
    }
    const { readCifar10 } = await import('../../designed/cifar10.ts');
    const { train, test, digest } = await readCifar10(environment.cifar10);
    const { openBackend } = await import('../../engine/backend.ts');
    await openBackend('wasm');
    const directory = textOption(args, 'out') ?? environment.trained;
    await mkdir(directory, { recursive: true });
    const file = (ending: string): string => join(directory, `${design.name}${ending}`);
    const reporter = openProgressReporter(progress);
    const { trainNetwork } = await import('../../designed/train.ts');
    const parameters = await trainNetwork(
      design,
      train,
      {
        seed: 2020,
        epochs,
        batchSize: 64,
        shares: SHARES,
        rate: design.name === 'cifar-half-equivariant' ? 5e-3 : 3e-3,
        decay: 0.05,
        warmUp: 200,
        augment: true,
      },
      {
        checkpoint: file('.training.safetensors'),
        threads: { count: SHARES, backend: 'wasm' },
        onProgress: ({ step, steps, epoch, loss, accuracy, secondsLeft }) => {
          reporter.show(
            `step ${String(step)} of ${String(steps)}, epoch ${String(epoch + 1)}: ` +
              `loss ${loss.toFixed(3)}, accuracy ${(100 * accuracy).toFixed(1)}%, ` +
              `about ${durationInWords(secondsLeft)} left`,
          );
        },
      },
    );
    reporter.end();
    const { accuracyOf } = await import('../../designed/accuracy.ts');
    const { exportNetwork } = await import('../../designed/export-network.ts');
    const share = accuracyOf(design, parameters, test);
    const { bytes, description, tensorDigest } = await exportNetwork(design, parameters);
    await writeAtomically(file('.safetensors'), bytes);
    await writeAtomically(
      file('.json'),
      new TextEncoder().encode(`${JSON.stringify(description, null, 2)}\n`),
    );
    print(
      `${design.name}: ${(100 * share).toFixed(1)}% of ${String(test.count)} test pictures, ` +
        `trained on ${String(train.count)} (CIFAR-10 files ${digest.slice(0, 8)}), tensor digest ${tensorDigest.slice(0, 8)}`,
    );
    print(`weights in ${file('.safetensors')}, the network in ${file('.json')}`);
    return 0;
  },
};
