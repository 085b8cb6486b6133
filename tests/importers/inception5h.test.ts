import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { layerBranches } from '../../pipeline/graph/branches.ts';
import { receptiveField } from '../../pipeline/graph/receptive-field.ts';
import { inferShapes } from '../../pipeline/graph/shapes.ts';
import { prune } from '../../pipeline/graph/traverse.ts';
import { importGraphDef } from '../../pipeline/importers/import-graphdef.ts';
import { readAnyModelFile } from '../../pipeline/importers/read-model-file.ts';
import { probeScopes, wholeScope } from '../../pipeline/probes/probe-scope.ts';
import { graphdef, integers, type NodeSketch, weights } from '../support/graphdef.ts';
import { pooling, strides } from './small-graphdef.ts';

/**
 * The node names and operations of inception5h, as programs that print its graph list them, with one
 * unit for each convolution. Windows and strides are those of Szegedy et al. 2015, all with padding
 * SAME but the last mean. The real weights have not been at hand.
 */
function namesOfInception5h(): readonly NodeSketch[] {
  const nodes: NodeSketch[] = [{ name: 'input', op: 'Placeholder' }];
  const layer = (name: string, from: string, [size, channels]: [number, number], stride = 1) => {
    nodes.push(
      weights(`${name}_w`, [size, size, channels, 1], [0.1], 'list'),
      weights(`${name}_b`, [1], [0], 'list'),
      {
        ...{ name: `${name}_pre_relu/conv`, op: 'Conv2D', inputs: [from, `${name}_w`] },
        attributes: { strides: strides(stride), padding: { text: 'SAME' } },
      },
      { name: `${name}_pre_relu`, op: 'BiasAdd', inputs: [`${name}_pre_relu/conv`, `${name}_b`] },
      { name, op: 'Relu', inputs: [`${name}_pre_relu`] },
    );
  };
  const maxPool = (name: string, from: string, stride: number) =>
    nodes.push(pooling(name, 'MaxPool', from, [3, stride], 'SAME'));
  const normalise = (name: string, from: string) => nodes.push({ name, op: 'LRN', inputs: [from] });
  const block = (name: string, from: string, channels: number) => {
    layer(`${name}_1x1`, from, [1, channels]);
    layer(`${name}_3x3_bottleneck`, from, [1, channels]);
    layer(`${name}_3x3`, `${name}_3x3_bottleneck`, [3, 1]);
    layer(`${name}_5x5_bottleneck`, from, [1, channels]);
    layer(`${name}_5x5`, `${name}_5x5_bottleneck`, [5, 1]);
    maxPool(`${name}_pool`, from, 1);
    layer(`${name}_pool_reduce`, `${name}_pool`, [1, channels]);
    const joined = ['1x1', '3x3', '5x5', 'pool_reduce'].map((branch) => `${name}_${branch}`);
    nodes.push(integers(`${name}/concat_dim`, [], [3]), {
      ...{ name, op: 'Concat', inputs: [`${name}/concat_dim`, ...joined] },
    });
  };

  layer('conv2d0', 'input', [7, 3], 2);
  maxPool('maxpool0', 'conv2d0', 2);
  normalise('localresponsenorm0', 'maxpool0');
  layer('conv2d1', 'localresponsenorm0', [1, 1]);
  layer('conv2d2', 'conv2d1', [3, 1]);
  normalise('localresponsenorm1', 'conv2d2');
  maxPool('maxpool1', 'localresponsenorm1', 2);
  block('mixed3a', 'maxpool1', 1);
  block('mixed3b', 'mixed3a', 4);
  maxPool('maxpool4', 'mixed3b', 2);
  block('mixed4a', 'maxpool4', 4);
  for (const [from, to] of ['ab', 'bc', 'cd', 'de']) block(`mixed4${to!}`, `mixed4${from!}`, 4);
  maxPool('maxpool10', 'mixed4e', 2);
  block('mixed5a', 'maxpool10', 4);
  block('mixed5b', 'mixed5a', 4);
  nodes.push(
    pooling('avgpool0', 'AvgPool', 'mixed5b', [7, 1], 'VALID'),
    integers('avgpool0/reshape/shape', [2], [-1, 4]),
    { name: 'avgpool0/reshape', op: 'Reshape', inputs: ['avgpool0', 'avgpool0/reshape/shape'] },
    weights('softmax2_w', [4, 1008], [0.1], 'list'),
    weights('softmax2_b', [1008], [0], 'list'),
    {
      ...{ name: 'softmax2_pre_activation/matmul', op: 'MatMul' },
      inputs: ['avgpool0/reshape', 'softmax2_w'],
    },
    {
      ...{ name: 'softmax2_pre_activation', op: 'BiasAdd' },
      inputs: ['softmax2_pre_activation/matmul', 'softmax2_b'],
    },
    { name: 'softmax2', op: 'Softmax', inputs: ['softmax2_pre_activation'] },
    ...['output', 'output1', 'output2'].map((name) => ({
      ...{ name, op: 'Identity', inputs: ['softmax2'] },
    })),
  );
  return nodes;
}

