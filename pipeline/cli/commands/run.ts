import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import type { ModelFile } from '../../records/model-file.ts';
import { sweepTemporaryFiles } from '../../store/write-atomically.ts';
import { backendOption } from '../backend-option.ts';
import { countOption, textOption, type Command, type CommandContext } from '../command.ts';
import { openProgressReporter } from '../progress-reporter.ts';
import { runModel } from '../run-model.ts';
import { selectModels } from '../select-models.ts';

export const runCommand: Command = {
  usage: '[--model <name>] [--workers <n>] [--backend <name>] [--fresh]',
  options: {
    model: { type: 'string' },
    workers: { type: 'string' },
    backend: { type: 'string' },
    fresh: { type: 'boolean' },
  },
  positionals: [],
  async run(args, context) {
    const workers = countOption(args, 'workers', Math.min(2, availableParallelism()));
    const backend = await backendOption(args);
    const models = await selectModels(context.environment, textOption(args, 'model'));
    const freshStore =
      args.values['fresh'] === true ? await makeFreshStore(context.environment.store) : undefined;
    await sweepTemporaryFiles(context.environment.store);
    const reporter = openProgressReporter(context.progress);
    const stop = (): never => {
      reporter.end();
      reporter.note('stopped; everything that was finished is kept');
      if (freshStore !== undefined) rmSync(freshStore, { recursive: true, force: true });
      process.exit(130);
    };
    process.once('SIGINT', stop).once('SIGTERM', stop);
    try {
      return await runAll(models, context, { workers, backend, freshStore, reporter });
    } finally {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      if (freshStore !== undefined) await rm(freshStore, { recursive: true, force: true });
    }
  },
};

async function runAll(
  models: readonly ModelFile[],
  context: CommandContext,
  options: Parameters<typeof runModel>[2],
): Promise<number> {
  if (models.length === 0) context.print('there are no models in content/models');
  const codes: number[] = [];
  for (const model of models) codes.push(await runModel(model, context, options));
  return Math.max(0, ...codes);
}

/** An empty store beside the usual one. */
async function makeFreshStore(store: string): Promise<string> {
  await mkdir(dirname(store), { recursive: true });
  return mkdtemp(`${store}-fresh-`);
}
