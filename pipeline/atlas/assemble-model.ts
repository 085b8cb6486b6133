import type { Discovery } from '../families/discover.ts';
import { judge } from '../families/verdict.ts';
import { adjustFalseDiscovery } from '../numerics/significance.ts';
import type { Classification } from '../probes/classification.ts';
import type { Controls } from '../records/controls.ts';
import type { Family } from '../records/family.ts';
import type { ModelFile } from '../records/model-file.ts';
import type { Model } from '../records/model.ts';
import type { Architecture } from './architecture-stage.ts';
import { familyPValue, round, type LayerFindings } from './assemble-families.ts';
import { shuffled } from './variants.ts';

/** The model's record: provenance of the weights, layers and their coverage, classification. */
export function assembleModel(
  file: ModelFile,
  architecture: Architecture,
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
    evaluation: evaluation
      ? {
          imageSet: file.evaluation.imageSet,
          imageSetDigest: file.evaluation.imageSetDigest,
          ...evaluation,
        }
      : null,
  };
}

/**
 * What the same discovery finds in the shuffled network, supported by the same nulls and the same
 * verdict, beside the supported families of the real one.
 */
export function assembleControls(
  discoveries: readonly { readonly layer: string; readonly discovery: Discovery }[],
  families: readonly Family[],
): Controls {
  const found = discoveries.flatMap(({ layer, discovery }) =>
    discovery.families.map((family) => ({ layer, family })),
  );
  const qValues = adjustFalseDiscovery(found.map(({ family }) => familyPValue(family)));
  const supported = found.filter(
    ({ family }, i) => judge(family, qValues[i]!).verdict !== 'not supported',
  );
  const layers = discoveries.map(({ layer, discovery }) => ({
    layer,
    candidates: discovery.candidates,
    familiesFound: supported.filter((family) => family.layer === layer).length,
  }));
  const total = (key: 'candidates' | 'familiesFound'): number =>
    layers.reduce((sum, layer) => sum + layer[key], 0);
  const real = families.filter(({ verdict }) => verdict !== 'not supported').length;
  return {
    shuffled: {
      seed: shuffled.seed,
      candidates: total('candidates'),
      familiesFound: total('familiesFound'),
      falseDiscoveryRate: real === 0 ? null : round(total('familiesFound') / real, 4),
      layers,
    },
  };
}
