import type { BackendName } from '../engine/backend.ts';
import { UserError } from '../records/user-error.ts';
import { textOption, type CommandArguments } from './command.ts';

/**
 * Value of `--backend`, `auto` where it is absent. Throws a UserError for a name that the engine has
 * not; only then is the engine loaded, for a run with nothing to do must not wait for it.
 */
export async function backendOption(args: CommandArguments): Promise<BackendName> {
  const name = textOption(args, 'backend');
  if (name === undefined) return 'auto';
  const { backendNames } = await import('../engine/backend.ts');
  const known = backendNames.find((each) => each === name);
  if (known !== undefined) return known;
  throw new UserError({
    expected: `a backend (${backendNames.join(', ')})`,
    found: `"${name}"`,
    remedy: 'give one of these names',
  });
}
