/** Runs one measurement on the WebGPU backend and sends what it found; see run-on-webgpu.ts. */
import { openBackend } from '../../pipeline/engine/backend.ts';
import type { WebGpuMeasurement, WebGpuReport } from './run-on-webgpu.ts';

const [address, software] = process.argv.slice(2);

async function measure(): Promise<WebGpuReport<unknown>> {
  const allowSoftware = software === 'software';
  const backend = await openBackend('webgpu', { allowSoftware }).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'UserError') return error.message;
    throw error;
  });
  if (typeof backend === 'string') return { kind: 'refused', reason: backend };
  const { default: measurement } = (await import(address!)) as {
    readonly default: WebGpuMeasurement<unknown>;
  };
  return { kind: 'measured', device: backend.device!, found: await measurement() };
}

const report = await measure().catch((error: unknown) => ({
  kind: 'failed',
  reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
}));
process.send!(report, undefined, undefined, () => {
  process.disconnect();
});
