import { Random } from '../numerics/random.ts';
import { compareWithNull, type NullSummary } from '../numerics/significance.ts';
import { scoreViews, type ScoredViews } from './paired-rows.ts';
import {
  ladderTransfer,
  patchTransfers,
  LONGEST_STEP,
  refinedStep,
  scaleLinks,
  stepInterval,
  type LinkRules,
  type ScaleLink,
} from './scale-links.ts';

/** One layer's responses to patches at every magnification of the ladder, [unit, patch, rung]. */
export interface LadderResponses {
  readonly layer: string;
  readonly units: number;
  readonly rungs: number;
  readonly values: Float32Array;
}

export interface ScaleRules extends LinkRules {
  readonly nullSamples: number;
  readonly bootstrapSamples: number;
  readonly seed: number;
}

export const scaleRules: ScaleRules = {
  transfer: 0.45,
  margin: 0.15,
  patches: 12,
  nullSamples: 999,
  bootstrapSamples: 200,
  seed: 2020,
};

export interface ScaleStep {
  /** Steps of the ladder, real-valued. */
  readonly step: number;
  readonly stepInterval: readonly [number, number];
  readonly transfer: number;
  readonly transferHeldOut: number;
  readonly plain: number;
}

export interface ScaleChain {
  /** From small to large. */
  readonly members: readonly {
    readonly layer: string;
    readonly unit: number;
    /** Mean activation over the patches that drive the chain, at every rung. */
    readonly tuning: readonly number[];
  }[];
  /** From each member to the next. */
  readonly steps: readonly ScaleStep[];
  readonly nulls: { readonly elements: NullSummary; readonly units: NullSummary };
}

export interface ScaleDiscovery {
  readonly patches: number;
  readonly candidates: number;
  readonly chains: readonly ScaleChain[];
}

/**
 * Chains of units, one a layer, that respond to the same feature at growing size. Links are sought
 * between neighbouring layers on half of the patches and tested on the other half; links that share
 * a unit join into a chain.
 *
 * @param layers in the order of the network
 */
export function discoverScaleChains(
  layers: readonly LadderResponses[],
  rules: ScaleRules = scaleRules,
): ScaleDiscovery {
  const views = (keep?: (sample: number) => boolean): ScoredViews[] =>
    layers.map(({ values, units, rungs }) => scoreViews(values, units, rungs, keep));
  const [search, test, all] = [views((s) => s % 2 === 0), views((s) => s % 2 === 1), views()];
  const random = new Random(rules.seed);
  const links = layers
    .slice(1)
    .map((_, place) => scaleLinks(search[place]!, search[place + 1]!, rules));
  const chains = joinLinks(links).map(({ first, parts }): ScaleChain => {
    const steps = parts.map((link, k): ScaleStep => {
      const [small, large] = [all[first + k]!, all[first + k + 1]!];
      return {
        step: refinedStep(small, large, link),
        stepInterval: stepInterval(small, large, link, rules.bootstrapSamples, random),
        transfer: ladderTransfer(small, large, link.small, link.large, link.delta),
        transferHeldOut: heldOut(test, first + k, link),
        plain: ladderTransfer(small, large, link.small, link.large, 0),
      };
    });
    const units = [parts[0]!.small, ...parts.map(({ large }) => large)];
    return {
      members: units.map((unit, k) => ({
        layer: layers[first + k]!.layer,
        unit,
        tuning: ladderTuning(layers[first + k]!, unit),
      })),
      steps,
      nulls: {
        elements: randomStepsNull(test, first, parts, rules.nullSamples, random),
        units: randomUnitsNull(search, test, first, parts, rules.nullSamples, random),
      },
    };
  });
  return { patches: all[0]?.samples ?? 0, candidates: chains.length, chains };
}

interface LinkedChain {
  /** Place of the first link's smaller layer. */
  readonly first: number;
  readonly parts: readonly ScaleLink[];
}

