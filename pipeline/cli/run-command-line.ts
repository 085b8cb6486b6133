import { parseArgs } from 'node:util';
import { UserError } from '../records/user-error.ts';
import { commandTable } from './command-table.ts';
import type { Command, CommandArguments, CommandContext } from './command.ts';

/**
 * Runs one command line (without the program's name) and gives the exit code: 0 done, 1 something
 * computed or checked is wrong, 2 the person can mend it. Mistakes are told in one line.
 */
export async function runCommandLine(
  line: readonly string[],
  context: CommandContext,
): Promise<number> {
  const complain = (text: string): number => {
    context.progress.write(`${text}\n`);
    return 2;
  };
  const [name, ...rest] = line;
  if (name === undefined) return complain(overview());
  if (name === '--help' || name === 'help') {
    context.print(overview());
    return 0;
  }
  const row = Object.hasOwn(commandTable, name) ? commandTable[name] : undefined;
  if (row === undefined) {
    return complain(`there is no command "${name}"\n${overview()}`);
  }
  const command = await row.load();
  const usage = `usage: npm run atlas -- ${name} ${command.usage}`.trimEnd();
  if (rest.includes('--help')) {
    context.print(`${row.summary}\n${usage}`);
    return 0;
  }
  try {
    return await command.run(parse(command, rest), context);
  } catch (error) {
    if (error instanceof UsageError) return complain(`${name}: ${error.message}\n${usage}`);
    if (error instanceof UserError) return complain(`${name}: ${error.message}`);
    throw error;
  }
}

class UsageError extends Error {}

function parse({ options, positionals: names }: Command, args: string[]): CommandArguments {
  const { values, positionals } = (() => {
    try {
      return parseArgs({ args, options, allowPositionals: true, strict: true });
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      throw new UsageError(error.message.split(/\.? To specify|\n/)[0]!);
    }
  })();
  const missing = names[positionals.length];
  if (missing !== undefined) throw new UsageError(`<${missing}> is missing`);
  const surplus = positionals[names.length];
  if (surplus !== undefined) throw new UsageError(`unexpected argument "${surplus}"`);
  return { values: values as CommandArguments['values'], positionals };
}

function overview(): string {
  const rows = Object.entries(commandTable).map(
    ([name, { summary }]) => `  ${name.padEnd(10)}${summary}`,
  );
  return ['usage: npm run atlas -- <command> [options]', ...rows].join('\n');
}
