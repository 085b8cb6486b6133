import { resolve } from 'node:path';
import { weightDirectory } from '../../importers/weight-directory.ts';
import { isPinned, type ModelFile } from '../../records/model-file.ts';
import { UserError } from '../../records/user-error.ts';
import type { JointKind } from '../../visualize/joint-drawing.ts';
import type { PictureKind } from '../../visualize/picture-settings.ts';
import { backendOption } from '../backend-option.ts';
import { countOption, textOption, type Command } from '../command.ts';
import { durationInWords } from '../duration.ts';
import { openProgressReporter } from '../progress-reporter.ts';
import { pinModel } from '../pin-model.ts';
import { selectModels } from '../select-models.ts';
import { weightedUnits } from '../weighted-units.ts';

interface Drawn {
  readonly subject: string;
  readonly pixels: Uint8Array;
  readonly side: number;
  readonly value: number;
}

export const drawCommand: Command = {
  usage:
    '<model> <layer> <units> [--kind unit|negative|channel|direction|difference|diverse] ' +
    '[--copies <n>] [--seed <n>] [--out <folder>] [--backend <name>]',
  options: {
    kind: { type: 'string' },
    copies: { type: 'string' },
    seed: { type: 'string' },
    out: { type: 'string' },
    backend: { type: 'string' },
  },
  positionals: ['model', 'layer', 'units'],
  async run(args, { environment, print, progress }) {
    const [name, asked, list] = args.positionals as readonly [string, string, string];
    const [chosen] = await selectModels(environment, name);
    const seed = countOption(args, 'seed', 1, 0);
    const copies = countOption(args, 'copies', 4);
    const backend = await backendOption(args);
    const { pictureKinds, pictureSettings } = await import('../../visualize/picture-settings.ts');
    const { jointDrawing, jointKinds } = await import('../../visualize/joint-drawing.ts');
    const kind = kindNamed([...pictureKinds, ...jointKinds], textOption(args, 'kind') ?? 'unit');
    const units = weightedUnits(list, kind === 'direction');
    if (kind !== 'diverse') refuseCopies(textOption(args, 'copies'));
    const model = isPinned(chosen!) ? chosen : await pinModel(chosen!, environment, print);
    const layer = layerNamed(model, asked);
    const { loadModel } = await import('../../importers/load-model.ts');
    const { graph } = await loadModel(model, weightDirectory(model, environment));
    const joint = jointKinds.find((each) => each === kind);
    // Before the backend opens: a unit that is not there is refused at once.
    const drawing =
      joint &&
      jointDrawing(graph, layer, { kind: joint, units, copies, settings: pictureSettings });
    const { openBackend } = await import('../../engine/backend.ts');
    await openBackend(backend);
    const { compile } = await import('../../engine/network.ts');
    const { renderObjective } = await import('../../visualize/render-objective.ts');
    const { renderPictures } = await import('../../visualize/render-pictures.ts');
    const { encodePicture } = await import('../../visualize/encode-picture.ts');
    const { writeAtomically } = await import('../../store/write-atomically.ts');
    const network = compile(graph);
    const reporter = openProgressReporter(progress);
    const start = reporter.now();
    const onProgress = (share: number): void => {
      const left = ((reporter.now() - start) / share) * (1 - share);
      reporter.show(`${(100 * share).toFixed(0)}% drawn, about ${durationInWords(left)} left`);
    };
    const { input } = model;
    let drawn: Drawn[];
    if (drawing) {
      const { subjects, ...wanted } = drawing;
      const common = { network, input, settings: pictureSettings, seed, onProgress };
      const made = await renderObjective({ ...common, ...wanted, count: subjects.length });
      drawn = made.map((picture, i) => ({ ...picture, subject: subjects[i]! }));
    } else {
      const request = { network, graph, input, layer, kind: kind as PictureKind, seed, onProgress };
      const made = await renderPictures({ ...request, units: units.map(({ unit }) => unit) });
      drawn = made.map(({ unit, activation, ...picture }) => ({
        ...picture,
        subject: String(unit),
        value: activation,
      }));
    }
    reporter.end();
    network.dispose();
    const folder = resolve(textOption(args, 'out') ?? environment.drawn);
    for (const { subject, pixels, side, value } of drawn) {
      const { bytes } = await encodePicture(pixels, side, side);
      const file = `${model.name}-${layer.replaceAll('/', '-')}-${kind}-${subject}.webp`;
      await writeAtomically(resolve(folder, file), bytes);
      print(`${resolve(folder, file)}: ${value.toPrecision(3)}`);
    }
    return 0;
  },
};

function kindNamed<Kind extends PictureKind | JointKind>(
  kinds: readonly Kind[],
  name: string,
): Kind {
  const found = kinds.find((each) => each === name);
  if (found !== undefined) return found;
  throw new UserError({
    expected: `--kind to be one of ${kinds.join(', ')}`,
    found: `"${name}"`,
    remedy: 'give one of these',
  });
}

function refuseCopies(copies: string | undefined): void {
  if (copies === undefined) return;
  throw new UserError({
    expected: '--copies only with --kind diverse, which draws a unit more than once',
    found: `--copies ${copies}`,
    remedy: 'leave it out, or draw with --kind diverse',
  });
}

/** A layer of the model file by its name or its alias. */
function layerNamed(model: ModelFile, asked: string): string {
  const layers = [...model.layers, ...(model.innerLayers ?? [])];
  const found = layers.find(({ name, alias }) => name === asked || alias === asked);
  if (found) return found.name;
  throw new UserError({
    expected: `a layer of ${model.name} (${layers.map(({ alias }) => alias).join(', ') || 'it has none'})`,
    found: `"${asked}"`,
    remedy: 'give one of these names',
  });
}
