import { circuitVerdictRules } from '../circuits/judge-circuit.ts';
import type { FittedCircuit } from '../circuits/fitted-circuit.ts';
import { channelsOf } from '../circuits/linear-path.ts';
import { scanBetween, type LayerScan } from '../circuits/scan-between.ts';
import { scanRules, type LayerSets, type ScanRules } from '../circuits/scan-layers.ts';
import type { MirrorDiscovery } from '../families/mirror-pairs.ts';
import { Random } from '../numerics/random.ts';
import { shuffledNetwork } from '../probes/shuffled-network.ts';
import type { ModelFile } from '../records/model-file.ts';
import { taskId, type Stage, type Task } from '../store/stage.ts';
import { movedGroups, type LayerFamilies, type MovedGroup } from './families-stage.ts';
import { jsonArtifact, PLAIN_BACKEND, readJson } from './json-artifact.ts';
import { readPasses, passesTaskId } from './passes-stage.ts';
import type { Resources, Variant } from './resources.ts';
import { responseSubject } from './response-stages.ts';

interface CircuitsParameters extends Record<string, unknown> {
  readonly variant: Variant;
  readonly from: string;
  readonly to: string;
  readonly rules: ScanRules;
  /** What a fit must meet for its weights to be kept; a control's are not read. */
  readonly keep?: typeof circuitVerdictRules;
}

/** The scan of one pair of layers. */
export type CircuitsArtifact = Omit<LayerScan, 'fits'> & { readonly fits: readonly StoredFit[] };

/** A fit with its arrays as plain numbers. */
export type StoredFit = Omit<FittedCircuit, 'detail'> & { readonly detail: StoredDetail | null };

type Detail = NonNullable<FittedCircuit['detail']>;

export interface StoredDetail extends Pick<Detail, 'profile' | 'largest' | 'weighted' | 'crop'> {
  readonly aligned: readonly {
    readonly unit: number | null;
    readonly delta: number | null;
    readonly kernels: number;
    readonly mean: readonly number[];
    readonly spread: readonly number[];
  }[];
  readonly factors: readonly {
    readonly units: readonly { readonly unit: number; readonly loading: number }[];
    readonly explained: number;
    readonly kernel: readonly number[];
  }[];
  /** [to, from, y, x] as little-endian float32, base64. */
  readonly kernels: string;
}

/** Units of a factor that its record lists. */
export const FACTOR_UNITS = 12;

/** Circuits are sought between layers so many apart. */
export const CIRCUIT_REACH = 3;

/** Pairs of covered layers up to `CIRCUIT_REACH` apart, in the order of the sources. */
export function circuitLayers(
  layers: readonly string[],
): readonly { readonly from: string; readonly to: string; readonly apart: number }[] {
  return layers.flatMap((from, i) =>
    layers.slice(i + 1, i + 1 + CIRCUIT_REACH).map((to, k) => ({ from, to, apart: k + 1 })),
  );
}

/**
 * The control runs on the trained network's families: the same units with weights that nothing ties.
 */
export function circuitsTask(
  { weights, photographs }: ModelFile,
  variant: Variant,
  from: string,
  to: string,
  groupsOf: (layer: string) => readonly MovedGroup[],
  apart: number,
): Task {
  const setsOf = (end: string, layer: string) => ({
    ...Object.fromEntries(
      groupsOf(layer).map((group) => [
        `${end} ${group}`,
        { task: taskId({ stage: 'families', subject: `${group} ${layer}` }) },
      ]),
    ),
    [`${end} reflection`]: { task: taskId({ stage: 'mirror pairs', subject: layer }) },
  });
  return {
    stage: 'circuits',
    subject: responseSubject(variant, `${from} → ${to}`),
    parameters: {
      variant,
      from,
      to,
      rules: scanRules,
      ...(variant.kind === 'trained' && { keep: circuitVerdictRules }),
    } satisfies CircuitsParameters,
    inputs: {
      weights: { digest: weights.tensorDigest },
      ...(variant.kind === 'trained' && photographs ? { passes: { task: passesTaskId } } : {}),
      ...setsOf('from', from),
      ...setsOf('to', to),
    },
    // Kernels, and with them everything, grow with the distance squared.
    cost: 4 * apart ** 2,
  };
}

/** Every circuit motif between the families and units of two layers, a `CircuitsArtifact` as JSON. */
export const circuitsStage: Stage<Resources> = {
  name: 'circuits',
  version: 4,
  needs: ['weights'],
  compute: async ({ parameters, inputs, resources }) => {
    const { variant, from, to, rules } = parameters as CircuitsParameters;
    const { graph: trained } = await resources.weights();
    const graph =
      variant.kind === 'trained' ? trained : shuffledNetwork(trained, new Random(variant.seed));
    const end = (name: 'from' | 'to', layer: string) => ({
      layer,
      count: channelsOf(graph, layer),
      sets: readSets(inputs, name),
    });
    const passes = inputs['passes'];
    const scan = scanBetween(
      graph,
      end('from', from),
      end('to', to),
      passes && readPasses(passes),
      rules,
    );
    const artifact: CircuitsArtifact = { ...scan, fits: scan.fits.map(stored) };
    return jsonArtifact(artifact, PLAIN_BACKEND);
  },
};

function readSets(inputs: Readonly<Record<string, Uint8Array>>, end: string): LayerSets {
  const found = movedGroups.flatMap((group) => {
    const bytes = inputs[`${end} ${group}`];
    return bytes === undefined ? [] : [{ group, families: readJson<LayerFamilies>(bytes) }];
  });
  const mirror = readJson<MirrorDiscovery>(inputs[`${end} reflection`]!);
  return {
    circles: found.flatMap(({ group, families: { circles, tori } }) => [
      ...circles.map(({ members, period }, index) => ({
        reference: { group, index },
        group: group === 'hue' ? ('hue' as const) : ('rotation' as const),
        units: members.map(({ unit }) => unit),
        elements: members.map(({ element }) => element),
        period,
      })),
      // Half a turn of hue is half a turn of the picture: without the hue, a turn is told up to 180°.
      ...tori.map(({ members }, index) => ({
        reference: { group, index },
        group: 'rotation' as const,
        units: members.map(({ unit }) => unit),
        elements: members.map(({ element: [, turn] }) => turn % 180),
        period: 180,
      })),
    ]),
    pairs: mirror.pairs.map(({ units: [a, b] }, index) => ({
      reference: { group: 'reflection' as const, index },
      units: [a, b] as const,
    })),
  };
}

function stored({ detail, ...fit }: FittedCircuit): StoredFit {
  if (detail === null) return { ...fit, detail };
  const { aligned, factors, kernels, profile, largest, weighted, crop } = detail;
  const short = (values: ArrayLike<number>): number[] =>
    Array.from(values, (value) => Number(value.toPrecision(3)));
  return {
    ...fit,
    detail: {
      ...{ profile, largest, weighted, crop },
      aligned: aligned.map((entry) => ({
        ...entry,
        mean: short(entry.mean),
        spread: short(entry.spread),
      })),
      factors: factors.map((factor) => ({ ...factor, kernel: short(factor.kernel) })),
      kernels: Buffer.from(kernels.buffer, kernels.byteOffset, kernels.byteLength).toString(
        'base64',
      ),
    },
  };
}
