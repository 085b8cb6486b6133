import { cpus } from 'node:os';
import { join } from 'node:path';
import { openBackend, type Backend } from '../pipeline/engine/backend.ts';
import type { Graph } from '../pipeline/graph/ir.ts';
import type { ModelFile } from '../pipeline/records/model-file.ts';
import { correlation } from '../pipeline/numerics/statistics.ts';
import { writeAtomically } from '../pipeline/store/write-atomically.ts';
import { runWorkload, workloadFor, type Workload, type WorkloadRun } from './backend-workload.ts';

/** A result file: what a backend makes of the workload, beside WASM in the same run. */
export interface BackendResult {
  readonly backend: Backend['name'];
  readonly description: string;
  /** The GPU or its stand-in; the CPU for WASM. */
  readonly device: string;
  /** Whether the device is a program on the CPU, whose time says nothing of a GPU's. */
  readonly software: boolean;
  readonly workload: Workload;
  /** Of one batch forward and back, the best of several. */
  readonly seconds: { readonly own: number; readonly wasm: number };
  /** Largest difference from WASM as a share of WASM's largest magnitude. */
  readonly apart: {
    readonly responses: Readonly<Record<string, number>>;
    readonly gradient: number;
  };
  /** Least correlation of a feature picture's bytes with those of WASM's picture of the same unit. */
  readonly pictureSimilarity: number;
}

/**
 * Compares every backend that is there with WASM and writes a file for each; one that is not there
 * is named with the reason, and its file, made elsewhere, stays.
 */
export async function compareBackends(
  model: ModelFile,
  graph: Graph,
  folder: string,
  options: { readonly allowSoftware: boolean },
): Promise<void> {
  for (const name of ['cuda', 'webgpu', 'wasm'] as const) {
    let backend: Backend;
    try {
      backend = await openBackend(name, options);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'UserError') throw error;
      console.log(`${name} not compared: ${error.message}`);
      continue;
    }
    const workload = workloadFor(backend.software ?? false);
    const own = await runWorkload(model, graph, workload);
    await openBackend('wasm');
    const result = compare(backend, workload, own, await runWorkload(model, graph, workload));
    const file = `${name}${result.software ? '-software' : ''}.json`;
    await writeAtomically(join(folder, file), `${JSON.stringify(result, null, 2)}\n`);
    const { pictureSimilarity } = result;
    const { responses, gradient } = result.apart;
    const worst = Math.max(...Object.values(responses)).toExponential(1);
    console.log(
      `${file}: ${result.seconds.own.toPrecision(2)} s, WASM ${result.seconds.wasm.toPrecision(2)} s; ` +
        `apart by ${worst} in responses, ${gradient.toExponential(1)} in gradients; ` +
        `pictures correlate at ${String(pictureSimilarity)} or more`,
    );
  }
}

function compare(
  backend: Backend,
  workload: Workload,
  own: WorkloadRun,
  wasm: WorkloadRun,
): BackendResult {
  const layers = Object.entries(wasm.responses);
  return {
    backend: backend.name,
    description: backend.description,
    device: backend.device ?? cpus()[0]?.model ?? 'an unnamed processor',
    software: backend.software ?? false,
    workload,
    seconds: { own: rounded(own.seconds), wasm: rounded(wasm.seconds) },
    apart: {
      responses: Object.fromEntries(
        layers.map(([layer, values]) => [layer, apart(own.responses[layer]!, values)]),
      ),
      gradient: apart(own.gradient, wasm.gradient),
    },
    pictureSimilarity: Number(
      Math.min(...own.drawn.map((pixels, i) => correlation(pixels, wasm.drawn[i]!))).toPrecision(4),
    ),
  };
}

/** Largest difference over the largest expected magnitude; not a number where any value is none. */
function apart(values: Float32Array, expected: Float32Array): number {
  let largest = 0;
  let difference = 0;
  for (const [i, value] of expected.entries()) {
    largest = Math.max(largest, Math.abs(value));
    difference = Math.max(difference, Math.abs(values[i]! - value));
  }
  return rounded(difference / largest);
}

/** Two significant digits: the next would differ from run to run. */
function rounded(value: number): number {
  return Number(value.toPrecision(2));
}
