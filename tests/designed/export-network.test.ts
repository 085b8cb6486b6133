import { beforeAll, describe, expect, it } from 'vitest';
import { cifarNetworks } from '../../pipeline/designed/cifar-networks.ts';
import { designedGraph, exportNetwork } from '../../pipeline/designed/export-network.ts';
import {
  designedParameters,
  initialParameters,
  type Parameters,
} from '../../pipeline/designed/learned-weights.ts';
import { designedValues, type NetworkDesign } from '../../pipeline/designed/network-design.ts';
import { trainableNetwork } from '../../pipeline/designed/trainable-network.ts';
import { halfEquivariant } from '../../pipeline/designed/unit-layout.ts';
import { openBackend } from '../../pipeline/engine/backend.ts';
import { compile } from '../../pipeline/engine/network.ts';
import { preprocess } from '../../pipeline/engine/preprocess.ts';
import * as tf from '../../pipeline/engine/tensorflow.ts';
import { layerBranches } from '../../pipeline/graph/branches.ts';
import { receptiveField } from '../../pipeline/graph/receptive-field.ts';
import { importSafetensors } from '../../pipeline/importers/import-safetensors.ts';
import { networkDescriptionSchema } from '../../pipeline/importers/network-description.ts';
import { tensorDigest } from '../../pipeline/importers/tensor-digest.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { expectClose } from '../support/expect-close.ts';
import { smallInception } from './small-designs.ts';

const symmetry = { turns: 8, mirrors: false };
const designs: [string, NetworkDesign][] = [
  ['tied', smallInception(symmetry, halfEquivariant(1, 8))],
  ['free', smallInception(symmetry, [{ kind: 'free', units: 5 }])],
];

/** Biases that are not zero, so that a lost one shows. */
function trainedLike(design: NetworkDesign): Parameters {
  const random = new Random(21);
  const drawn = Object.entries(initialParameters(design, random)).map(([name, { shape, data }]) => {
    return [name, { shape, data: data.map((value) => value + 0.05 * random.normal()) }] as const;
  });
  return Object.fromEntries(drawn);
}

beforeAll(async () => {
  await openBackend('wasm');
});

describe('an exported network', () => {
  it.each(designs)('with %s weights gives the scores of the trained one', async (_name, design) => {
    const parameters = trainedLike(design);
    const random = new Random(22);
    const rgb = Float32Array.from({ length: 3 * 8 * 8 * 3 }, () => random.integer(256));
    const { mean, deviation } = design.input;
    const network = compile(await designedGraph(design, parameters));
    const read = preprocess(
      { channels: 'rgb', mean: [...mean] },
      { shape: [3, 8, 8, 3], data: rgb },
    );
    const found = (await network.activations(read, ['classifier']))['classifier']!;
    network.dispose();

    const trainable = trainableNetwork(design);
    const scores = tf.tidy(() => {
      const learned = trainable.parameters.map(({ name }) => {
        const { shape, data } = parameters[name]!;
        return tf.tensor(data, [...shape]);
      });
      const pictures = tf.div<tf.Tensor4D>(tf.tensor4d(read.data, [3, 8, 8, 3]), deviation);
      return trainable.scores(learned, pictures).dataSync().slice();
    });
    // float32 through four layers, divided by the deviation before or after.
    expectClose(found.data, scores, { ofLargest: 1e-5 });
  });

  it.each(designs)(
    'with %s weights is imported from its bytes as it was',
    async (_name, design) => {
      const {
        graph,
        description,
        bytes,
        tensorDigest: digest,
        parameters,
      } = await exportNetwork(design, trainedLike(design));
      const written: unknown = JSON.parse(JSON.stringify(description));
      const imported = importSafetensors(bytes, networkDescriptionSchema.parse(written), {
        source: { path: 'small.safetensors', url: 'https://example.org/small.safetensors' },
        input: { name: 'data', shape: [8, 8, 3] },
        outputs: ['prob'],
      });
      expect(imported.graph).toEqual(graph);
      expect(tensorDigest(imported.tensors)).toBe(digest);
      expect(imported.tensors.reduce((sum, { data }) => sum + data.length, 0)).toBe(parameters);
    },
  );

  it('has the same weights however often it is exported', async () => {
    const design = designs[0]![1];
    const [first, second] = [
      await exportNetwork(design, trainedLike(design)),
      await exportNetwork(design, trainedLike(design)),
    ];
    expect(second.bytes).toEqual(first.bytes);
  });
});

describe.each(cifarNetworks.map((design) => [design.name, design] as const))(
  '%s',
  (_name, design) => {
    it('is under 3 MB, and names its values as GoogLeNet does', async () => {
      const { graph, bytes } = await exportNetwork(
        design,
        initialParameters(design, new Random(1)),
      );
      expect(bytes.length).toBeLessThan(3e6);
      const names = graph.nodes.map(({ name }) => name);
      expect(names).toContain('classifier');
      if (design.name === 'cifar-dense') return;
      expect(names).toContain('inception_3a/output');
      expect(layerBranches(graph, 'inception_3a/output').map(({ name }) => name)).toEqual(
        ['1x1', '3x3', '5x5', 'pool_proj'].map((branch) => `inception_3a/${branch}`),
      );
      expect(receptiveField(graph, 'inception_3a/output')).toEqual({
        size: 31,
        stride: 4,
        start: 0,
      });
    });
  },
);

describe('the half-equivariant network', () => {
  it('has the units of the plain one, half of them in fields of C_16, and fewer numbers to learn', () => {
    const [plain, tied] = cifarNetworks as [NetworkDesign, NetworkDesign];
    const units = designedValues(tied);
    for (const layer of plain.layers) {
      if (layer.kind !== 'convolution') continue;
      const [free] = layer.units;
      const half = (free as { units: number }).units / 2;
      expect(units.get(layer.name)!.units, layer.name).toEqual([
        { kind: 'regular', fields: half / 16 },
        { kind: 'invariant', units: half },
      ]);
    }
    const learned = (design: NetworkDesign) =>
      designedParameters(design).reduce(
        (sum, { shape }) => sum + shape.reduce((product, side) => product * side, 1),
        0,
      );
    expect(learned(plain)).toBe(86282);
    expect(learned(tied)).toBe(9758);
  });
});
