import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  Agreement,
  Circuit,
  Controls,
  Coverage,
  Family,
  KindTuning,
  Model,
  Provenance,
  ScannedFit,
  StimulusGallery,
  Unit,
  UnitConnections,
} from '../../pipeline/records/index.ts';
import { placesOf, unitsIn } from '../../src/lib/family-members.ts';
import type { ModelRecords } from '../../src/lib/index-atlas.ts';
import { elementOf, fixtureCircuit } from './fixture-circuits.ts';
import { fixtureFamily } from './fixture-families.ts';
import {
  bump,
  digest,
  type FixtureFamily,
  generator,
  HUES,
  LAYERS,
  PREFERRED,
  TURNS,
} from './fixture-setting.ts';

export type { FixtureFamily } from './fixture-setting.ts';

/** A made-up atlas for tests of the site: the shapes are right, the numbers mean nothing. */
export interface FixtureRecords {
  readonly model: Model;
  readonly families: Family[];
  readonly circuits: Circuit[];
  readonly scan: ScannedFit[];
  /** Files of kernels by circuit tag. */
  readonly kernels: Map<string, Uint8Array>;
  readonly units: Unit[];
  readonly connections: UnitConnections[];
  readonly controls: Controls;
  readonly provenance: Provenance[];
  readonly coverage: Coverage[];
  readonly agreement: Agreement[];
  readonly stimuli: StimulusGallery;
}

/** The records as the site's index takes them, without any picture. */
export const asModelRecords = (records: FixtureRecords): ModelRecords => ({
  ...records,
  pictures: [],
  contactSheets: [],
  sprites: [],
  lieDerivative: undefined,
  errorLedger: undefined,
  weightEquivariance: undefined,
});

function passports(families: Family[], circuits: Circuit[]): Unit[] {
  const passport = (family: Family, { layer, unit }: { layer: string; unit: number }): Unit => {
    const depth = LAYERS.findIndex(([name]) => name === layer);
    const alias = LAYERS[depth]![1];
    const member = family.members.find((m) => m.unit === unit)!;
    return {
      model: 'googlenet',
      layer,
      unit,
      aliases: [`${alias}:${String(unit)}`, `${layer}:${String(unit)}`],
      families: [family.tag],
      circuits: circuits
        .filter((c) => c.from.family === family.tag || c.to.family === family.tag)
        .map((c) => c.tag),
      weightDigest: digest(`${layer}${String(unit)}`),
      tuning: tunings(elementOf(member)),
      transformations: { rotation: 0.62, hue: 0.11, mirror: 0.2 },
    };
  };
  return families.flatMap((family) => placesOf(family).map((place) => passport(family, place)));
}

function strongestWeights(units: readonly Unit[], random: () => number): UnitConnections[] {
  const connections = (layer: string) =>
    Array.from({ length: 10 }, (_, i) => ({
      layer,
      unit: Math.floor(random() * 190),
      weight: (i % 3 ? 1 : -1) * (0.9 - 0.06 * i),
      peak: (i % 3 ? 1 : -1) * (0.3 - 0.02 * i),
    }));
  return units.map(({ layer, unit }) => {
    const depth = LAYERS.findIndex(([name]) => name === layer);
    return {
      layer,
      unit,
      incoming: depth > 0 ? connections(LAYERS[depth - 1]![0]) : [],
      outgoing: depth + 1 < LAYERS.length ? connections(LAYERS[depth + 1]![0]) : [],
      linearised: ['A max-pool is the mean over its window.'],
    };
  });
}

/** Tuning to three kinds: one that turns, one that has hue, one that has both. */
function tunings(element: number): KindTuning[] {
  const turns = TURNS.map((a) => 40 * bump(a - element, 0.5));
  const hues = HUES.map((h) => 12 * bump(h - element, 0.9));
  return [
    { kind: 'curve', condition: PREFERRED.curve, strongest: 40, turns, hues: [] },
    { kind: 'colour centre-surround', condition: PREFERRED.hue, strongest: 12, turns: [], hues },
    { kind: 'colour edge', condition: PREFERRED.edge, strongest: 9, turns, hues },
  ];
}

