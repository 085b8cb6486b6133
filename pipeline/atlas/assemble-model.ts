import type { Classification } from '../probes/classification.ts';
import type { Family } from '../records/family.ts';
import type { ModelFile } from '../records/model-file.ts';
import type { InnerLayer, Model } from '../records/model.ts';
import type { Architecture } from './architecture-stage.ts';
import type { LayerFindings } from './layer-findings.ts';

/** The model's record: provenance of the weights, layers and their coverage, classification. */
export function assembleModel(
  file: ModelFile,
  architecture: Architecture,
  inner: Architecture['layers'],
  layers: readonly LayerFindings[],
  families: readonly Family[],
  evaluation: Classification | undefined,
): Model {
  const { name, title, description, weights, input } = file;
  return {
    name,
    title,
    description,
    tensorDigest: weights.tensorDigest,
    parameters: architecture.parameters,
    source: {
      ...(weights.url !== undefined && { url: weights.url }),
      ...('fileDigest' in weights && { fileDigest: weights.fileDigest }),
      licence: weights.licence,
      citation: weights.citation,
    },
    input: { size: input.size, channels: input.channels, mean: input.mean },
    layers: architecture.layers.map(({ unitDigests: _, ...layer }) => {
      const { scope } = layers.find((findings) => findings.layer === layer.name)!;
      const inFamilies = families
        .filter(({ verdict }) => verdict !== 'not supported')
        .flatMap((family) => unitsIn(family, layer.name));
      return {
        ...layer,
        unitsInFamilies: new Set(inFamilies).size,
        probe: { stimulusSize: scope.size, position: [...scope.positions[layer.name]!] },
      };
    }),
    ...(inner.length > 0 && { innerLayers: inner.map((layer) => innerLayer(file, layer)) }),
    ...(file.correspondencesFrom && { correspondencesFrom: file.correspondencesFrom }),
    ...(file.controlOf && { controlOf: file.controlOf }),
    evaluation: evaluation && file.photographs ? { ...file.photographs, ...evaluation } : null,
  };
}

function innerLayer(
  file: ModelFile,
  { unitDigests: _, ...layer }: Architecture['layers'][number],
): InnerLayer {
  const { within } = file.innerLayers!.find(({ name }) => name === layer.name)!;
  return { ...layer, within };
}

/** Members of a family that are units of a layer. */
export function unitsIn(family: Family, layer: string): readonly number[] {
  if (family.group === 'scale') {
    return family.members.filter((member) => member.layer === layer).map(({ unit }) => unit);
  }
  return family.layer === layer ? family.members.map(({ unit }) => unit) : [];
}
