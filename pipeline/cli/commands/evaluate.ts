import { join } from 'node:path';
import { weightDirectory } from '../../importers/weight-directory.ts';
import { isPinned } from '../../records/model-file.ts';
import { UserError } from '../../records/user-error.ts';
import { backendOption } from '../backend-option.ts';
import type { Command } from '../command.ts';
import { durationInWords } from '../duration.ts';
import { openProgressReporter } from '../progress-reporter.ts';
import { pinModel } from '../pin-model.ts';
import { selectModels } from '../select-models.ts';

export const evaluateCommand: Command = {
  usage: '<model> [--backend <name>]',
  options: { backend: { type: 'string' } },
  positionals: ['model'],
  async run(args, { environment, print, progress }) {
    const [chosen] = await selectModels(environment, args.positionals[0]);
    const backend = await backendOption(args);
    const { photographs: wanted, evaluation } = chosen!;
    if (wanted === undefined || evaluation === undefined) {
      throw new UserError({
        expected: 'a model with photographs of its classes',
        found: `${chosen!.name}, whose file names none`,
        remedy: 'see its model card, if it has one',
      });
    }
    const model = isPinned(chosen!) ? chosen : await pinModel(chosen!, environment, print);
    const { loadModel } = await import('../../importers/load-model.ts');
    const { graph } = await loadModel(model, weightDirectory(model, environment));
    const { openPhotographs, requirePhotographs } = await import('../../stimuli/photographs.ts');
    const photographs = await openPhotographs(join(environment.images, wanted.imageSet));
    await requirePhotographs(photographs, wanted.imageSetDigest);
    const { openBackend } = await import('../../engine/backend.ts');
    await openBackend(backend);
    const { compile } = await import('../../engine/network.ts');
    const { classifyPhotographs } = await import('../../probes/classification.ts');
    const network = compile(graph);
    const reporter = openProgressReporter(progress);
    const start = reporter.now();
    const { images, top1, top5 } = await classifyPhotographs(
      network,
      model,
      photographs,
      (done) => {
        const total = photographs.files.length;
        const left = ((reporter.now() - start) / done) * (total - done);
        reporter.show(
          `${String(done)} of ${String(total)} photographs, about ${durationInWords(left)} left`,
        );
      },
    );
    reporter.end();
    network.dispose();
    print(`top-1 ${String(top1)} of ${String(images)}, top-5 ${String(top5)} of ${String(images)}`);
    return 0;
  },
};
