import { readEnvironment } from '../../pipeline/cli/environment.ts';
import { runCommandLine } from '../../pipeline/cli/run-command-line.ts';

/** The command line over the toy atlas, in the project that `TOY_ROOT` names. */
const toy = new URL('./toy-atlas.ts', import.meta.url);
process.exitCode = await runCommandLine(process.argv.slice(2), {
  environment: readEnvironment(process.env, process.env['TOY_ROOT']),
  atlas: { stages: toy, taskGraph: toy, emitRecords: toy },
  print: (line) => process.stdout.write(`${line}\n`),
  progress: process.stderr,
});