function joinLinks(links: readonly (readonly ScaleLink[])[]): LinkedChain[] {
  const chains: LinkedChain[] = [];
  const continued = new Set<ScaleLink>();
  links.forEach((layer, place) => {
    for (const link of layer) {
      if (continued.has(link)) continue;
      const parts = [link];
      for (let next = place + 1; next < links.length; next++) {
        const following = links[next]!.find(({ small }) => small === parts.at(-1)!.large);
        if (following === undefined) break;
        continued.add(following);
        parts.push(following);
      }
      chains.push({ first: place, parts });
    }
  });
  return chains;
}

function heldOut(test: readonly ScoredViews[], place: number, link: ScaleLink): number {
  return ladderTransfer(test[place]!, test[place + 1]!, link.small, link.large, link.delta);
}

/** Null 1, on the held-out half: for every patch it is left to chance which step is compared. */
function randomStepsNull(
  test: readonly ScoredViews[],
  first: number,
  parts: readonly ScaleLink[],
  draws: number,
  random: Random,
): NullSummary {
  const tables = parts.map((link, k) => {
    const [small, large] = [test[first + k]!, test[first + k + 1]!];
    return Array.from({ length: LONGEST_STEP + 1 }, (_, delta) =>
      patchTransfers(small, large, link.small, link.large, delta),
    );
  });
  const samples = test[first]!.samples;
  const observed = mean(parts.map(({ delta }, k) => mean(Array.from(tables[k]![delta]!))));
  const drawn = Float64Array.from({ length: draws }, () => {
    let sum = 0;
    for (const table of tables) {
      for (let s = 0; s < samples; s++) sum += table[random.integer(LONGEST_STEP + 1)]![s]!;
    }
    return sum / (samples * tables.length);
  });
  return compareWithNull(observed, drawn);
}

/** Null 2: random units of the same layers, at the step that fits them best on the searched half. */
function randomUnitsNull(
  search: readonly ScoredViews[],
  test: readonly ScoredViews[],
  first: number,
  parts: readonly ScaleLink[],
  draws: number,
  random: Random,
): NullSummary {
  const observed = mean(parts.map((link, k) => heldOut(test, first + k, link)));
  const activeUnits = (views: ScoredViews): number[] =>
    views.active.flatMap((active, unit) => (active ? [unit] : []));
  const pools = [0, ...parts.map((_, k) => k + 1)].map((k) => activeUnits(search[first + k]!));
  const drawn = Float64Array.from({ length: draws }, () => {
    const units = pools.map((pool) => pool[random.integer(pool.length)]!);
    return mean(
      parts.map((_, k) => {
        const [small, large] = [units[k]!, units[k + 1]!];
        let delta = 1;
        let height = -Infinity;
        for (let d = 1; d <= LONGEST_STEP; d++) {
          const value = ladderTransfer(search[first + k]!, search[first + k + 1]!, small, large, d);
          if (value > height) [delta, height] = [d, value];
        }
        return heldOut(test, first + k, { small, large, delta, transfer: 0, plain: 0 });
      }),
    );
  });
  return compareWithNull(observed, drawn);
}

/** Patches whose responses make a member's curve. */
const DRIVING = 10;

/** Mean activation over the patches that drive the unit most at any rung. */
function ladderTuning({ values, units, rungs }: LadderResponses, unit: number): number[] {
  const samples = values.length / (units * rungs);
  const row = (sample: number): Float32Array =>
    values.subarray((unit * samples + sample) * rungs, (unit * samples + sample + 1) * rungs);
  const order = Array.from({ length: samples }, (_, s) => s).sort(
    (a, b) => Math.max(...row(b)) - Math.max(...row(a)) || a - b,
  );
  const top = order.slice(0, DRIVING);
  return Array.from({ length: rungs }, (_, k) => mean(top.map((sample) => row(sample)[k]!)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
