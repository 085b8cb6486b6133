import type { Raster } from '../actions/planar.ts';
import { deadLeaves } from '../stimuli/dead-leaves.ts';
import { measureErrorLedger } from '../probes/error-ledger.ts';
import { measureLieDerivative } from '../probes/lie-derivative.ts';
import { pictureParameters } from '../probes/probe-scope.ts';
import type { ModelFile } from '../records/model-file.ts';
import type { ReceptiveField } from '../records/model.ts';
import type { Stage, Task } from '../store/stage.ts';
import type { Architecture } from './architecture-stage.ts';
import { jsonArtifact } from './json-artifact.ts';
import type { ProbeTasks } from './probe-tasks.ts';
import type { Resources } from './resources.ts';
import { trained } from './variants.ts';

/** Dead-leaves pictures that each of the two is measured on. */
const PICTURES = 24;

/** Pixels a side of the ledger's pictures: room around the largest patch. */
const LEDGER_SIDE = 289;

interface LieParameters extends Record<string, unknown> {
  readonly layers: readonly { readonly name: string; readonly receptiveField: ReceptiveField }[];
  readonly pictures: number;
  readonly input: ModelFile['input'];
}

interface LedgerParameters extends Record<string, unknown> {
  readonly layers: readonly {
    readonly name: string;
    readonly receptiveField: ReceptiveField;
    readonly position: readonly [number, number];
    readonly size: number;
  }[];
  readonly pictures: number;
  readonly side: number;
  readonly input: ModelFile['input'];
}

export function rulerTasks(
  model: ModelFile,
  { layers }: Pick<Architecture, 'layers'>,
  probes: ProbeTasks,
): Task[] {
  const { input, weights } = model;
  const named = layers.map(({ name, receptiveField }) => ({ name, receptiveField }));
  const inputs = { weights: { digest: weights.tensorDigest } };
  return [
    {
      stage: 'lie derivative',
      subject: 'all layers',
      parameters: {
        layers: named,
        pictures: PICTURES,
        input,
        ...pictureParameters(model),
      } satisfies LieParameters,
      inputs,
    },
    {
      stage: 'error ledger',
      subject: 'all layers',
      parameters: {
        layers: named.map((layer) => {
          const { size, positions } = probes.scope(layer.name);
          return { ...layer, position: positions[layer.name]!, size };
        }),
        pictures: PICTURES,
        side: LEDGER_SIDE,
        input,
      } satisfies LedgerParameters,
      inputs,
    },
  ];
}

/** `LieDerivativeMeasurement` on dead leaves, as JSON. */
export const lieDerivativeStage: Stage<Resources> = {
  name: 'lie derivative',
  version: 1,
  needs: ['weights'],
  compute: async ({ parameters, resources }) => {
    const { layers, pictures, input } = parameters as LieParameters;
    const network = await resources.network(trained);
    const rasters = await leaves(resources, pictures);
    const measured = await measureLieDerivative(network, input, layers, rasters);
    return jsonArtifact(measured, await resources.backend());
  },
};

/** `ErrorLedgerMeasurement` on dead leaves, as JSON. */
export const errorLedgerStage: Stage<Resources> = {
  name: 'error ledger',
  version: 1,
  needs: ['weights'],
  compute: async ({ parameters, resources }) => {
    const { layers, pictures: count, side, input } = parameters as LedgerParameters;
    const network = await resources.network(trained);
    const pictures = Array.from({ length: count }, (_, index) => ({
      height: side,
      width: side,
      channels: 3,
      data: deadLeaves(index + 1, side),
    }));
    const measured = await measureErrorLedger({ network, input, layers, pictures });
    return jsonArtifact(measured, await resources.backend());
  },
};

async function leaves(resources: Resources, count: number): Promise<Raster[]> {
  const library = await resources.pictures();
  return Array.from({ length: count }, (_, index) => {
    const { size, data } = library.leaves(index);
    return { height: size, width: size, channels: 3, data: Float32Array.from(data) };
  });
}