describe('the model file of inception5h', async () => {
  const path = fileURLToPath(new URL('../../content/models/inception5h.yaml', import.meta.url));
  const model = await readAnyModelFile(path);
  const { graph } = importGraphDef(graphdef(namesOfInception5h()), {
    source: { path, url: undefined },
    input: { name: model.input.name, shape: [...model.input.size, 3] },
    outputs: [...model.layers.map(({ name }) => name), model.output.name],
  });
  const layers = model.layers.map(({ name }) => {
    return { name, receptiveField: receptiveField(graph, name) };
  });

  it('names nodes of the graph, and the number of its classes', () => {
    const shapes = inferShapes(graph);
    expect(shapes.get(model.output.name)).toEqual([1, 1, model.output.classes]);
    expect(layers.map(({ name }) => `${name} ${String(shapes.get(name)![0])}`)).toEqual([
      ...['conv2d0 112', 'conv2d2 56', 'mixed3a 28', 'mixed3b 28', 'mixed4a 14', 'mixed4b 14'],
      ...['mixed4c 14', 'mixed4d 14', 'mixed4e 14', 'mixed5a 7', 'mixed5b 7'],
    ]);
    expect(layerBranches(graph, 'mixed4a').map(({ name }) => name)).toEqual([
      ...['mixed4a_1x1', 'mixed4a_3x3', 'mixed4a_5x5', 'mixed4a_pool_reduce'],
    ]);
    expect(model.layers.some(({ name }) => name === model.correspondencesFrom)).toBe(true);
  });

  it('gives layers whose padding, larger after than before, leaves stimuli a common middle', () => {
    expect(Object.fromEntries(layers.map((layer) => [layer.name, layer.receptiveField]))).toEqual({
      conv2d0: { size: 7, stride: 2, start: 1 },
      conv2d2: { size: 19, stride: 4, start: 3 },
      mixed3a: { size: 59, stride: 8, start: 7 },
      mixed3b: { size: 91, stride: 8, start: 7 },
      mixed4a: { size: 171, stride: 16, start: 15 },
      mixed4b: { size: 235, stride: 16, start: 15 },
      mixed4c: { size: 299, stride: 16, start: 15 },
      mixed4d: { size: 363, stride: 16, start: 15 },
      mixed4e: { size: 427, stride: 16, start: 15 },
      mixed5a: { size: 587, stride: 32, start: 31 },
      mixed5b: { size: 715, stride: 32, start: 31 },
    });
    for (const scope of [...probeScopes(layers, 224), wholeScope(layers, 224)]) {
      expect(scope.size % 2).toBe(1);
      const maps = prune(graph, Object.keys(scope.positions));
      const shapes = inferShapes(maps, [scope.size, scope.size, 3]);
      for (const [name, [y, x]] of Object.entries(scope.positions)) {
        // The probed position is the middle one of the map.
        expect([2 * y + 1, 2 * x + 1], `${name} in ${scope.name}`).toEqual(
          shapes.get(name)!.slice(0, 2),
        );
      }
    }
  });
});
