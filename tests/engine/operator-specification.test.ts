import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../pipeline/engine/backend.ts';
import { compileOperation } from '../../pipeline/engine/compile-operation.ts';
import { expectClose } from '../support/expect-close.ts';
import type { MeasuredOperator } from '../support/measure-operator.ts';
import measureOperators, { type MeasuredCases } from '../support/measure-operators.ts';
import { operatorCases } from '../support/operator-cases.ts';
import { specifiedPictures } from '../support/operator-specification.ts';
import { runOnWebGpu } from '../support/run-on-webgpu.ts';

/**
 * As a share of the largest magnitude. Sums of at most 300 products of standard normals in float32
 * are good to about 1e-6 in any order. GPUs may round powers and exponentials to some units more
 * (WGSL allows `exp2` 3 + 2 |x| of them), and CUDA's convolutions round their factors to the ten bits
 * of TF32 on cards that have it.
 */
const tolerances = { cpu: 2e-6, wasm: 2e-6, webgpu: 1e-5, cuda: 2e-3 } as const;

type Measure = () => Promise<MeasuredCases>;

/** What every backend makes of the cases, or why it is not there. */
const backends: Record<keyof typeof tolerances, Measure | { readonly absent: string }> = {
  cpu: inProcess('cpu'),
  wasm: inProcess('wasm'),
  webgpu: await onWebGpu(),
  cuda: await inProcessIfPresent('cuda'),
};

function inProcess(backend: 'cpu' | 'wasm' | 'cuda'): Measure {
  return async () => {
    await openBackend(backend);
    return measureOperators();
  };
}

async function inProcessIfPresent(backend: 'cuda'): Promise<Measure | { absent: string }> {
  return openBackend(backend).then(
    () => inProcess(backend),
    (error: unknown) => {
      if (error instanceof Error && error.name === 'UserError') return { absent: error.message };
      throw error;
    },
  );
}

async function onWebGpu(): Promise<Measure | { absent: string }> {
  const report = await runOnWebGpu<MeasuredCases>(
    new URL('../support/measure-operators.ts', import.meta.url),
  );
  return report.kind === 'refused'
    ? { absent: report.reason }
    : () => Promise.resolve(report.found);
}

function expectSpecified(place: number, measured: MeasuredOperator, ofLargest: number): void {
  const specified = operatorCases[place]!;
  const pictures = specifiedPictures(specified, place);
  const joined = (of: (picture: (typeof pictures)[number]) => Float64Array) =>
    pictures.flatMap((picture) => [...of(picture)]);
  const values = joined(({ output }) => output.data);
  expect(measured.output.shape).toEqual([2, ...pictures[0]!.output.shape]);
  expectClose(measured.output.data, values, { ofLargest });
  expectClose(measured.taped.data, values, { ofLargest });
  expect(measured.gradients.length).toBe(specified.inputs.length);
  for (const [which, gradient] of measured.gradients.entries()) {
    const expected = joined(({ gradients }) => gradients[which]!);
    expect(gradient.shape).toEqual([2, ...specified.inputs[which]!]);
    expectClose(gradient.data, expected, { ofLargest });
  }
  if (specified.operation.kind === 'convolution') {
    const rectified = values.map((value) => Math.max(0, value));
    expectClose(measured.rectified!.output.data, rectified, { ofLargest });
    const expected = joined(({ rectifiedGradient }) => rectifiedGradient);
    expectClose(measured.rectified!.gradient.data, expected, { ofLargest });
  }
  expect(measured.left, 'tensors left behind').toBe(0);
}

for (const [backend, measure] of Object.entries(backends)) {
  if (typeof measure !== 'function') {
    process.stdout.write(`skipped the operations on ${backend}: ${measure.absent}\n`);
  }
  describe.skipIf(typeof measure !== 'function')(`the operations on ${backend}`, () => {
    let found: MeasuredCases;
    beforeAll(async () => {
      if (typeof measure === 'function') found = await measure();
    });

    it.each(operatorCases.map(({ name }, place) => [name, place] as const))(
      '%s: value and gradient are those of the float64 reference',
      (_name, place) => {
        const measured = found[place]!;
        if ('failure' in measured) expect.fail(measured.failure);
        else expectSpecified(place, measured, tolerances[backend as keyof typeof tolerances]);
      },
    );
  });
}

describe('an operation', () => {
  it('is refused where it normalises over an even number of channels', () => {
    expect(() =>
      compileOperation({
        ...{ kind: 'localResponseNormalisation', size: 4 },
        ...{ alpha: 1, beta: 0.75, bias: 1 },
      }),
    ).toThrow(/odd number of channels, found 4/);
  });
});
