import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Provenance } from '../../records/provenance.ts';
import { UserError } from '../../records/user-error.ts';
import { canonicalJson } from '../../store/canonical-json.ts';
import { openStageIndex, type StageEntry } from '../../store/stage-index.ts';
import type { Command, CommandContext } from '../command.ts';
import { committedPictures } from '../committed-pictures.ts';
import { readProvenance } from '../committed-records.ts';

/** One origin of an artifact; `seconds` is known where it was computed here. */
interface Origin {
  readonly provenance: Provenance | StageEntry;
  readonly place: string;
}

export const explainCommand: Command = {
  usage: '<digest>   (a key, an output digest, the beginning of one, or a picture file)',
  options: {},
  positionals: ['digest'],
  async run({ positionals }, context) {
    const given = positionals[0]!;
    const name = basename(given).replace(/\.[a-z0-9]+$/i, '');
    const prefix = (await stageOfPicture(context, name)) ?? name;
    const origins = await allOrigins(context);
    const found = origins.filter(({ provenance: { key, output } }) =>
      [key, output].some((digest) => digest.startsWith(prefix)),
    );
    requireOne(given, prefix, found);
    const told = new Set<string>();
    for (const origin of found) tell(origin, origins, 0, told, context.print);
    return 0;
  },
};

/** Models with committed records. */
async function recordedModels({ environment }: CommandContext): Promise<string[]> {
  const models = await readdir(join(environment.root, 'content/atlas')).catch(() => []);
  return models.sort();
}

/** Key of the stage that made the committed picture whose digest begins so, if it is one. */
async function stageOfPicture(
  context: CommandContext,
  prefix: string,
): Promise<string | undefined> {
  if (prefix.length < 4) return undefined;
  const { root } = context.environment;
  const keys = new Set<string>();
  for (const model of await recordedModels(context)) {
    for (const { digest, stageKey } of await committedPictures(root, model)) {
      if (digest.startsWith(prefix)) keys.add(stageKey);
    }
  }
  return keys.size === 1 ? [...keys][0] : undefined;
}

/** Origins in the store, then those in the records whose key the store has not. */
async function allOrigins(context: CommandContext): Promise<Origin[]> {
  const { environment, progress } = context;
  const note = (line: string): void => void progress.write(`${line}\n`);
  const entries = await openStageIndex(environment.store, note).load();
  const origins: Origin[] = [...entries.values()].map((provenance) => {
    return { provenance, place: 'the store' };
  });
  for (const model of await recordedModels(context)) {
    for (const provenance of await readProvenance(environment.root, model)) {
      if (entries.has(provenance.key)) continue;
      origins.push({ provenance, place: `the records of ${model}` });
    }
  }
  return origins;
}

function requireOne(given: string, prefix: string, found: readonly Origin[]): void {
  const digests = new Set(
    found.flatMap(({ provenance: { key, output } }) =>
      [key, output].filter((digest) => digest.startsWith(prefix)),
    ),
  );
  if (digests.size === 1 && prefix.length >= 4) return;
  throw new UserError({
    expected: 'at least four digits of one key, output digest or picture name',
    found: `"${given}", which ${digests.size === 0 ? 'nothing' : `${String(digests.size)} digests`} in the store or the records begin${digests.size === 0 ? 's' : ''} with`,
    remedy: digests.size === 0 ? 'see content/atlas/*/provenance.json' : 'give more digits',
  });
}

/** Prints an origin and, indented, those of its inputs; each one in full once. */
function tell(
  { provenance, place }: Origin,
  origins: readonly Origin[],
  depth: number,
  told: Set<string>,
  print: (line: string) => void,
): void {
  const line = (text: string): void => {
    print(`${'  '.repeat(depth)}${text}`);
  };
  const { stage, version, subject, key, parameters, inputs, output, backend } = provenance;
  line(`${stage} ${subject} (version ${String(version)}), from ${place}`);
  if (told.has(key)) {
    line(`  key ${key}, told above`);
    return;
  }
  told.add(key);
  line(`  key         ${key}`);
  line(`  output      ${output}`);
  line(`  parameters  ${canonicalJson(parameters)}`);
  line(`  backend     ${backend}`);
  if ('seconds' in provenance) line(`  seconds     ${provenance.seconds.toFixed(3)}`);
  for (const { name, digest } of inputs) {
    line(`  input ${name}  ${digest}`);
    const origin = origins.find((other) => other.provenance.output === digest);
    if (origin === undefined) line('    from outside the store, by its declared digest');
    else tell(origin, origins, depth + 2, told, print);
  }
}
