import type { SetReference } from '../circuits/fitted-circuit.ts';
import { findingOf, motifOf } from '../circuits/judge-circuit.ts';
import { adjustFalseDiscovery } from '../numerics/significance.ts';
import type { Circuit, CircuitEnd, ScannedFit } from '../records/circuit.ts';
import type { Family, GroupName } from '../records/family.ts';
import { encodeBfloat16 } from '../records/safetensors.ts';
import { round } from './family-draft.ts';
import {
  FACTOR_UNITS,
  type CircuitsArtifact,
  type StoredDetail,
  type StoredFit,
} from './circuits-stage.ts';
import { tagCircuits } from './match-tags.ts';
import type { TagRegister } from './tags.ts';

/** The scan of two layers with what its records say beside it. */
export interface ScannedLayers {
  readonly from: string;
  readonly to: string;
  readonly apart: number;
  readonly artifact: CircuitsArtifact;
  /** Input pixels between neighbouring positions of the source layer. */
  readonly stride: number;
  /** Photographs that the weighted path was measured on. */
  readonly photographs: number;
  readonly stageKey: string;
}

export interface AssembledCircuits {
  readonly circuits: readonly Circuit[];
  readonly scan: readonly ScannedFit[];
  /** Tables of kernels by circuit tag, as safetensors. */
  readonly kernels: ReadonlyMap<string, Uint8Array>;
  readonly register: TagRegister;
}

interface Judged {
  readonly layers: ScannedLayers;
  readonly fit: StoredFit;
  readonly from: string | null;
  readonly to: string | null;
  readonly qValue: number;
  readonly passed: boolean;
}

type TagOf = (layer: string, group: GroupName, index: number) => string | undefined;

/**
 * The scan between a model's supported families, false discovery rate adjusted over all of it, and
 * records of the circuits among it.
 */
export function assembleCircuits(
  model: string,
  scanned: readonly ScannedLayers[],
  families: readonly Family[],
  tagOf: TagOf,
  aliasOf: (layer: string) => string,
  register: TagRegister,
): AssembledCircuits {
  const judged = judgeFits(scanned, families, tagOf);
  const passed = judged.filter((entry) => entry.passed);
  const tagged = tagCircuits(
    register,
    model,
    passed.map(({ layers, from, to }) => ({
      from: from ?? aliasOf(layers.from),
      to: to ?? aliasOf(layers.to),
    })),
  );
  const tagOfCircuit = new Map(passed.map((entry, i) => [entry, tagged.tags[i]!]));
  const circuits = passed.map((entry): Circuit => {
    const { layers, fit, from, to, qValue } = entry;
    const detail = fit.detail!;
    const { size, share } = detail.crop;
    return {
      ...tagOfCircuit.get(entry)!,
      model,
      group: fit.group,
      motif: motifOf(fit, qValue),
      form: fit.form,
      from: endRecord(layers.from, from, fit.from),
      to: endRecord(layers.to, to, fit.to),
      apart: layers.apart,
      r2: round(fit.scores[0]!.r2, 4),
      alternatives: fit.scores.map(({ motif, r2, r2InSample, parameters }) => ({
        motif,
        r2: round(r2, 4),
        r2InSample: round(r2InSample, 4),
        parameters,
      })),
      strength: round(fit.strength, 3),
      pValue: fit.pValue,
      qValue: round(qValue, 6),
      statistic: short(fit.statistic),
      null: fit.null,
      profile: detail.profile.map(({ delta, weight, interval, pairs }) => ({
        delta,
        weight: short(weight),
        interval: [short(interval[0]), short(interval[1])],
        pairs,
      })),
      aligned: detail.aligned.map(({ unit, delta, kernels }) => ({ unit, delta, kernels })),
      factors: detail.factors.map(({ units, explained, kernel }) => ({
        units: units.slice(0, FACTOR_UNITS).map(({ unit, loading }) => ({
          unit,
          loading: round(loading, 4),
        })),
        explained: round(explained, 4),
        kernel: rows(kernel, size),
      })),
      kernels: {
        size: [size, size],
        whole: layers.artifact.size,
        share: round(share, 4),
        stride: layers.stride,
        largest: short(detail.largest),
      },
      linearised: layers.artifact.approximations.map(sentence),
      weighted: detail.weighted && {
        photographs: layers.photographs,
        correlation: round(detail.weighted.correlation, 4),
        r2: round(detail.weighted.r2, 4),
      },
      finding: findingOf({ ...fit, profile: detail.profile }),
      stageKey: layers.stageKey,
    };
  });
  return {
    circuits,
    scan: judged.map((entry): ScannedFit => {
      const { layers, fit, from, to, qValue } = entry;
      const singles = fit.from.elements === null ? fit.from : fit.to;
      return {
        group: fit.group,
        form: fit.form,
        from: { layer: layers.from, family: from },
        to: { layer: layers.to, family: to },
        units: singles.elements === null ? [...singles.units] : [],
        r2: round(fit.scores[0]!.r2, 4),
        strength: round(fit.strength, 3),
        pValue: fit.pValue,
        qValue: round(qValue, 6),
        circuit: tagOfCircuit.get(entry)?.tag ?? null,
      };
    }),
    kernels: new Map(
      passed.map((entry) => [
        tagOfCircuit.get(entry)!.tag,
        kernelFile(entry.fit, entry.fit.detail!),
      ]),
    ),
    register: tagged.register,
  };
}

