import { beforeAll, describe, expect, it } from 'vitest';
import { openBackend } from '../../pipeline/engine/backend.ts';
import { compile } from '../../pipeline/engine/network.ts';
import { discover, discoveryRules, type Discovery } from '../../pipeline/families/discover.ts';
import { judge } from '../../pipeline/families/verdict.ts';
import type { Graph } from '../../pipeline/graph/ir.ts';
import { receptiveField } from '../../pipeline/graph/receptive-field.ts';
import { angularDifference } from '../../pipeline/numerics/circular.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { shuffledNetwork } from '../../pipeline/probes/shuffled-network.ts';
import { measureTuning, tuningPlan } from '../../pipeline/probes/tuning.ts';
import {
  centreSurround,
  curveEdge,
  curveLine,
  grating,
  noise,
  waves,
} from '../support/kernel-patterns.ts';
import {
  plantedInput,
  plantedLayer,
  plantedNetwork,
  turned,
  type KernelPattern,
  type PlantedUnit,
} from '../support/planted-network.ts';

/** Fewer draws than a real run, which changes no member and no element. */
const rules = { ...discoveryRules, nullSamples: 399, bootstrapSamples: 200 };

/** Off the 5° grid for the most part, unevenly spaced, with a gap of 115° after 248°. */
const elements = [3, 28.4, 41, 77.7, 102, 139, 171.5, 196, 222, 248];

interface Planted {
  readonly graph: Graph;
  /** Unit numbers of the planted members, in the order of `elements`. */
  readonly members: readonly number[];
}

/** One template turned to the elements, each copy with a gain of its own, among unrelated units. */
function plant(template: KernelPattern, seed: number): Planted {
  const random = new Random(seed);
  const alone = (pattern: KernelPattern, bias = 0): PlantedUnit => ({ pattern, gain: 1, bias });
  const family = elements.map((element, i): PlantedUnit => ({
    pattern: turned(template, element),
    gain: 0.3 + 0.4 * (i % 5),
  }));
  const units = random.shuffle([
    ...family,
    ...Array.from({ length: 12 }, () => alone(waves(random))),
    ...Array.from({ length: 8 }, () => alone(noise(random))),
    // Five lines of period 180° are a family of another kind; this one repeats after a full turn.
    ...[10, 47, 88, 131, 166].map((degrees) => alone(turned(grating, degrees))),
    alone(centreSurround),
    alone(turned(template, 20), -1e6),
  ]);
  return {
    graph: plantedNetwork(units),
    members: family.map((unit) => units.indexOf(unit)),
  };
}

/** The path that a real model takes, from its graph to its families. */
async function discoverIn(graph: Graph): Promise<Discovery> {
  const field = receptiveField(graph, plantedLayer);
  const plan = tuningPlan(field);
  const network = compile(graph);
  const { units, values } = await measureTuning(network, plantedInput, plantedLayer, plan);
  network.dispose();
  const { conditions, angles } = plan;
  const table = { units, values, conditions: conditions.length, angles: angles.length };
  return discover(table, conditions, field.size, rules);
}

beforeAll(async () => {
  await openBackend('wasm');
});

describe.each([
  ['edges, light inside', curveEdge, 1],
  ['dark lines', (x: number, y: number) => -curveLine(x, y, 0), 2],
] as const)('a planted family of curved %s', (_, template, seed) => {
  const { graph, members } = plant(template, seed);

  it('is found with exactly its members, each at its outward normal, and nothing else is', async () => {
    const { families } = await discoverIn(graph);
    expect(families).toHaveLength(1);
    const [family] = families;
    const found = new Map(family!.members.map(({ unit, element }) => [unit, element]));
    expect([...found.keys()].sort((a, b) => a - b)).toEqual([...members].sort((a, b) => a - b));
    const misses = members.map((unit, i) => angularDifference(found.get(unit)!, elements[i]!));
    // No common turn is left free. One step of the probe is 5°; what pixels of a kernel of 21 and of
    // the stimuli leave is below a degree.
    expect(Math.max(...misses.map(Math.abs))).toBeLessThan(1);
    expect(family!.r2).toBeGreaterThan(0.98);
    expect(family!.nulls.elements.pValue).toBe(1 / 400);
    expect(family!.nulls.units.pValue).toBe(1 / 400);
    expect(family!.largestGap).toBeCloseTo(115, -0.5);
    const { verdict } = judge(family!, family!.nulls.units.pValue);
    expect(verdict).toBe(family!.holes.length > 0 ? 'partial' : 'group action');
  });

  it.each([1, 2])('has none in its shuffled twin of seed %i', async (twin) => {
    const { families, eligible } = await discoverIn(shuffledNetwork(graph, new Random(twin)));
    expect(families).toEqual([]);
    // Not for lack of units to choose from.
    expect(eligible).toBeGreaterThan(20);
  });
});
