import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { withDigests } from '../../pipeline/cli/pin-model.ts';
import { importGraphDef } from '../../pipeline/importers/import-graphdef.ts';
import { loadModel } from '../../pipeline/importers/load-model.ts';
import { readModelFile } from '../../pipeline/importers/read-model-file.ts';
import { tensorDigest } from '../../pipeline/importers/tensor-digest.ts';
import { block, changed, request } from '../importers/small-graphdef.ts';
import { graphdef, weights } from '../support/graphdef.ts';
import { toyProject, type ToyProject } from './toy-project.ts';

// Every command is a process of its own, and machines are shared.
vi.setConfig({ testTimeout: 30_000 });

const modelFile = `# A network that nobody has had here.
name: distill
title: Distill
description: >-
  A model for tests whose description is longer than eighty characters, in lines of its own that no
  serialiser would break so
weights:
  file: distill.pb
  format: tensorflow-graphdef
  url: https://example.org/distill.zip   # of 2015
  archive: zip
  licence: none
  citation: none
input: {name: input, size: [12, 12], channels: rgb, mean: [117, 117, 117]}
output: { name: softmax2,  classes: 4 }
layers:
  - { name: conv2d0, alias: conv1 }
  - { name: mixed,   alias: 3a }   # joined
`;

const bytes = graphdef(block);
const digests = {
  fileDigest: createHash('sha1').update(bytes).digest('hex'),
  tensorDigest: tensorDigest(importGraphDef(bytes, request).tensors),
};
const pinnedFile = modelFile.replace(
  '# of 2015\n',
  `# of 2015\n  fileDigest: ${digests.fileDigest}\n  tensorDigest: ${digests.tensorDigest}\n`,
);

/** The toy project with a second model, which is not pinned, and with its weights unless told. */
function unpinnedProject(content: Uint8Array | undefined = bytes, yaml = modelFile): ToyProject {
  const project = toyProject();
  writeFileSync(project.path('content/models/distill.yaml'), yaml);
  if (content) writeFileSync(project.path('models/distill.pb'), content);
  return project;
}

const text = (project: ToyProject) =>
  readFileSync(project.path('content/models/distill.yaml'), 'utf8');

const pinning = (project: ToyProject) =>
  `distill: content/models/distill.yaml is now pinned to ${project.path('models/distill.pb')} (sha1 ${digests.fileDigest}, tensor digest ${digests.tensorDigest}); check them against a source that you trust`;

const absence = (project: ToyProject) =>
  `no weights at ${project.path('models/distill.pb')}; download distill.pb from https://example.org/distill.zip to there or set ATLAS_MODELS`;

describe('a model that is not pinned, with its weights at hand', () => {
  it('is pinned by its first run, which goes on, and its file keeps every other character', async () => {
    const project = unpinnedProject();
    expect(await project.run('run', '--model', 'distill')).toEqual({
      code: 0,
      out: [
        pinning(project),
        'distill: 19 computed (19 artifacts fresh); 9 files written, 0 removed',
      ],
      err: [],
    });
    expect(text(project)).toBe(pinnedFile);
    const { out } = await project.run('run', '--model', 'distill');
    expect(out).toEqual(['distill: nothing to do (19 artifacts fresh)']);
  });

  it('is pinned to the published file where its digest is known, and to no other', async () => {
    const stating = (digest: string) =>
      modelFile.replace(/(\n +url: [^\n]*)/, `$1\n  fileDigest: ${digest}`);
    const right = unpinnedProject(bytes, stating(digests.fileDigest));
    expect((await right.run('run', '--model', 'distill')).out[0]).toBe(
      pinning(right).replace('; check them against a source that you trust', ''),
    );
    expect(text(right).match(/fileDigest/g)).toHaveLength(1);
    expect(text(right)).toContain(`  tensorDigest: ${digests.tensorDigest}\n`);
    const wrong = unpinnedProject(bytes, stating('a'.repeat(40)));
    const { code, out, err } = await wrong.run('run', '--model', 'distill');
    expect(code).toBe(2);
    expect([...out, ...err].join('\n')).toContain(
      `expected the published file (sha1 ${'a'.repeat(40)}) in ${wrong.path('models/distill.pb')}, found another (${digests.fileDigest})`,
    );
    expect(text(wrong)).toBe(stating('a'.repeat(40)));
  });

  it('takes no other weights afterwards', async () => {
    const project = unpinnedProject();
    await project.run('run', '--model', 'distill');
    const pinned = await readModelFile(project.path('content/models/distill.yaml'));
    const { tensorDigest: found } = await loadModel(pinned, project.path('models'));
    expect(found).toBe(digests.tensorDigest);
    const other = changed('softmax2_b', ({ name }) => weights(name, [4], [0.5], 'list'));
    writeFileSync(project.path('models/distill.pb'), graphdef(other));
    await expect(loadModel(pinned, project.path('models'))).rejects.toThrow(
      `expected the weights of distill (tensor digest ${digests.tensorDigest})`,
    );
  });

  it('is pinned by its evaluation', async () => {
    const evaluated = `${modelFile}photographs: { imageSet: none, imageSetDigest: ${'a'.repeat(64)} }\nevaluation: { classOrder: sorted file names }\n`;
    const project = unpinnedProject(bytes, evaluated);
    const { code, out, err } = await project.run('evaluate', 'distill');
    expect(out).toEqual([pinning(project)]);
    expect(err).toHaveLength(1);
    expect(err[0]).toMatch(/^evaluate: expected photographs in /);
    expect(code).toBe(2);
    expect(text(project)).toContain(`  tensorDigest: ${digests.tensorDigest}\n`);
  });

  it('is not pinned by commands that only look', async () => {
    const project = unpinnedProject();
    expect((await project.run('plan', '--model', 'distill')).out).toEqual([
      'distill',
      '  not pinned yet: npm run atlas -- run --model distill pins the weights at hand and computes everything',
    ]);
    expect((await project.run('models')).out[0]).toBe(
      'distill  Distill; layers conv1 3a; not pinned yet, weights at hand; licence: none',
    );
    expect((await project.run('verify')).code).toBe(0);
    expect(text(project)).toBe(modelFile);
  });

  it('stays as it is where they are not what its file says, and the other models run', async () => {
    const project = unpinnedProject(bytes.subarray(0, 1000));
    const { code, out, err } = await project.run('run');
    expect(code).toBe(2);
    expect(out).toEqual([
      `distill: expected a complete TensorFlow graph in ${project.path('models/distill.pb')}, found one that breaks off at byte 1000; replace it with distill.pb from https://example.org/distill.zip`,
      'toy: 19 computed (19 artifacts fresh); 9 files written, 0 removed',
    ]);
    expect(err).toEqual([]);
    expect(text(project)).toBe(modelFile);
  });
});

