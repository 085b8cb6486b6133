import type { ClaimRecords } from '../../pipeline/atlas/claims/claim-records.ts';
import { NOTHING_COMPARED } from '../../pipeline/atlas/claims/comparison-records.ts';
import type { Circuit, Family, Model, ScannedFit, Unit } from '../../pipeline/records/index.ts';

/** Made-up records of a model, as small as the rules of the claims allow; layers are `a` to `k`. */
const aliases = [...'abcdefghijk'];

const layer = (alias: string): Model['layers'][number] => ({
  name: `layer-${alias}`,
  alias,
  shape: [14, 14, 100],
  receptiveField: { size: 31, stride: 4, start: 2 },
  branches: [{ name: `layer-${alias}`, first: 0, units: 100, kernel: 3 }],
  unitsInFamilies: 0,
  probe: { stimulusSize: 41, position: [7, 7] },
});

export function claimRecords(given: Partial<ClaimRecords> = {}): ClaimRecords {
  return {
    model: {
      name: 'toy',
      title: 'Toy',
      layers: aliases.map(layer),
      correspondencesFrom: layer(aliases[4]!).name,
    } as Model,
    families: [],
    circuits: [],
    scan: [],
    coverage: aliases.map((alias) => coverageOf(alias)),
    controls: {
      shuffled: {
        seed: 1,
        candidates: 9,
        familiesFound: 1,
        falseDiscoveryRate: 0.02,
        layers: [],
      },
    },
    weightEquivariance: { model: 'toy', firstLayer: [], reflection: [] },
    units: [],
    alignedMean: () => undefined,
    others: [],
    comparison: NOTHING_COMPARED,
    ...given,
  };
}

type Coverage = ClaimRecords['coverage'][number];

export function coverageOf(
  alias: string,
  inFamily: Partial<Coverage['inFamily']> = {},
  hueInvariant: number[] = [],
): Coverage {
  return {
    layer: `layer-${alias}`,
    units: 100,
    inFamily: {
      ...{ rotation: 0, reflection: 0, hue: 0, hueRotation: 0, scale: 0, correspondence: 0 },
      ...inFamily,
    },
    invariant: { rotation: 0, reflection: 20, hue: hueInvariant.length },
    invariantUnits: { rotation: [], reflection: [], hue: hueInvariant },
  };
}

interface MadeFamily {
  readonly group?: Family['group'];
  readonly name?: string;
  readonly alias?: string;
  readonly period?: 360 | 180 | 90;
  readonly members?: number;
  readonly largestGap?: number;
  readonly verdict?: Family['verdict'];
  /** What else the record holds. */
  readonly with?: object;
}

/** A family with what the rules read, and nothing else. */
export function madeFamily(tag: string, made: MadeFamily = {}): Family {
  const { group = 'rotation', alias = 'c', members = 6, period = 360 } = made;
  return {
    tag,
    group,
    layer: `layer-${alias}`,
    name: made.name ?? 'curves',
    period,
    members: Array.from({ length: members }, (_, unit) => ({
      unit,
      gain: 1,
      r2: 0.5,
      element: (unit * period) / members,
    })),
    largestGap: made.largestGap ?? period / members,
    verdict: made.verdict ?? 'partial',
    r2: 0.5,
    qValue: 0.002,
    ...made.with,
  } as unknown as Family;
}

interface MadeCircuit extends Pick<Circuit, 'group' | 'form'> {
  /** Alias of the layer and tag of the family, or null for single units. */
  readonly from: readonly [alias: string, family: string | null];
  readonly to: readonly [alias: string, family: string | null];
  readonly units?: readonly number[];
  readonly r2?: number;
  readonly motif?: Circuit['motif'];
  readonly with?: Partial<Circuit>;
}

/** A circuit that passed. */
export function madeCircuit(tag: string, made: MadeCircuit): Circuit {
  const end = ([alias, family]: MadeCircuit['from']) => ({
    layer: `layer-${alias}`,
    family,
    units: [...(made.units ?? [1, 2])],
    elements: family === null ? null : [0, 90],
    period: null,
  });
  return {
    ...{ tag, group: made.group, form: made.form, r2: made.r2 ?? 0.5, qValue: 0.004, strength: 2 },
    motif: made.motif ?? (made.group === 'reflection' ? 'mirror' : made.form),
    ...{ from: end(made.from), to: end(made.to), profile: [], factors: [] },
    ...made.with,
  } as unknown as Circuit;
}

/** The same as an entry of the scan; without a tag, one that did not pass. */
export function madeFit(
  made: MadeCircuit,
  circuit: string | null = null,
  qValue = 0.4,
): ScannedFit {
  const end = ([alias, family]: MadeCircuit['from']) => ({ layer: `layer-${alias}`, family });
  return {
    ...{ group: made.group, form: made.form, from: end(made.from), to: end(made.to) },
    ...{ units: [], r2: made.r2 ?? 0.5, strength: 1, pValue: qValue, qValue, circuit },
  };
}

/** A bin of a profile whose interval is ±0.1. */
export const madeBin = (delta: number, weight: number, pairs = 6): Circuit['profile'][number] => ({
  delta,
  weight,
  interval: [weight - 0.1, weight + 0.1],
  pairs,
});

/** A passport with the strongest response to every kind. */
export function madeUnit(
  alias: string,
  unit: number,
  strongest: Readonly<Partial<Record<Unit['tuning'][number]['kind'], number>>>,
  wavelength = 8,
): Unit {
  return {
    layer: `layer-${alias}`,
    unit,
    tuning: (Object.keys(strongest) as (keyof typeof strongest)[]).map((kind) => ({
      kind,
      condition: { kind, text: kind, parameters: kind === 'grating' ? { wavelength } : {} },
      strongest: strongest[kind]!,
      turns: [],
      hues: [],
    })),
  } as unknown as Unit;
}
