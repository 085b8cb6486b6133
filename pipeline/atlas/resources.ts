import { join } from 'node:path';
import { openBackend, type BackendName } from '../engine/backend.ts';
import { compile, type Network } from '../engine/network.ts';
import { loadModel, type LoadedModel } from '../importers/load-model.ts';
import { Random } from '../numerics/random.ts';
import { pictureSide } from '../probes/probe-scope.ts';
import { shuffledNetwork } from '../probes/shuffled-network.ts';
import type { ModelFile } from '../records/model-file.ts';
import { openPhotographs, type PhotographSet } from '../stimuli/photographs.ts';
import { openPictureLibrary, type PictureLibrary } from '../stimuli/picture-library.ts';

/** Which weights a probe runs on: as trained, or the control with each layer's weights shuffled. */
export type Variant =
  { readonly kind: 'trained' } | { readonly kind: 'shuffled'; readonly seed: number };

/** What stages share within a worker; everything is opened on first use and kept. */
export interface Resources {
  readonly model: ModelFile;
  /** The backend with its version, for provenance. */
  backend(): Promise<string>;
  weights(): Promise<LoadedModel>;
  /** The compiled network; only the last asked variant is kept. */
  network(variant: Variant): Promise<Network>;
  photographs(): Promise<PhotographSet>;
  /** Natural pictures of the size that the model is probed with, each decoded or drawn once. */
  pictures(): Promise<PictureLibrary>;
}

export interface ResourceRequest {
  readonly model: ModelFile;
  /** Directory of the model's weight files. */
  readonly models: string;
  /** Directory of photograph sets. */
  readonly images: string;
  /** One of the engine's backend names; `auto` is the best one present. */
  readonly backend: string;
}

export function openResources({ model, models, images, backend }: ResourceRequest): Resources {
  let opened: Promise<string> | undefined;
  let weights: Promise<LoadedModel> | undefined;
  let current: { readonly key: string; readonly network: Network } | undefined;
  let set: Promise<PhotographSet> | undefined;
  let library: PictureLibrary | undefined;
  const photographs = (): Promise<PhotographSet> => {
    if (model.photographs === undefined) throw new Error(`${model.name} has no photographs`);
    return (set ??= openPhotographs(join(images, model.photographs.imageSet)));
  };
  const backendName = (): Promise<string> =>
    (opened ??= openBackend(backend as BackendName).then(({ description }) => description));
  const load = (): Promise<LoadedModel> => (weights ??= loadModel(model, models));
  return {
    model,
    backend: backendName,
    weights: load,
    photographs,
    pictures: () =>
      Promise.resolve((library ??= openPictureLibrary(photographs, pictureSide(model)))),
    network: async (variant) => {
      const key = JSON.stringify(variant);
      if (current?.key === key) return current.network;
      await backendName();
      const { graph } = await load();
      current?.network.dispose();
      const network = compile(
        variant.kind === 'trained' ? graph : shuffledNetwork(graph, new Random(variant.seed)),
      );
      current = { key, network };
      return network;
    },
  };
}
