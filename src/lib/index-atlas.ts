import type {
  Circuit,
  Controls,
  Family,
  Layer,
  Model,
  Picture,
  Provenance,
  TagEntry,
  Unit,
} from '../../pipeline/records/index.ts';

/** The records of one model as read from `content/atlas/<model>/`. */
export interface ModelRecords {
  readonly model: Model;
  readonly families: readonly Family[];
  readonly circuits: readonly Circuit[];
  readonly units: readonly Unit[];
  readonly pictures: readonly Picture[];
  readonly controls: Controls | undefined;
  readonly provenance: readonly Provenance[];
}

/** The records of one model with what pages look up in them. */
export interface ModelAtlas extends ModelRecords {
  /** @throws Error when the model has no layer of that exact name. */
  layer(name: string): Layer;
  family(tag: string): Family | undefined;
  picture(layer: string, unit: number): Picture | undefined;
  /** The unit's passport; only units in families have one. */
  passport(layer: string, unit: number): Unit | undefined;
  familiesOf(layer: string): readonly Family[];
  circuitsOf(family: string): readonly Circuit[];
  stage(key: string): Provenance | undefined;
}

export interface Atlas {
  readonly models: readonly ModelAtlas[];
  readonly tags: readonly TagEntry[];
}

const VERDICT_ORDER = ['group action', 'partial', 'not supported'];

/** Families in the order of the network; in a layer by verdict, then size, then tag. */
function inOrder(model: Model, families: readonly Family[]): Family[] {
  const depth = (family: Family) => model.layers.findIndex(({ name }) => name === family.layer);
  const rank = (family: Family) => VERDICT_ORDER.indexOf(family.verdict);
  return [...families].sort(
    (a, b) =>
      depth(a) - depth(b) ||
      rank(a) - rank(b) ||
      b.members.length - a.members.length ||
      a.tag.localeCompare(b.tag),
  );
}

/** Indexes one model's records; members of families and ends of circuits come in orbit order. */
export function indexModel(records: ModelRecords): ModelAtlas {
  const { model } = records;
  const families = inOrder(model, records.families).map((family) => ({
    ...family,
    members: [...family.members].sort((a, b) => a.element - b.element),
  }));
  const key = (layer: string, unit: number) => `${layer} ${String(unit)}`;
  const layers = new Map(model.layers.map((layer) => [layer.name, layer]));
  const byTag = new Map(families.map((family) => [family.tag, family]));
  const pictures = new Map(records.pictures.map((p) => [key(p.layer, p.unit), p]));
  const passports = new Map(records.units.map((u) => [key(u.layer, u.unit), u]));
  const stages = new Map(records.provenance.map((stage) => [stage.key, stage]));
  return {
    ...records,
    families,
    layer(name) {
      const layer = layers.get(name);
      if (layer === undefined) {
        throw new Error(
          `expected a layer of ${model.name}, found ${name}; its layers are ${[...layers.keys()].join(', ')}`,
        );
      }
      return layer;
    },
    family: (tag) => byTag.get(tag),
    picture: (layer, unit) => pictures.get(key(layer, unit)),
    passport: (layer, unit) => passports.get(key(layer, unit)),
    familiesOf: (layer) => families.filter((family) => family.layer === layer),
    circuitsOf: (tag) =>
      records.circuits.filter(({ from, to }) => from.family === tag || to.family === tag),
    stage: (stageKey) => stages.get(stageKey),
  };
}
