import { atlasModules } from './atlas-modules.ts';
import { readEnvironment } from './environment.ts';
import { runCommandLine } from './run-command-line.ts';

// A reader that leaves early (`… | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await runCommandLine(process.argv.slice(2), {
  environment: readEnvironment(process.env),
  atlas: atlasModules,
  print: (line) => process.stdout.write(`${line}\n`),
  progress: process.stderr,
});
