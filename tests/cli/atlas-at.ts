import { atlasModules } from '../../pipeline/cli/atlas-modules.ts';
import { readEnvironment } from '../../pipeline/cli/environment.ts';
import { runCommandLine } from '../../pipeline/cli/run-command-line.ts';

/** The command line of the atlas in the project at the first argument. */
const [root, ...line] = process.argv.slice(2);
process.exitCode = await runCommandLine(line, {
  environment: readEnvironment(process.env, root),
  atlas: atlasModules,
  print: (text) => process.stdout.write(`${text}\n`),
  progress: process.stderr,
});
