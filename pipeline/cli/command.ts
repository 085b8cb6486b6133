import type { ParseArgsOptionsConfig } from 'node:util';
import { UserError } from '../records/user-error.ts';
import type { AtlasModules } from './atlas-modules.ts';
import type { Environment } from './environment.ts';

/** The effects and places that a command works with. */
export interface CommandContext {
  readonly environment: Environment;
  readonly atlas: AtlasModules;
  /** A line of the result, to standard output. */
  print(line: string): void;
  /** Where notes and progress go. */
  readonly progress: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

export interface CommandArguments {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
}

export interface Command {
  /** What may follow the command's name, e.g. `[--model <name>]`. */
  readonly usage: string;
  readonly options: ParseArgsOptionsConfig;
  /** Names of the positional arguments, all required. */
  readonly positionals: readonly string[];
  /** Does the work and gives the exit code. */
  run(args: CommandArguments, context: CommandContext): Promise<number>;
}

/** Value of a string option, or undefined. */
export function textOption({ values }: CommandArguments, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** Value of an option that counts things. Throws a UserError unless it is a whole number from `least` on. */
export function countOption(
  args: CommandArguments,
  name: string,
  otherwise: number,
  least: 0 | 1 = 1,
): number {
  const text = textOption(args, name);
  if (text === undefined) return otherwise;
  if (/^(0|[1-9]\d{0,3})$/.test(text) && Number(text) >= least) return Number(text);
  throw new UserError({
    expected: `--${name} to be a whole number from ${String(least)} to 9999`,
    found: `"${text}"`,
    remedy: `give another --${name}`,
  });
}
