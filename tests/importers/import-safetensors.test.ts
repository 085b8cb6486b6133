import { describe, expect, it } from 'vitest';
import type { ImportRequest } from '../../pipeline/importers/import-caffemodel.ts';
import { importSafetensors } from '../../pipeline/importers/import-safetensors.ts';
import {
  networkDescriptionSchema,
  type NetworkDescription,
} from '../../pipeline/importers/network-description.ts';
import { encodeFloat32, type NamedTensor } from '../../pipeline/records/safetensors.ts';

const tensor = (shape: number[], first = 0): NamedTensor => ({
  shape,
  data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => first + i),
});

const padding = { top: 0, bottom: 0, left: 0, right: 0 };

/** Two units of a 1×2 kernel over two channels, then three of a dense layer, and a layer beside them. */
const description: NetworkDescription = {
  nodes: [
    { name: 'data', inputs: [], operation: { kind: 'input', shape: [1, 3, 2] } },
    {
      name: 'conv/preactivation',
      inputs: ['data'],
      operation: {
        kind: 'convolution',
        window: { size: [1, 2], stride: [1, 1], padding },
        groups: 1,
        weights: 'conv',
      },
    },
    { name: 'conv', inputs: ['conv/preactivation'], operation: { kind: 'relu' } },
    { name: 'fc', inputs: ['conv'], operation: { kind: 'dense', weights: 'fc' } },
    { name: 'beside', inputs: ['conv'], operation: { kind: 'dense', weights: 'beside' } },
  ],
};

const tensors = {
  'conv/weight': tensor([2, 2, 1, 2]),
  'conv/bias': tensor([2]),
  'fc/weight': tensor([3, 4]),
  'fc/bias': tensor([3]),
  'beside/weight': tensor([1, 4]),
  'beside/bias': tensor([1]),
};

const request: ImportRequest = {
  source: { path: '/models/small.safetensors', url: 'https://example.org/small' },
  input: { name: 'data', shape: [1, 3, 2] },
  outputs: ['fc'],
};

describe('safetensors', () => {
  it('fill the network that its description gives, as far as the outputs need it', () => {
    const { graph, tensors: used } = importSafetensors(
      encodeFloat32(tensors),
      description,
      request,
    );
    expect(graph.nodes.map(({ name }) => name)).toEqual([
      'data',
      'conv/preactivation',
      'conv',
      'fc',
    ]);
    expect(used.map(({ name }) => name)).toEqual([
      'conv/weight',
      'conv/bias',
      'fc/weight',
      'fc/bias',
    ]);
    expect(used[0]).toEqual({ name: 'conv/weight', ...tensors['conv/weight'] });
  });

  it('are in the order out, in, y, x, which becomes y, x, in, out', () => {
    const { graph } = importSafetensors(encodeFloat32(tensors), description, request);
    const [, conv, , fc] = graph.nodes.map(({ operation }) => operation);
    // Value 4·out + 2·in + x.
    expect(conv).toMatchObject({
      kernel: { shape: [1, 2, 2, 2], data: Float32Array.of(0, 4, 2, 6, 1, 5, 3, 7) },
    });
    // Value 4·out + 2·channel + x.
    expect(fc).toMatchObject({
      weights: {
        shape: [4, 3],
        data: Float32Array.of(0, 4, 8, 2, 6, 10, 1, 5, 9, 3, 7, 11),
      },
    });
  });

  const refusals: [string, () => unknown, string | RegExp][] = [
    [
      'cut off',
      () => importSafetensors(encodeFloat32(tensors).subarray(0, 500), description, request),
      /expected tensors in \/models\/small.safetensors, found .*; replace it with https/,
    ],
    [
      'without a tensor of the network',
      () => importSafetensors(encodeFloat32({ 'conv/bias': tensor([2]) }), description, request),
      'tensor "conv/weight"',
    ],
    [
      'with a tensor that nothing uses',
      () => {
        const more = encodeFloat32({ ...tensors, 'other/bias': tensor([1]) });
        return importSafetensors(more, description, request);
      },
      'found "other/bias", which no layer uses',
    ],
    [
      'of other shapes',
      () => {
        const other = encodeFloat32({ ...tensors, 'fc/bias': tensor([2]) });
        return importSafetensors(other, description, request);
      },
      'expected dense node "fc" to have bias of shape 3, found 2',
    ],
    [
      'without an asked layer',
      () => importSafetensors(encodeFloat32(tensors), description, { ...request, outputs: ['fd'] }),
      'layer "fd"',
    ],
    [
      'with another input',
      () => {
        const input = { name: 'data', shape: [1, 4, 2] } as const;
        return importSafetensors(encodeFloat32(tensors), description, { ...request, input });
      },
      'expected the input "data" of 1×4×2 in the network\'s description, found "data" of 1×3×2',
    ],
  ];

  it.each(refusals)('are refused %s', (_name, act, message) => {
    expect(act).toThrow(message);
  });

  it('have a description without unknown fields', () => {
    const node = { name: 'data', inputs: [], operation: { kind: 'relu', slope: 0.1 } };
    expect(networkDescriptionSchema.safeParse({ nodes: [node] }).success).toBe(false);
    expect(networkDescriptionSchema.parse(description)).toEqual(description);
  });
});
