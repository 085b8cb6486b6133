import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { type AnyModelFile, isPinned, type ModelFile } from '../../records/model-file.ts';
import { UserError } from '../../records/user-error.ts';
import { sweepTemporaryFiles } from '../../store/write-atomically.ts';
import { backendOption } from '../backend-option.ts';
import { countOption, textOption, type Command, type CommandContext } from '../command.ts';
import { openProgressReporter } from '../progress-reporter.ts';
import { pinModel } from '../pin-model.ts';
import { runModel, type RunModelOptions } from '../run-model.ts';
import { notAtHand, selectModels } from '../select-models.ts';

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
      const options = { workers, backend, freshStore, reporter };
      return await runAll(models, textOption(args, 'model') !== undefined, context, options);
    } finally {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      if (freshStore !== undefined) await rm(freshStore, { recursive: true, force: true });
    }
  },
};

/** Models asked for together are passed over where they are not at hand, one asked for by name not. */
async function runAll(
  models: readonly AnyModelFile[],
  byName: boolean,
  context: CommandContext,
  options: RunModelOptions,
): Promise<number> {
  if (models.length === 0) context.print('there are no models in content/models');
  const codes: number[] = [];
  for (const model of models) {
    const absent = byName ? undefined : await notAtHand(context.environment, model);
    if (absent === undefined) codes.push(await runAny(model, context, options));
    else context.print(`${model.name}: not at hand: ${absent}`);
  }
  return Math.max(0, ...codes);
}

async function runAny(
  model: AnyModelFile,
  context: CommandContext,
  options: RunModelOptions,
): Promise<number> {
  if (isPinned(model)) return runModel(model, context, options);
  let pinned: ModelFile;
  try {
    pinned = await pinModel(model, context.environment, context.print);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    context.print(`${model.name}: ${error.message}`);
    return 2;
  }
  return runModel(pinned, context, options);
}

/** An empty store beside the usual one. */
async function makeFreshStore(store: string): Promise<string> {
  await mkdir(dirname(store), { recursive: true });
  return mkdtemp(`${store}-fresh-`);
}
