import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  Circuit,
  Condition,
  Controls,
  Family,
  Model,
  Provenance,
  Unit,
  Verdict,
} from '../../pipeline/records/index.ts';

/** A made-up atlas for tests of the site: the shapes are right, the numbers mean nothing. */
export interface FixtureRecords {
  readonly model: Model;
  readonly families: Family[];
  readonly circuits: Circuit[];
  readonly units: Unit[];
  readonly controls: Controls;
  readonly provenance: Provenance[];
}

export interface FixtureFamily {
  readonly tag: string;
  readonly layer: string;
  readonly name: string;
  readonly members: number;
  readonly verdict: Verdict;
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

const ANGLES = Array.from({ length: 72 }, (_, i) => i * 5);
const CONDITIONS: Condition[] = (
  ['light line', 'dark line', 'light inside', 'dark inside'] as const
).flatMap((contrast) => [6, 10, 16, 26, 42, null].map((radius) => ({ contrast, radius })));

const LAYERS: readonly (readonly [string, string, number, number, number])[] = [
  ['conv2/norm2', 'conv2', 192, 56, 27],
  ['inception_3a/output', '3a', 256, 28, 59],
  ['inception_3b/output', '3b', 480, 28, 91],
  ['inception_4a/output', '4a', 512, 14, 139],
];

/** A small linear congruential generator: enough for test data. */
function generator(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
}

const bump = (degrees: number, width: number) =>
  Math.exp((Math.cos((degrees * Math.PI) / 180) - 1) / (2 * width * width));

function fixtureFamily(spec: FixtureFamily, random: () => number, taken: Set<number>): Family {
  const size = LAYERS.find(([name]) => name === spec.layer)![2];
  const width = 0.35 + 0.2 * random();
  const spread = spec.verdict === 'partial' ? 230 : 360;
  const members = Array.from({ length: spec.members }, (_, k) => {
    let unit = Math.floor(random() * size);
    while (taken.has(unit)) unit = (unit + 1) % size;
    taken.add(unit);
    const element = ((((k * spread) / spec.members + random() * 14 - 7) % 360) + 360) % 360;
    const gain = 0.7 + 0.6 * random();
    const tuning = ANGLES.map((a) => gain * (3 * bump(a - element, width) + 0.15 * random()));
    return { unit, element, gain, r2: 0.6 + 0.35 * random(), tuning };
  }).sort((a, b) => a.element - b.element);
  const gaps = members.map((m, i) =>
    i + 1 < members.length
      ? members[i + 1]!.element - m.element
      : 360 - m.element + members[0]!.element,
  );
  const supported = spec.verdict !== 'not supported';
  const nullOf = (mean: number) => ({
    samples: 999,
    mean,
    q95: mean + 0.06,
    pValue: supported ? 0.001 : 0.31,
  });
  return {
    tag: spec.tag,
    label: `googlenet/${LAYERS.find(([name]) => name === spec.layer)![1]}/rotation/${spec.tag}`,
    model: 'googlenet',
    layer: spec.layer,
    group: 'rotation',
    period: 360,
    name: spec.name,
    nameRule: 'the preferred condition of the template has a finite radius',
    members,
    r2: supported ? 0.87 : 0.31,
    r2Interval: supported ? [0.82, 0.91] : [0.2, 0.44],
    r2LeaveOneOut: supported ? 0.81 : 0.12,
    pValue: supported ? 0.001 : 0.31,
    qValue: supported ? 0.002 : 0.4,
    nulls: { elements: nullOf(0.12), units: nullOf(0.34) },
    bandwidth: 62,
    order: 6,
    holes: spec.verdict === 'partial' ? [240, 300] : [],
    largestGap: Math.max(...gaps),
    verdict: spec.verdict,
    verdictReason: supported
      ? 'One turned template explains 87% of the variance, more than either null.'
      : 'R² of 0.31 is not above the null of random units.',
    preferred: CONDITIONS[8]!,
    conditions: CONDITIONS,
    angles: ANGLES,
    template: CONDITIONS.map((_, c) =>
      ANGLES.map((a) => 2 * bump(a, width) * (1 - Math.abs(c - 8) / 24) - 0.4),
    ),
    stageKey: digest('families'),
  };
}

function fixtureCircuit(tag: string, from: Family, to: Family, random: () => number): Circuit {
  const end = (f: Family) => ({
    layer: f.layer,
    family: f.tag,
    units: f.members.map((m) => m.unit),
    elements: f.members.map((m) => m.element),
  });
  const values = to.members.map((b) =>
    from.members.map((a) => {
      const delta = b.element - a.element;
      const along = (b.element * Math.PI) / 180;
      return Array.from({ length: 25 }, (_, i) => {
        const [x, y] = [(i % 5) - 2, Math.floor(i / 5) - 2];
        const across = x * Math.cos(along) + y * Math.sin(along);
        const where = Math.exp(-(across * across) / 1.2 - (x * x + y * y) / 9);
        return (
          where * 0.05 * (1.6 * bump(delta, 0.5) - bump(delta - 180, 0.5)) +
          0.006 * (random() - 0.5)
        );
      });
    }),
  );
  return {
    tag,
    label: `googlenet/3a-3b/${tag}`,
    model: 'googlenet',
    from: end(from),
    to: end(to),
    motif: 'equivariant→equivariant',
    r2: 0.63,
    alternatives: [
      { motif: 'equivariant→equivariant', r2: 0.63, r2InSample: 0.71, parameters: 300 },
      { motif: 'invariant→equivariant', r2: 0.08, r2InSample: 0.2, parameters: 25 },
      { motif: 'equivariant→invariant', r2: -0.04, r2InSample: 0.1, parameters: 25 },
      { motif: 'no motif', r2: 0, r2InSample: 0, parameters: 25 },
    ],
    pValue: 0.001,
    qValue: 0.002,
    summed: { r2: 0.72, r2InSample: 0.78 },
    null: { samples: 999, mean: 0.02, q95: 0.09, pValue: 0.001 },
    profile: Array.from({ length: 12 }, (_, i) => {
      const delta = i * 30 - 150;
      const weight = 0.5 * bump(delta, 0.5) - 0.25 * bump(delta - 180, 0.5);
      return { delta, weight, interval: [weight - 0.06, weight + 0.05], pairs: 8 };
    }),
    kernels: { size: [5, 5], stride: 8, values },
    linearised: ['Both 1×1 reductions are taken as linear: their ReLU is left out.'],
    finding:
      'Curves excite curves of the same orientation (+0.50) and inhibit the opposite (−0.25).',
    stageKey: digest('circuits'),
  };
}

function passports(families: Family[], circuits: Circuit[], random: () => number): Unit[] {
  const connections = (layer: string) =>
    Array.from({ length: 10 }, (_, i) => ({
      layer,
      unit: Math.floor(random() * 190),
      weight: (i % 3 ? 1 : -1) * (0.9 - 0.06 * i),
      peak: (i % 3 ? 1 : -1) * (0.3 - 0.02 * i),
    }));
  return families.flatMap((family) => {
    const depth = LAYERS.findIndex(([name]) => name === family.layer);
    const [layer, alias] = LAYERS[depth]!;
    return family.members.map((m) => ({
      model: 'googlenet',
      layer,
      unit: m.unit,
      aliases: [`${alias}:${String(m.unit)}`, `${layer}:${String(m.unit)}`],
      families: [family.tag],
      circuits: circuits
        .filter((c) => c.from.family === family.tag || c.to.family === family.tag)
        .map((c) => c.tag),
      weightDigest: digest(`${layer}${String(m.unit)}`),
      tuning: {
        conditions: CONDITIONS,
        angles: ANGLES,
        values: CONDITIONS.map((_, c) =>
          m.tuning.map((v) => v * Math.max(0, 1 - Math.abs(c - 8) / 10)),
        ),
      },
      incoming: depth > 0 ? connections(LAYERS[depth - 1]![0]) : [],
      outgoing: depth + 1 < LAYERS.length ? connections(LAYERS[depth + 1]![0]) : [],
      linearised: ['A max-pool is the mean over its window.'],
    }));
  });
}

/** Builds all records but the pictures; circuits join the named families. */
export function fixtureRecords(
  specs: readonly FixtureFamily[],
  circuitTags: readonly (readonly [tag: string, from: string, to: string])[],
): FixtureRecords {
  const random = generator(7);
  const taken = new Map<string, Set<number>>();
  const families = specs.map((spec) => {
    const used = taken.get(spec.layer) ?? new Set<number>();
    taken.set(spec.layer, used);
    return fixtureFamily(spec, random, used);
  });
  const of = (tag: string) => families.find((f) => f.tag === tag)!;
  const circuits = circuitTags.map(([tag, from, to]) =>
    fixtureCircuit(tag, of(from), of(to), random),
  );
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
        families
          .filter((f) => f.layer === name && f.verdict !== 'not supported')
          .flatMap((f) => f.members.map((m) => m.unit)),
      ).size,
      probe: { stimulusSize: size + 10, position: [14, 14] },
    })),
    evaluation: null,
  };
  const layers = model.layers.map(({ name }) => ({ layer: name, candidates: 3, familiesFound: 0 }));
  return {
    model,
    families,
    circuits,
    units: passports(families, circuits, random),
    controls: {
      shuffled: { seed: 1, candidates: 12, familiesFound: 0, falseDiscoveryRate: 0, layers },
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

/** Writes the records into a project's `content/atlas/<model>/`, without any picture. */
export function writeFixture(records: FixtureRecords, project: string): void {
  const folder = join(project, 'content/atlas', records.model.name);
  mkdirSync(folder, { recursive: true });
  for (const [name, value] of Object.entries({ ...records, pictures: [] })) {
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(value));
  }
}
