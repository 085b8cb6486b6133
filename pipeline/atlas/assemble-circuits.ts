import { judgeCircuit } from '../circuits/judge-circuit.ts';
import { adjustFalseDiscovery } from '../numerics/significance.ts';
import type { Circuit } from '../records/circuit.ts';
import type { Family, GroupName, RotationFamily } from '../records/family.ts';
import { round } from './family-draft.ts';
import type { CircuitArtifact } from './circuits-stage.ts';
import { tagCircuits } from './match-tags.ts';
import type { TagRegister } from './tags.ts';

/** The circuits that one run of the stage measured. */
export interface LayerCircuits {
  readonly from: string;
  readonly to: string;
  readonly circuits: readonly CircuitArtifact[];
  /** Input pixels between neighbouring positions of the source layer. */
  readonly stride: number;
  readonly stageKey: string;
}

/** Records of the circuits between a model's supported families: tags given, false discovery rate adjusted, motifs named. */
export function assembleCircuits(
  model: string,
  layers: readonly LayerCircuits[],
  families: readonly Family[],
  tagOf: (layer: string, group: GroupName, index: number) => string | undefined,
  register: TagRegister,
): { readonly circuits: readonly Circuit[]; readonly register: TagRegister } {
  const supported = new Set(
    families.filter(({ verdict }) => verdict !== 'not supported').map(({ tag }) => tag),
  );
  const found = layers
    .flatMap((layer) =>
      layer.circuits.flatMap((circuit) => {
        const from = tagOf(layer.from, 'rotation', circuit.from);
        const to = tagOf(layer.to, 'rotation', circuit.to);
        return from && to ? [{ layer, circuit, from, to }] : [];
      }),
    )
    .filter(({ from, to }) => supported.has(from) && supported.has(to));
  const qValues = adjustFalseDiscovery(found.map(({ circuit }) => circuit.null.pValue));
  const tagged = tagCircuits(register, model, found);
  const circuits = found.map(({ layer, circuit, from, to }, i): Circuit => {
    const qValue = qValues[i]!;
    const { motif, finding } = judgeCircuit(circuit, qValue);
    return {
      ...tagged.tags[i]!,
      model,
      from: end(layer.from, from, families),
      to: end(layer.to, to, families),
      motif,
      r2: round(circuit.scores.find((score) => score.motif === motif)!.r2, 4),
      alternatives: circuit.scores.map(({ motif: name, r2, r2InSample, parameters }) => ({
        motif: name,
        r2: round(r2, 4),
        r2InSample: round(r2InSample, 4),
        parameters,
      })),
      pValue: circuit.null.pValue,
      qValue: round(qValue, 6),
      null: circuit.null,
      summed: { r2: round(circuit.summed.r2, 4), r2InSample: round(circuit.summed.r2InSample, 4) },
      profile: circuit.profile.map(({ delta, weight, interval, pairs }) => ({
        delta,
        weight: round(weight, 4),
        interval: [round(interval[0], 4), round(interval[1], 4)],
        pairs,
      })),
      kernels: {
        size: [circuit.size, circuit.size],
        stride: layer.stride,
        values: circuit.kernels.map((row) =>
          row.map((kernel) => kernel.map((value) => round(value, 4))),
        ),
      },
      linearised: circuit.approximations.map(sentence),
      finding,
      stageKey: layer.stageKey,
    };
  });
  return { circuits, register: tagged.register };
}

function end(layer: string, tag: string, families: readonly Family[]): Circuit['from'] {
  const family = families.find((candidate) => candidate.tag === tag) as RotationFamily;
  return {
    layer,
    family: tag,
    units: family.members.map(({ unit }) => unit),
    elements: family.members.map(({ element }) => element),
  };
}

/** A phrase with a capital and a full stop. */
export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