/** Builds all records but the pictures; circuits join the named families. */
export function fixtureRecords(
  specs: readonly FixtureFamily[],
  circuitTags: readonly (readonly [tag: string, from: string, to: string])[],
): FixtureRecords {
  const random = generator(7);
  const taken = new Set<string>();
  const unit = (layer: string) => {
    const size = LAYERS.find(([name]) => name === layer)![2];
    let chosen = Math.floor(random() * size);
    while (taken.has(`${layer} ${String(chosen)}`)) chosen = (chosen + 1) % size;
    taken.add(`${layer} ${String(chosen)}`);
    return chosen;
  };
  const families = specs.map((spec) => fixtureFamily(spec, { random, unit }));
  const of = (tag: string) => families.find((f) => f.tag === tag)!;
  const made = circuitTags.map(([tag, from, to]) => fixtureCircuit(tag, of(from), of(to), random));
  const circuits = made.map(({ circuit }) => circuit);
  const model: Model = {
    name: 'googlenet',
    title: 'GoogLeNet (BVLC)',
    description: 'InceptionV1 trained on ImageNet by BVLC.',
    tensorDigest: digest('tensors'),
    parameters: 6998552,
    source: {
      url: 'http://example.org/weights',
      fileDigest: 'a'.repeat(40),
      licence: 'unrestricted',
      citation: 'Szegedy et al. 2015',
    },
    input: { size: [224, 224], channels: 'bgr', mean: [104, 117, 123] },
    layers: LAYERS.map(([name, alias, units, side, size]) => ({
      name,
      alias,
      shape: [side, side, units],
      receptiveField: { size, stride: 224 / side, start: 6 },
      branches: [
        { name: `${name}/first`, first: 0, units: 64, kernel: 1 },
        { name: `${name}/second`, first: 64, units: units - 64, kernel: 3 },
      ],
      unitsInFamilies: new Set(
        families.filter((f) => f.verdict !== 'not supported').flatMap((f) => unitsIn(f, name)),
      ).size,
      probe: { stimulusSize: size + 10, position: [14, 14] },
    })),
    evaluation: null,
  };
  const layers = model.layers.map(({ name }) => ({
    layer: name,
    group: 'rotation' as const,
    candidates: 3,
    familiesFound: 0,
  }));
  const units = passports(families, circuits);
  return {
    model,
    families,
    circuits,
    scan: circuits.flatMap((circuit) => [
      scannedFit(circuit),
      { ...scannedFit(circuit), circuit: null },
    ]),
    kernels: new Map(made.map(({ circuit: { tag }, kernels }) => [tag, kernels])),
    units,
    connections: strongestWeights(units, random),
    controls: {
      shuffled: { seed: 1, candidates: 12, familiesFound: 0, falseDiscoveryRate: 0, layers },
      circuits: {
        seed: 1,
        fits: 40,
        passed: 1,
        realFits: 40,
        realPassed: 20,
        falseDiscoveryRate: 0.05,
      },
      planted: [
        {
          group: 'rotation',
          description: 'Eight turned copies of a curve kernel beside random kernels.',
          planted: 8,
          others: 24,
          precision: 1,
          recall: 1,
          maxElementErrorSteps: 0.4,
        },
      ],
    },
    coverage: model.layers.map(({ name, shape }) => fixtureCoverage(name, shape[2])),
    agreement: model.layers.map(({ name }) => ({
      layer: name,
      group: 'rotation',
      photographs: { families: 4, units: 31 },
      deadLeaves: { families: 5, units: 38 },
      sharedUnits: 27,
      samePairs: 0.86,
      elementError: 4.1,
    })),
    stimuli: {
      kinds: [
        {
          kind: 'colour edge',
          description: 'A hue beside its opposite, equally light.',
          axes: ['hue', 'turn'],
          conditions: [{ condition: PREFERRED.edge, file: 'icon.svg' }],
        },
      ],
      deadLeaves: [{ seed: 1, file: 'icon.svg' }],
      size: 97,
    },
    provenance: ['families', 'circuits'].map((stage) => ({
      stage,
      version: 1,
      subject: 'googlenet',
      key: digest(stage),
      parameters: { samples: 999, seed: 1 },
      inputs: [{ name: 'responses', digest: digest('responses') }],
      output: digest(`${stage}-output`),
      backend: 'wasm',
    })),
  };
}

const scannedFit = (circuit: Circuit): ScannedFit => {
  const { group, form, from, to, r2, strength, pValue, qValue, tag } = circuit;
  const end = ({ layer, family }: Circuit['from']) => ({ layer, family });
  const ends = { from: end(from), to: end(to), units: [] };
  return { group, form, ...ends, r2, strength, pValue, qValue, circuit: tag };
};

function fixtureCoverage(layer: string, units: number): Coverage {
  const few = Math.round(units / 12);
  return {
    layer,
    units,
    inFamily: {
      rotation: 3 * few,
      reflection: few,
      hue: few,
      hueRotation: few,
      scale: few,
      correspondence: few,
    },
    invariant: { rotation: 2, reflection: 3, hue: 1 },
    invariantUnits: { rotation: [1, 2], reflection: [1, 2, 3], hue: [4] },
  };
}

/** Writes the records into a project's `content/atlas/<model>/`, without any picture. */
export function writeFixture(records: FixtureRecords, project: string): void {
  const folder = join(project, 'content/atlas', records.model.name);
  mkdirSync(folder, { recursive: true });
  const { kernels, ...lists } = records;
  for (const [name, value] of Object.entries({ pictures: [], ...lists })) {
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(value));
  }
  mkdirSync(join(folder, 'kernels'), { recursive: true });
  for (const [tag, bytes] of kernels) {
    writeFileSync(join(folder, `kernels/${tag}.safetensors`), bytes);
  }
}
