import type {
  Agreement,
  Circuit,
  Claim,
  ContactSheet,
  Controls,
  Coverage,
  ErrorLedger,
  Family,
  Layer,
  LieDerivative,
  Model,
  ModelCard,
  Picture,
  PictureSprite,
  Provenance,
  ScannedFit,
  StimulusGallery,
  TagEntry,
  Unit,
  UnitConnections,
  WeightEquivariance,
} from '../../pipeline/records/index.ts';
import { layersOf } from './family-members.ts';
import { inAtlasOrder, inOrbitOrder } from './family-order.ts';

/** The records of one model as read from `content/atlas/<model>/`. */
export interface ModelRecords {
  readonly model: Model;
  readonly families: readonly Family[];
  readonly circuits: readonly Circuit[];
  /** Every fit of the scan for circuits, whether it passed or not. */
  readonly scan: readonly ScannedFit[];
  readonly units: readonly Unit[];
  readonly connections: readonly UnitConnections[];
  readonly pictures: readonly Picture[];
  readonly controls: Controls | undefined;
  readonly provenance: readonly Provenance[];
  readonly coverage: readonly Coverage[];
  readonly agreement: readonly Agreement[];
  readonly lieDerivative: LieDerivative | undefined;
  readonly errorLedger: ErrorLedger | undefined;
  readonly weightEquivariance: WeightEquivariance | undefined;
  readonly stimuli: StimulusGallery | undefined;
  readonly contactSheets: readonly ContactSheet[];
  readonly sprites: readonly PictureSprite[];
  /** Of weights that this project trained. */
  readonly card?: ModelCard | undefined;
}

/** The records of one model with what pages look up in them. */
export interface ModelAtlas extends ModelRecords {
  /** @throws Error when the model has no layer of that exact name. */
  layer(name: string): Layer;
  family(tag: string): Family | undefined;
  /** A unit's feature picture; where it has none, the patch of dead leaves that drives it most. */
  picture(layer: string, unit: number): Picture | undefined;
  /** Its pictures of all kinds, in the order in which a page shows them. */
  picturesOf(layer: string, unit: number): readonly Picture[];
  contactSheet(family: string): ContactSheet | undefined;
  sprite(layer: string): PictureSprite | undefined;
  /** The unit's passport; only units in families have one. */
  passport(layer: string, unit: number): Unit | undefined;
  /** Its strongest weights; units with a passport have them. */
  connectionsOf(layer: string, unit: number): UnitConnections | undefined;
  /** Families that have a member in the layer, those of scale that reach into it included. */
  familiesOf(layer: string): readonly Family[];
  circuitsOf(family: string): readonly Circuit[];
  /** Circuits that have the unit at one of their ends. */
  circuitsOfUnit(layer: string, unit: number): readonly Circuit[];
  stage(key: string): Provenance | undefined;
  /** The picture, below the site's root, of the stimulus with this description. */
  stimulusFile(text: string): string | undefined;
}

export interface Atlas {
  /** In the order of `byModelRank`. */
  readonly models: readonly ModelAtlas[];
  readonly tags: readonly TagEntry[];
  /** What the models say of published claims: models in their order, claims as published. */
  readonly claims: readonly Claim[];
}

/** Indexes one model's records; members of families and ends of circuits come in orbit order. */
export function indexModel(records: ModelRecords): ModelAtlas {
  const { model } = records;
  const families = inAtlasOrder(model, records.families).map(inOrbitOrder);
  const key = (layer: string, unit: number) => `${layer} ${String(unit)}`;
  const layers = new Map(model.layers.map((layer) => [layer.name, layer]));
  const byTag = new Map(families.map((family) => [family.tag, family]));
  const byLayer = grouped(families, layersOf);
  const byFamily = grouped(
    records.circuits,
    ({ from, to }) => new Set([from, to].flatMap(({ family }) => family ?? [])),
  );
  const byUnit = grouped(
    records.circuits,
    ({ from, to }) =>
      new Set([from, to].flatMap((end) => end.units.map((unit) => key(end.layer, unit)))),
  );
  // Feature pictures come last and so replace patches of dead leaves.
  const pictures = new Map(
    records.pictures
      .filter(({ kind }) => kind === 'unit' || kind === 'dead leaves')
      .sort((a, b) => Number(a.kind === 'unit') - Number(b.kind === 'unit'))
      .map((p) => [key(p.layer, p.unit), p]),
  );
  const kinds: readonly Picture['kind'][] = ['unit', 'channel', 'negative', 'dead leaves'];
  const byPictured = grouped(
    [...records.pictures].sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind)),
    (p) => [key(p.layer, p.unit)],
  );
  const sheets = new Map(records.contactSheets.map((sheet) => [sheet.family, sheet]));
  const sprites = new Map(records.sprites.map((sprite) => [sprite.layer, sprite]));
  const passports = new Map(records.units.map((u) => [key(u.layer, u.unit), u]));
  const connections = new Map(records.connections.map((c) => [key(c.layer, c.unit), c]));
  const stages = new Map(records.provenance.map((stage) => [stage.key, stage]));
  const stimuli = new Map(
    (records.stimuli?.kinds ?? []).flatMap(({ conditions }) =>
      conditions.map(({ condition, file }) => [condition.text, file]),
    ),
  );
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
    picturesOf: (layer, unit) => byPictured.get(key(layer, unit)) ?? [],
    contactSheet: (tag) => sheets.get(tag),
    sprite: (layer) => sprites.get(layer),
    passport: (layer, unit) => passports.get(key(layer, unit)),
    connectionsOf: (layer, unit) => connections.get(key(layer, unit)),
    familiesOf: (layer) => byLayer.get(layer) ?? [],
    circuitsOf: (tag) => byFamily.get(tag) ?? [],
    circuitsOfUnit: (layer, unit) => byUnit.get(key(layer, unit)) ?? [],
    stage: (stageKey) => stages.get(stageKey),
    stimulusFile: (text) => stimuli.get(text),
  };
}

/** Values by each of their keys, in the order of the values. */
function grouped<T>(values: readonly T[], keys: (value: T) => Iterable<string>): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    for (const key of keys(value)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [value]);
      else group.push(value);
    }
  }
  return groups;
}
