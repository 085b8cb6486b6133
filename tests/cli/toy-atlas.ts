import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EmitArguments, ResourceRequest } from '../../pipeline/cli/atlas-modules.ts';
import type { ModelFile } from '../../pipeline/records/model-file.ts';
import type { Picture } from '../../pipeline/records/picture.ts';
import { digestOf } from '../../pipeline/store/digest.ts';
import { taskId, type Known, type Stage, type Task } from '../../pipeline/store/stage.ts';

/**
 * A small atlas for tests of the commands: six bases (from the weights), their tenfolds, the list of
 * all tenfolds, and one picture for each number of the list. Every task takes 40 ms and writes when
 * it starts into `log` of the models' directory; a file `crash-<number>` there makes the picture of
 * that number end its worker.
 */
interface Resources {
  readonly folder: string;
}

const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const decode = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));

function stage(
  name: string,
  needs: Stage<Resources>['needs'],
  make: (numbers: number[], index: number, resources: Resources) => unknown,
): Stage<Resources> {
  return {
    name,
    version: 1,
    needs,
    async compute({ inputs, parameters, resources }) {
      const index = Number(parameters['index'] ?? 0);
      appendFileSync(join(resources.folder, 'log'), `${name} ${String(index)}\n`);
      await new Promise((resolve) => setTimeout(resolve, 40));
      const numbers = Object.values(inputs).flatMap((bytes) => decode(bytes) as number | number[]);
      return { bytes: encode(make(numbers, index, resources)), backend: 'toy' };
    },
  };
}

export const stages: readonly Stage<Resources>[] = [
  stage('base', ['weights'], (_, index) => index),
  stage('tenfold', [], ([value]) => 10 * value!),
  stage('list', [], (numbers) => numbers),
  stage('picture', [], (_, index, { folder }) => {
    if (existsSync(join(folder, `crash-${String(index)}`))) process.exit(3);
    return `picture of ${String(index)}`;
  }),
];

export function openResources({ models }: ResourceRequest): Promise<Resources> {
  return Promise.resolve({ folder: models });
}

export async function taskGraph(model: ModelFile, known: Known): Promise<readonly Task[]> {
  const tensors = { digest: model.weights.tensorDigest };
  const bases = [1, 2, 3, 4, 5, 6].map((index): Task => {
    return {
      stage: 'base',
      subject: `b${String(index)}`,
      parameters: { index },
      inputs: { tensors },
    };
  });
  const tenfolds = bases.map((base): Task => {
    const inputs = { base: { task: taskId(base) } };
    return { stage: 'tenfold', subject: base.subject, parameters: base.parameters, inputs };
  });
  const list: Task = {
    ...{ stage: 'list', subject: 'all', parameters: {} },
    inputs: Object.fromEntries(tenfolds.map((task) => [task.subject, { task: taskId(task) }])),
  };
  const bytes = await known(taskId(list));
  const numbers = bytes === undefined ? [] : (decode(bytes) as number[]);
  const pictures = numbers.map((index): Task => {
    const inputs = { list: { task: taskId(list) } };
    return { stage: 'picture', subject: `p${String(index)}`, parameters: { index }, inputs };
  });
  return [...bases, ...tenfolds, list, ...pictures];
}

export async function emitRecords({
  model,
  provenance,
  read,
}: EmitArguments): Promise<ReadonlyMap<string, Uint8Array | string>> {
  const files = new Map<string, Uint8Array | string>();
  const list = await read('list all');
  files.set(`content/atlas/${model.name}/list.json`, list);
  const pictures: Picture[] = [];
  for (const [id, { stage: name, key }] of provenance) {
    if (name !== 'picture') continue;
    const bytes = await read(id);
    const digest = digestOf(bytes);
    const file = `atlas/${model.name}/${digest}.json`;
    files.set(`public/${file}`, bytes);
    pictures.push({
      ...{ layer: 'a', unit: 0, kind: 'unit', file, digest, width: 1, height: 1 },
      ...{ backend: 'toy', seed: 0, steps: 1, retries: 0, stageKey: key },
      check: {
        ...{ activation: 1, relativeToStimuli: 1, rank: 1, of: 1 },
        ...{ drives: { unit: 0, relativeToStimuli: 1 }, rankInFamily: 1, familySize: 1 },
      },
    });
  }
  files.set(`content/atlas/${model.name}/pictures.json`, JSON.stringify(pictures));
  return files;
}
