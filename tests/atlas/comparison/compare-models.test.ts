import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  compareModels,
  type Comparison,
} from '../../../pipeline/atlas/comparison/compare-models.ts';
import type { ComparedModel } from '../../../pipeline/atlas/comparison/compared-entries.ts';
import type { Graph } from '../../../pipeline/graph/ir.ts';
import { Random } from '../../../pipeline/numerics/random.ts';
import { circuitListSchema } from '../../../pipeline/records/circuit.ts';
import { familyListSchema } from '../../../pipeline/records/family.ts';
import { firstLayerListSchema } from '../../../pipeline/records/first-layer.ts';
import type { ModelFile } from '../../../pipeline/records/model-file.ts';
import { unitListSchema } from '../../../pipeline/records/unit.ts';

const committed = fileURLToPath(new URL('../../../content/atlas/googlenet/', import.meta.url));
const json = (file: string): unknown => JSON.parse(readFileSync(`${committed}${file}`, 'utf8'));

const kernel = Float32Array.from({ length: 5 * 5 * 3 * 4 }, (_, i) => Math.sin(i ** 1.5));
const graph: Graph = {
  nodes: [
    { name: 'data', inputs: [], operation: { kind: 'input', shape: [8, 8, 3] } },
    {
      name: 'conv1',
      inputs: ['data'],
      operation: {
        kind: 'convolution',
        window: {
          size: [5, 5],
          stride: [1, 1],
          padding: { top: 0, bottom: 0, left: 0, right: 0 },
        },
        groups: 1,
        kernel: { shape: [5, 5, 3, 4], data: kernel },
        bias: { shape: [4], data: new Float32Array(4) },
      },
    },
  ],
};

function model(name: string, atHand: boolean, digest = 'a'): ComparedModel {
  const file: ModelFile = {
    name,
    title: name.toUpperCase(),
    description: '',
    weights: {
      ...{ format: 'safetensors', file: 'w', network: 'n', licence: '', citation: '' },
      tensorDigest: digest.repeat(64),
    },
    input: { name: 'data', size: [8, 8], channels: 'rgb', mean: [0, 0, 0] },
    output: { name: 'conv1', classes: 4 },
    layers: [],
  };
  return atHand
    ? { file, graph: () => Promise.resolve(graph), missing: '' }
    : { file, graph: undefined, missing: 'no weights here' };
}

/** A project in memory. */
function project(files: Map<string, Uint8Array> = new Map()) {
  return {
    files,
    async compare(models: readonly ComparedModel[], anew = false) {
      const notes: string[] = [];
      const result = await compareModels({
        models,
        anew,
        read: (path) => Promise.resolve(files.get(path)),
        note: (line) => void notes.push(line),
      });
      return { ...result, notes };
    },
    write({ files: written }: Pick<Comparison, 'files'>) {
      for (const [path, content] of written) {
        files.set(path, typeof content === 'string' ? new TextEncoder().encode(content) : content);
      }
    },
  };
}

const firstLayersOf = ({ files }: Pick<Comparison, 'files'>) =>
  firstLayerListSchema.parse(
    JSON.parse(files.get('content/comparison/first-layers.json') as string),
  );

describe('the comparison of models', () => {
  it('computes once, and then has nothing to do', async () => {
    const { compare, write } = project();
    const first = await compare([model('one', true), model('two', true, 'b')]);
    expect(first.tally).toEqual({ computed: 2, fresh: 0, kept: 0 });
    expect(firstLayersOf(first).map(({ model: name }) => name)).toEqual(['one', 'two']);
    expect(first.pictures).toHaveLength(4);
    for (const path of first.pictures) expect(first.files.has(path)).toBe(true);
    write(first);
    const second = await compare([model('one', true), model('two', true, 'b')]);
    expect(second.tally).toEqual({ computed: 0, fresh: 2, kept: 0 });
    expect(second.pictures).toEqual(first.pictures);
    for (const [path, content] of second.files) expect(content).toBe(first.files.get(path));
  });

  it('keeps what it cannot compute, stale or not, and says so where it is stale', async () => {
    const { compare, write } = project();
    const first = await compare([model('one', true)]);
    write(first);
    const clone = await compare([model('one', false), model('new', false)]);
    expect(clone.files).toEqual(new Map([...first.files].filter(([path]) => /json$/.test(path))));
    expect(clone.notes).toEqual(['no first layer of new: no weights here']);
    expect(clone.tally).toEqual({ computed: 0, fresh: 1, kept: 0 });

    const stale = await compare([model('one', false, 'b')]);
    expect(firstLayersOf(stale)).toEqual(firstLayersOf(first));
    expect(stale.notes).toEqual(['first layer of one stays as recorded: no weights here']);
    expect(stale.tally.kept).toBe(1);
  });

  it('computes what has other weights, or all that it can when asked, with the same bytes', async () => {
    const { compare, write } = project();
    const first = await compare([model('one', true), model('two', true)]);
    write(first);
    const changed = await compare([model('one', true, 'b'), model('two', true)]);
    expect(changed.tally).toEqual({ computed: 1, fresh: 1, kept: 0 });
    const anew = await compare([model('one', true), model('two', false)], true);
    expect(anew.tally).toEqual({ computed: 1, fresh: 1, kept: 0 });
    for (const [path, content] of anew.files) expect(content).toEqual(first.files.get(path));
  });

  it('forgets models that are gone', async () => {
    const { compare, write } = project();
    write(await compare([model('one', true), model('two', true)]));
    const left = await compare([model('two', true)]);
    expect(firstLayersOf(left).map(({ model: name }) => name)).toEqual(['two']);
    expect(left.pictures).toHaveLength(2);
  });

  it('sets the families of two models beside each other both ways, and ties circuits', async () => {
    const layer = 'conv2/3x3';
    const families = familyListSchema
      .parse(json('families.json'))
      .filter((family) => family.group === 'hue' && family.layer === layer);
    const units = unitListSchema.parse(json('units.json')).filter((unit) => unit.layer === layer);
    const circuits = circuitListSchema.parse(json('circuits.json')).slice(0, 2);
    const files = new Map<string, Uint8Array>();
    const put = (path: string, value: unknown): void => {
      files.set(path, new TextEncoder().encode(JSON.stringify(value)));
    };
    for (const name of ['one', 'two']) {
      put(`content/atlas/${name}/families.json`, families);
      put(`content/atlas/${name}/units.json`, units);
    }
    put('content/atlas/one/circuits.json', circuits);
    for (const { tag } of circuits) {
      const path = `kernels/${tag}.safetensors`;
      files.set(`content/atlas/one/${path}`, readFileSync(`${committed}${path}`));
    }
    const { compare, write } = project(files);
    const models = [model('one', false), model('two', false)];
    const first = await compare(models);
    const list = (file: string) =>
      JSON.parse(first.files.get(`content/comparison/${file}`) as string) as Record<
        string,
        unknown
      >[];
    expect(list('analogues.json').map(({ from, to }) => [from, to])).toEqual([
      ['one', 'two'],
      ['two', 'one'],
    ]);
    expect(list('tying.json')).toMatchObject([{ model: 'one', designed: null }]);
    write(first);
    expect((await compare(models)).tally).toEqual({ computed: 0, fresh: 3, kept: 0 });
    const random = new Random(1);
    put('content/atlas/two/units.json', random.shuffle([...units]));
    expect((await compare(models)).tally).toEqual({ computed: 2, fresh: 1, kept: 0 });
  });
});
