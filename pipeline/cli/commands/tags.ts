import { parseTags } from '../../atlas/tags.ts';
import type { Command } from '../command.ts';
import { readCommitted } from '../committed-records.ts';

export const tagsCommand: Command = {
  usage: '',
  options: {},
  positionals: [],
  async run(_args, { environment, print }) {
    const bytes = await readCommitted(environment.root, 'content/tags.csv');
    const register = bytes === undefined ? [] : parseTags(new TextDecoder().decode(bytes));
    for (const { tag, label, kind, status, successor, reason } of register) {
      const end =
        status === 'current' ? '' : `  retired${successor && ` for ${successor}`}: ${reason}`;
      print(`${tag}  ${kind.padEnd(7)}  ${label}${end}`);
    }
    if (register.length === 0) print('there are no tags yet');
    return 0;
  },
};