describe('a model that is not pinned, without its weights', () => {
  it('is passed over by a run of all models, in one line', async () => {
    const project = unpinnedProject();
    rmSync(project.path('models/distill.pb'));
    expect(await project.run('run')).toEqual({
      code: 0,
      out: [
        `distill: not at hand: ${absence(project)}`,
        'toy: 19 computed (19 artifacts fresh); 9 files written, 0 removed',
      ],
      err: [],
    });
    expect(text(project)).toBe(modelFile);
  });

  it('is told of where it is asked for by name', async () => {
    const project = unpinnedProject();
    rmSync(project.path('models/distill.pb'));
    const { code, out } = await project.run('run', '--model', 'distill');
    expect(code).toBe(2);
    expect(out).toEqual([
      `distill: expected the weights of distill at ${project.path('models/distill.pb')}, found no such file; download distill.pb from https://example.org/distill.zip to there, or set ATLAS_MODELS to the directory that holds distill.pb`,
    ]);
  });

  it('is listed by plan and models', async () => {
    const project = unpinnedProject();
    rmSync(project.path('models/distill.pb'));
    const { code, out } = await project.run('plan');
    expect(code).toBe(0);
    expect(out.slice(0, 3)).toEqual([
      'distill',
      `  unavailable, not pinned yet: ${absence(project)}`,
      'toy',
    ]);
    expect((await project.run('models')).out[0]).toBe(
      `distill  Distill; layers conv1 3a; not pinned yet, ${absence(project)}; licence: none`,
    );
  });

  it('hinders neither explain nor verify of the others', async () => {
    const project = unpinnedProject();
    rmSync(project.path('models/distill.pb'));
    await project.run('run');
    const provenance = readFileSync(project.path('content/atlas/toy/provenance.json'), 'utf8');
    const [{ key }] = JSON.parse(provenance) as [{ key: string }];
    expect((await project.run('explain', key)).code).toBe(0);
    expect((await project.run('verify')).code).toBe(0);
  });
});

describe('withDigests', () => {
  const pair = { fileDigest: '1e10', tensorDigest: 'abc' };

  it('puts the digests behind the address, at its depth, quoted where they look like numbers', () => {
    expect(withDigests('weights:\n    url: https://a.b # c\n    file: d', pair)).toBe(
      'weights:\n    url: https://a.b # c\n    fileDigest: "1e10"\n    tensorDigest: abc\n    file: d',
    );
    expect(withDigests('weights:\n  url: "https://a.b"', pair)).toBe(
      'weights:\n  url: "https://a.b"\n  fileDigest: "1e10"\n  tensorDigest: abc',
    );
  });

  it.each([
    ['in braces', 'weights: { url: https://a.b, file: d }\n'],
    ['nowhere', 'weights:\n  file: d\n'],
  ])('leaves them to the person where the address is written %s', (_, yaml) => {
    expect(() => withDigests(yaml, pair)).toThrow(
      'found it written otherwise; write the digests yourself: fileDigest: 1e10, tensorDigest: abc',
    );
  });
});