/** Fits between supported families and single units, q values over all of them. */
function judgeFits(
  scanned: readonly ScannedLayers[],
  families: readonly Family[],
  tagOf: TagOf,
): readonly Judged[] {
  const supported = new Set(
    families.filter(({ verdict }) => verdict !== 'not supported').map(({ tag }) => tag),
  );
  const resolve = (layer: string, set: SetReference | null): string | null | undefined => {
    if (set === null) return null;
    const tag = tagOf(layer, set.group, set.index);
    return tag !== undefined && supported.has(tag) ? tag : undefined;
  };
  const found = scanned.flatMap((layers) =>
    layers.artifact.fits.flatMap((fit) => {
      const from = resolve(layers.from, fit.from.set);
      const to = resolve(layers.to, fit.to.set);
      return from === undefined || to === undefined ? [] : [{ layers, fit, from, to }];
    }),
  );
  const qValues = adjustFalseDiscovery(found.map(({ fit }) => fit.pValue));
  return found.map((entry, i): Judged => {
    const qValue = qValues[i]!;
    return { ...entry, qValue, passed: motifOf(entry.fit, qValue) !== 'no motif' };
  });
}

/** Of a control's fits between the trained network's supported families, how many pass. */
export function countPassing(
  scanned: readonly ScannedLayers[],
  families: readonly Family[],
  tagOf: TagOf,
): { readonly fits: number; readonly passed: number } {
  const judged = judgeFits(scanned, families, tagOf);
  return {
    fits: judged.length,
    passed: judged.filter(({ passed }) => passed).length,
  };
}

function endRecord(
  layer: string,
  family: string | null,
  { units, elements, period }: StoredFit['from'],
): CircuitEnd {
  return {
    layer,
    family,
    units: [...units],
    elements: elements && elements.map((element) => round(element, 1)),
    period: period as CircuitEnd['period'],
  };
}

function kernelFile(
  fit: StoredFit,
  { kernels, aligned, crop: { size } }: StoredDetail,
): Uint8Array {
  const bytes = Uint8Array.from(Buffer.from(kernels, 'base64'));
  const averaged = (values: readonly (readonly number[])[]) => ({
    shape: [aligned.length, size, size],
    data: Float32Array.from(values.flat()),
  });
  return encodeBfloat16({
    kernels: {
      shape: [fit.to.units.length, fit.from.units.length, size, size],
      data: new Float32Array(bytes.buffer),
    },
    mean: averaged(aligned.map(({ mean }) => mean)),
    spread: averaged(aligned.map(({ spread }) => spread)),
  });
}

function rows(values: readonly number[], size: number): number[][] {
  return Array.from({ length: size }, (_, y) => values.slice(y * size, (y + 1) * size).map(short));
}

function short(value: number): number {
  return Number(value.toPrecision(3));
}

/** A phrase with a capital and a full stop. */
export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
