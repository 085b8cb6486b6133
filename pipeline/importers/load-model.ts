import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Graph } from '../graph/ir.ts';
import { inferShapes } from '../graph/shapes.ts';
import type { AnyModelFile, ModelFile } from '../records/model-file.ts';
import { UserError } from '../records/user-error.ts';
import { importCaffemodel, type ImportedModel, type ImportRequest } from './import-caffemodel.ts';
import { importGraphDef } from './import-graphdef.ts';
import { importSafetensors } from './import-safetensors.ts';
import { readNetworkDescription } from './network-description.ts';
import { tensorDigest } from './tensor-digest.ts';
import { unusable, weightAddress, type WeightSource } from './weight-source.ts';

/** A model's network with verified weights. */
export interface LoadedModel {
  readonly graph: Graph;
  /** sha256 in hex; equals the model file's. */
  readonly tensorDigest: string;
  /** Number of weights and biases. */
  readonly parameters: number;
}

/**
 * Reads a model's weights from `directory` (see `weightDirectory`) and checks them against the
 * model's file: the layers it lists, the number of classes, the tensor digest.
 *
 * @throws UserError, one line each, where the weights are missing, truncated, corrupt, of another
 * model, or need a layer type that has no translation.
 */
export async function loadModel(model: ModelFile, directory: string): Promise<LoadedModel> {
  const { graph, tensors, source } = await importModel(model, directory);
  const digest = tensorDigest(tensors);
  if (digest !== model.weights.tensorDigest) {
    throw unusable(
      source,
      `the weights of ${model.name} (tensor digest ${model.weights.tensorDigest})`,
      `other or damaged ones (${digest})`,
    );
  }
  const parameters = tensors.reduce((sum, { data }) => sum + data.length, 0);
  return { graph, tensorDigest: digest, parameters };
}

/** The same of a model whose digests need not be known. */
export async function importModel(
  model: AnyModelFile,
  directory: string,
): Promise<ImportedModel & { readonly bytes: Uint8Array; readonly source: WeightSource }> {
  const source: WeightSource = {
    path: join(directory, model.weights.file),
    url: weightAddress(model.weights),
  };
  const bytes = await readWeightFile(model, source);
  const imported = await importWeights(model, bytes, directory, {
    source,
    input: { name: model.input.name, shape: [...model.input.size, model.input.mean.length] },
    outputs: [...model.layers.map((layer) => layer.name), model.output.name],
  });
  const classes = inferShapes(imported.graph).get(model.output.name)?.[2];
  if (classes !== model.output.classes) {
    const wanted = `${String(model.output.classes)} classes from "${model.output.name}"`;
    throw unusable(source, wanted, String(classes));
  }
  return { ...imported, bytes, source };
}

async function importWeights(
  { weights }: AnyModelFile,
  bytes: Uint8Array,
  directory: string,
  request: ImportRequest,
): Promise<ImportedModel> {
  switch (weights.format) {
    case 'caffemodel':
      return importCaffemodel(bytes, request);
    case 'tensorflow-graphdef':
      return importGraphDef(bytes, request);
    case 'safetensors': {
      const description = await readNetworkDescription(join(directory, weights.network));
      return importSafetensors(bytes, description, request);
    }
  }
}

async function readWeightFile(model: AnyModelFile, source: WeightSource): Promise<Uint8Array> {
  try {
    return await readFile(source.path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UserError({
      expected: `the weights of ${model.name} at ${source.path}`,
      found: code === 'ENOENT' ? 'no such file' : `one that cannot be read (${code})`,
      remedy:
        source.url === undefined
          ? 'restore the committed file'
          : `download ${source.url} to there, or set ATLAS_MODELS to the directory that holds ${model.weights.file}`,
    });
  }
}
