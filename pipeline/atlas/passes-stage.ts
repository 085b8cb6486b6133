import { measurePasses, type NodePasses } from '../probes/passes.ts';
import type { ModelFile } from '../records/model-file.ts';
import type { SquarePicture } from '../stimuli/patches.ts';
import { requirePhotographs } from '../stimuli/photographs.ts';
import type { Stage, Task } from '../store/stage.ts';
import { jsonArtifact, readJson } from './json-artifact.ts';
import type { Resources } from './resources.ts';

/** Photographs, spread evenly over the set, that passes are measured on. */
export const PASSES_PHOTOGRAPHS = 60;

interface PassesParameters extends Record<string, unknown> {
  /** Spread evenly over the set. */
  readonly photographs: number;
  readonly layers: readonly string[];
  readonly input: ModelFile['input'];
}

export const passesTaskId = 'passes photographs';

/** Nothing for a model without photographs: its paths are then known as they are alone. */
export function passesTask({ input, layers, weights, photographs }: ModelFile): Task | undefined {
  if (photographs === undefined) return undefined;
  return {
    stage: 'passes',
    subject: 'photographs',
    optional: true,
    parameters: {
      photographs: PASSES_PHOTOGRAPHS,
      layers: layers.map(({ name }) => name),
      input,
    } satisfies PassesParameters,
    inputs: {
      weights: { digest: weights.tensorDigest },
      photographs: { digest: photographs.imageSetDigest },
    },
  };
}

/** What every nonlinearity up to the covered layers passes on whole photographs; JSON, by node. */
export const passesStage: Stage<Resources> = {
  name: 'passes',
  version: 1,
  needs: ['weights', 'photographs'],
  compute: async ({ parameters, resources, sources }) => {
    const { photographs, layers, input } = parameters as PassesParameters;
    await requirePhotographs(await resources.photographs(), sources['photographs']!);
    const { graph } = await resources.weights();
    const passes = await measurePasses({
      network: await resources.network({ kind: 'trained' }),
      graph,
      input,
      layers,
      pictures: picturesOf(resources, photographs),
    });
    const rounded = [...passes].map(([node, passed]) => [node, roundPasses(passed)]);
    return jsonArtifact(Object.fromEntries(rounded), await resources.backend());
  },
};

async function* picturesOf(resources: Resources, count: number): AsyncGenerator<SquarePicture> {
  const library = await resources.pictures();
  for (let index = 0; index < count; index++) yield await library.photograph(index, count);
}

/** To four significant digits, far more than sixty photographs decide. */
function roundPasses(passed: NodePasses): NodePasses {
  const round = (value: number): number => Number(value.toPrecision(4));
  return passed.kind === 'maxPool'
    ? { ...passed, taps: passed.taps.map(round) }
    : { ...passed, factors: passed.factors.map(round) };
}

/** The artifact of the stage, as `linearPath` takes it. */
export function readPasses(bytes: Uint8Array): ReadonlyMap<string, NodePasses> {
  return new Map(Object.entries(readJson<Record<string, NodePasses>>(bytes)));
}
