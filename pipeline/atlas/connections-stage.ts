import { linearPath, type LinearPath } from '../circuits/linear-path.ts';
import type { ModelFile } from '../records/model-file.ts';
import type { Stage, Task } from '../store/stage.ts';
import { jsonArtifact, PLAIN_BACKEND } from './json-artifact.ts';
import type { Resources } from './resources.ts';

interface ConnectionsParameters extends Record<string, unknown> {
  readonly from: string;
  readonly to: string;
  readonly strongest: number;
}

export interface Connection {
  readonly unit: number;
  /** Effective weight summed over positions. */
  readonly weight: number;
  /** Effective weight of the largest magnitude at one position, signed. */
  readonly peak: number;
}

/** For every unit of both layers its strongest effective weights, by |weight|. */
export interface Connections {
  readonly incoming: readonly (readonly Connection[])[];
  readonly outgoing: readonly (readonly Connection[])[];
  /** What was linearised on the path, in words. */
  readonly approximations: readonly string[];
}

export function connectionsTask({ weights }: ModelFile, from: string, to: string): Task {
  return {
    stage: 'connections',
    subject: `${from} → ${to}`,
    parameters: { from, to, strongest: 7 } satisfies ConnectionsParameters,
    inputs: { weights: { digest: weights.tensorDigest } },
  };
}

export const connectionsStage: Stage<Resources> = {
  name: 'connections',
  version: 3,
  needs: ['weights'],
  compute: async ({ parameters, resources }) => {
    const { from, to, strongest } = parameters as ConnectionsParameters;
    const { graph } = await resources.weights();
    return jsonArtifact(
      strongestConnections(linearPath(graph, from, to), strongest),
      PLAIN_BACKEND,
    );
  },
};

export function strongestConnections(path: LinearPath, strongest: number): Connections {
  const { kernel, size, sources, channels } = path;
  const sums = new Float64Array(sources * channels);
  const peaks = new Float64Array(sources * channels);
  for (let place = 0; place < size * size; place++) {
    for (let pair = 0; pair < sums.length; pair++) {
      const value = kernel[place * sums.length + pair]!;
      sums[pair] = sums[pair]! + value;
      if (Math.abs(value) > Math.abs(peaks[pair]!)) peaks[pair] = value;
    }
  }
  const top = (pairs: readonly { readonly unit: number; readonly pair: number }[]): Connection[] =>
    pairs
      .map(({ unit, pair }) => ({ unit, weight: sums[pair]!, peak: peaks[pair]! }))
      .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
      .slice(0, strongest);
  const indices = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
  return {
    approximations: path.approximations,
    incoming: indices(channels).map((c) =>
      top(indices(sources).map((s) => ({ unit: s, pair: s * channels + c }))),
    ),
    outgoing: indices(sources).map((s) =>
      top(indices(channels).map((c) => ({ unit: c, pair: s * channels + c }))),
    ),
  };
}
