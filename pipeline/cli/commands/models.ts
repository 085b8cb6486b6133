import { isPinned } from '../../records/model-file.ts';
import type { Command } from '../command.ts';
import { missingNeeds, selectModels } from '../select-models.ts';

export const modelsCommand: Command = {
  usage: '',
  options: {},
  positionals: [],
  async run(_args, { environment, print }) {
    for (const model of await selectModels(environment, undefined)) {
      const { weights } = await missingNeeds(environment, model);
      const aliases = model.layers.map(({ alias }) => alias).join(' ');
      const layers = aliases === '' ? 'no layers to probe' : `layers ${aliases}`;
      const pinned = isPinned(model) ? '' : 'not pinned yet, ';
      print(
        `${model.name}  ${model.title}; ${layers}; ${pinned}${weights ?? 'weights at hand'}; licence: ${model.weights.licence}`,
      );
    }
    return 0;
  },
};
