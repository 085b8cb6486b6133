import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelCard } from '../../records/model-card.ts';
import { UserError } from '../../records/user-error.ts';
import { countOption, textOption, type Command } from '../command.ts';
import { durationInWords } from '../duration.ts';
import { openProgressReporter } from '../progress-reporter.ts';
import { stampTensorDigest, writeNetwork } from '../write-network.ts';

export const trainCommand: Command = {
  usage: '<network> [--epochs <count>] [--out <directory>] [--ship]',
  options: { epochs: { type: 'string' }, out: { type: 'string' }, ship: { type: 'boolean' } },
  positionals: ['network'],
  async run(args, { environment, print, progress }) {
    const { cifarNetworks } = await import('../../designed/cifar-networks.ts');
    const design = cifarNetworks.find(({ name }) => name === args.positionals[0]);
    if (design === undefined) {
      throw new UserError({
        expected: `one of ${cifarNetworks.map(({ name }) => name).join(', ')}`,
        found: `"${String(args.positionals[0])}"`,
        remedy: 'name one of these',
      });
    }
    const { trainingRecipe } = await import('../../designed/training-recipe.ts');
    const recipe = trainingRecipe(design.name);
    const epochs = countOption(args, 'epochs', recipe.epochs, 0);
    const { cifar10Citation, readCifar10 } = await import('../../designed/cifar10.ts');
    const { train, test, digest } = await readCifar10(environment.cifar10);
    const { openBackend } = await import('../../engine/backend.ts');
    await openBackend('wasm');
    const directory = textOption(args, 'out') ?? environment.trained;
    await mkdir(directory, { recursive: true });
    const reporter = openProgressReporter(progress);
    const { trainNetwork } = await import('../../designed/train.ts');
    const parameters = await trainNetwork(
      design,
      train,
      { ...recipe, epochs },
      {
        ...(epochs > 0 && { checkpoint: join(directory, `${design.name}.training.safetensors`) }),
        threads: { count: recipe.shares, backend: 'wasm' },
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
    const { correctOf } = await import('../../designed/accuracy.ts');
    const { exportNetwork } = await import('../../designed/export-network.ts');
    const network = await exportNetwork(design, parameters);
    // A network as it is first drawn is a model of its own: the control of the trained one.
    const name = epochs === 0 ? `${design.name}-untrained` : design.name;
    const card: ModelCard = {
      name,
      tensorDigest: network.tensorDigest,
      data: {
        name: 'CIFAR-10',
        citation: cifar10Citation,
        digest,
        trainingPictures: epochs === 0 ? 0 : train.count,
      },
      licence: 'CC BY 4.0',
      seed: recipe.seed,
      epochs,
      command: `npm run atlas -- train ${design.name} --epochs ${String(epochs)}`,
      test: { correct: correctOf(design, parameters, test), of: test.count },
    };
    const ship = args.values['ship'] === true;
    const models = join(environment.root, 'content/models');
    const folder = join(ship ? models : directory, name);
    await writeNetwork(folder, network, card);
    if (ship) await stampTensorDigest(join(models, `${name}.yaml`), network.tensorDigest);
    const { correct, of } = card.test;
    print(
      `${name}: ${((100 * correct) / of).toFixed(1)}% of ${String(of)} test pictures, ` +
        `trained on ${String(card.data.trainingPictures)} (CIFAR-10 files ${digest.slice(0, 8)})`,
    );
    print(`weights, network and card in ${folder}; tensorDigest: ${network.tensorDigest}`);
    return 0;
  },
};
