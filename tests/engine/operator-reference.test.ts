import { beforeAll, describe, expect, it } from 'vitest';
import { cifarNetworks } from '../../pipeline/designed/cifar-networks.ts';
import { designedGraph } from '../../pipeline/designed/export-network.ts';
import { initialParameters } from '../../pipeline/designed/learned-weights.ts';
import { openBackend } from '../../pipeline/engine/backend.ts';
import type { Graph, Operation } from '../../pipeline/graph/ir.ts';
import { loadModel } from '../../pipeline/importers/load-model.ts';
import { readModelFile } from '../../pipeline/importers/read-model-file.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { expectClose } from '../support/expect-close.ts';
import { type draws, operatorCases } from '../support/operator-cases.ts';
import { specifiedPictures } from '../support/operator-specification.ts';
import { finiteDifferenceGradient } from '../support/reference-ops.ts';

const places = operatorCases.map(({ name }, place) => [name, place] as const);

describe('the reference', () => {
  it.each(places.filter(([, place]) => operatorCases[place]!.draw === 'normal'))(
    '%s: the float64 gradients are those of finite differences',
    (_name, place) => {
      const { operation } = operatorCases[place]!;
      for (const { inputs, dy, gradients } of specifiedPictures(operatorCases[place]!, place)) {
        for (const [which, gradient] of gradients.entries()) {
          const differences = finiteDifferenceGradient(operation, inputs, which, dy.data, 1e-5);
          // step² = 1e-10 times a third derivative of order 1 to 100, and 1e-16 / step.
          expectClose(gradient, differences, { ofLargest: 2e-8 });
        }
      }
    },
  );

  it('meets ties, zeros and silent pictures in the cases that are for them', () => {
    const holds = (draw: keyof typeof draws, test: (values: readonly number[]) => boolean) => {
      for (const [place, specified] of operatorCases.entries()) {
        if (specified.draw !== draw) continue;
        const pictures = specifiedPictures(specified, place);
        expect(
          pictures.some(({ inputs }) => test([...inputs[0]!.data])),
          specified.name,
        ).toBe(true);
      }
    };
    holds('levels', (values) => new Set(values).size === 3);
    holds('levels below zero', (values) => new Set(values).size === 2 && Math.max(...values) < 0);
    holds('silent pictures', (values) => Math.max(...values) < 0);
  });
});

/** What tells one kernel of a backend from another: the kind, and the geometry of its window. */
function geometry(operation: Operation): string {
  if (!('window' in operation)) return operation.kind;
  // A mean over the whole map has the map's size.
  if (operation.kind === 'averagePool') return operation.kind;
  const { size, stride, padding } = operation.window;
  const rounding = operation.kind === 'maxPool' ? operation.rounding : '';
  return JSON.stringify([operation.kind, size, stride, padding, rounding]);
}

const specified = new Set(operatorCases.map(({ operation }) => geometry(operation)));

function expectSpecified({ nodes }: Graph): void {
  const missing = nodes.map(({ operation }) => geometry(operation));
  expect([...new Set(missing)].filter((each) => !specified.has(each))).toEqual([]);
}

const models = process.env['ATLAS_MODELS'];
if (!models) process.stdout.write('skipped the geometry of GoogLeNet: ATLAS_MODELS not set\n');

describe('the specification', () => {
  beforeAll(async () => {
    await openBackend('wasm');
  });

  it('has a case for every kind of operation', () => {
    // A record, so that a new kind does not compile without a line here.
    const kinds: Record<Operation['kind'], true> = {
      ...{ input: true, convolution: true, relu: true, maxPool: true, averagePool: true },
      ...{ localResponseNormalisation: true, concatenation: true, dense: true, softmax: true },
    };
    const found = new Set(operatorCases.map(({ operation }) => operation.kind));
    expect([...found].sort()).toEqual(Object.keys(kinds).sort());
  });

  it.each(cifarNetworks.map((design) => [design.name, design] as const))(
    'has a case for every window of %s',
    async (_name, design) => {
      expectSpecified(await designedGraph(design, initialParameters(design, new Random(1))));
    },
  );

  it.skipIf(!models)('has a case for every window of GoogLeNet', async () => {
    const file = new URL('../../content/models/googlenet.yaml', import.meta.url).pathname;
    expectSpecified((await loadModel(await readModelFile(file), models!)).graph);
  });
});
