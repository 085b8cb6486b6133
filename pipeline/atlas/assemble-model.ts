import type { Discovery } from '../families/discover.ts';
import type { Classification } from '../probes/classification.ts';
import type { Controls } from '../records/controls.ts';
import type { Family } from '../records/family.ts';
import type { ModelFile } from '../records/model-file.ts';
import type { Model } from '../records/model.ts';
import type { Architecture } from './architecture-stage.ts';
import { round, type LayerFindings } from './assemble-families.ts';
import { shuffled } from './variants.ts';

/** The model's record: provenance of the weights, layers and their coverage, classification. */
export function assembleModel(
  file: ModelFile,
  architecture: Architecture,
  layers: readonly LayerFindings[],
  families: readonly Family[],
  evaluation: Classification,
): Model {
  const { name, title, description, weights, input } = file;
  return {
    name,
    title,
    description,
    tensorDigest: weights.tensorDigest,
    parameters: architecture.parameters,
    source: {
      url: weights.url,
      fileDigest: weights.fileDigest,
      licence: weights.licence,
      citation: weights.citation,
    },
    input: { size: input.size, channels: input.channels, mean: input.mean },
    layers: architecture.layers.map(({ unitDigests: _, ...layer }) => {
      const { plan } = layers.find((findings) => findings.layer === layer.name)!;
      const inFamilies = families
        .filter((family) => family.layer === layer.name && family.verdict !== 'not supported')
        .flatMap(({ members }) => members.map(({ unit }) => unit));
      return {
        ...layer,
        unitsInFamilies: new Set(inFamilies).size,
        probe: { stimulusSize: plan.stimulusSize, position: [...plan.position] },
      };
    }),
    evaluation: {
      imageSet: file.evaluation.imageSet,
      imageSetDigest: file.evaluation.imageSetDigest,
      images: evaluation.images,
      top1: evaluation.top1,
      top5: evaluation.top5,
    },
  };
}

/** What the same discovery finds in the shuffled network, beside what it found in the real one. */
export function assembleControls(
  discoveries: readonly { readonly layer: string; readonly discovery: Discovery }[],
  families: readonly Family[],
): Controls {
  const layers = discoveries.map(({ layer, discovery }) => ({
    layer,
    candidates: discovery.candidates,
    familiesFound: discovery.families.length,
  }));
  const total = (key: 'candidates' | 'familiesFound'): number =>
    layers.reduce((sum, layer) => sum + layer[key], 0);
  const found = families.length;
  return {
    shuffled: {
      seed: shuffled.seed,
      candidates: total('candidates'),
      familiesFound: total('familiesFound'),
      falseDiscoveryRate: found === 0 ? null : round(total('familiesFound') / found, 4),
      layers,
    },
  };
}
