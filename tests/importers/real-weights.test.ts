import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { branchAlias, layerBranches } from '../../pipeline/graph/branches.ts';
import { receptiveField } from '../../pipeline/graph/receptive-field.ts';
import { inferShapes } from '../../pipeline/graph/shapes.ts';
import { importCaffemodel } from '../../pipeline/importers/import-caffemodel.ts';
import { type LoadedModel, loadModel } from '../../pipeline/importers/load-model.ts';
import { readModelFile } from '../../pipeline/importers/read-model-file.ts';
import { tensorDigest } from '../../pipeline/importers/tensor-digest.ts';

const models = process.env['ATLAS_MODELS'];
const squeezeNet = 'squeezenet_v1.1.caffemodel';

if (!models) {
  process.stderr.write(
    'Skipped: importing the real weights; set ATLAS_MODELS to the directory that holds them.\n',
  );
}

describe.skipIf(!models)('real weights', () => {
  describe('the GoogLeNet', () => {
    let loaded: LoadedModel;
    beforeAll(async () => {
      const file = fileURLToPath(new URL('../../content/models/googlenet.yaml', import.meta.url));
      loaded = await loadModel(await readModelFile(file), models ?? '');
    });

    it('has the published tensors and number of parameters', () => {
      expect(loaded.tensorDigest).toBe(
        '09d0052f9ea0b200e9bd39700d668238e7daaa250032902feb8ac7f093c2a88a',
      );
      expect(loaded.parameters).toBe(6_998_552);
    });

    it('has the shapes and receptive fields of the architecture', () => {
      const { graph } = loaded;
      const shapes = inferShapes(graph);
      expect(shapes.get('inception_4a/output')).toEqual([14, 14, 512]);
      expect(shapes.get('pool5/7x7_s1')).toEqual([1, 1, 1024]);
      expect(receptiveField(graph, 'conv2/3x3')).toEqual({ size: 19, stride: 4, start: 2 });
      expect(receptiveField(graph, 'inception_3a/output')).toEqual({
        ...{ size: 59, stride: 8, start: 6 },
      });
      expect(receptiveField(graph, 'inception_3b/output')).toEqual({
        ...{ size: 91, stride: 8, start: 6 },
      });
    });

    it('knows the branch of every unit', () => {
      const branches = layerBranches(loaded.graph, 'inception_3b/output');
      expect(branches.map(({ first, kernel }) => [first, kernel])).toEqual([
        [0, 1],
        [128, 3],
        [320, 5],
        [416, 1],
      ]);
      expect(branchAlias(branches, 206)).toBe('inception_3b/3x3:78');
    });
  });

  it('imports SqueezeNet, the new encoding, with the published tensors', async () => {
    const path = join(models ?? '', squeezeNet);
    const { graph, tensors } = importCaffemodel(await readFile(path), {
      source: { path, url: 'https://github.com/forresti/SqueezeNet' },
      input: { name: 'data', shape: [227, 227, 3] },
      outputs: ['pool10'],
    });
    expect(tensorDigest(tensors)).toBe(
      '32674329b3a22d6b63f1f9a3b0bdfc1a65382c7e1a027b4a173f310f4f2430ea',
    );
    expect(tensors.reduce((sum, { data }) => sum + data.length, 0)).toBe(1_235_496);
    expect(inferShapes(graph).get('pool10')).toEqual([1, 1, 1000]);
  });
});
