import { getCollection } from 'astro:content';
import { type Atlas, indexModel } from './index-atlas.ts';
import { byModelRank } from './model-order.ts';

type Entries<T> = readonly { readonly id: string; readonly data: { readonly value: T } }[];

/** What each model has of a collection: a function of the model's name. */
const byModel = <T>(entries: Entries<T>) => {
  const values = new Map(entries.map(({ id, data }) => [id, data.value]));
  return (model: string): T | undefined => values.get(model);
};

async function load(): Promise<Atlas> {
  const models = await getCollection('models');
  const families = byModel(await getCollection('families'));
  const circuits = byModel(await getCollection('circuits'));
  const scan = byModel(await getCollection('scan'));
  const units = byModel(await getCollection('units'));
  const connections = byModel(await getCollection('connections'));
  const pictures = byModel(await getCollection('pictures'));
  const controls = byModel(await getCollection('controls'));
  const provenance = byModel(await getCollection('provenance'));
  const coverage = byModel(await getCollection('coverage'));
  const agreement = byModel(await getCollection('agreement'));
  const lieDerivative = byModel(await getCollection('lieDerivative'));
  const errorLedger = byModel(await getCollection('errorLedger'));
  const weightEquivariance = byModel(await getCollection('weightEquivariance'));
  const stimuli = byModel(await getCollection('stimuli'));
  const contactSheets = byModel(await getCollection('contactSheets'));
  const sprites = byModel(await getCollection('sprites'));
  const cards = byModel(await getCollection('cards'));
  const tags = await getCollection('tags');
  const claims = await getCollection('claims');
  models.sort((a, b) => byModelRank(a.data.value, b.data.value));
  const order = models.map(({ id }) => id);
  return {
    models: models.map(({ id, data }) =>
      indexModel({
        model: data.value,
        families: families(id) ?? [],
        circuits: circuits(id) ?? [],
        scan: scan(id) ?? [],
        units: units(id) ?? [],
        connections: connections(id) ?? [],
        pictures: pictures(id) ?? [],
        controls: controls(id),
        provenance: provenance(id) ?? [],
        coverage: coverage(id) ?? [],
        agreement: agreement(id) ?? [],
        lieDerivative: lieDerivative(id),
        errorLedger: errorLedger(id),
        weightEquivariance: weightEquivariance(id),
        stimuli: stimuli(id),
        contactSheets: contactSheets(id) ?? [],
        sprites: sprites(id) ?? [],
        card: cards(id),
      }),
    ),
    tags: tags.map(({ data }) => data),
    claims: claims
      .flatMap(({ data }) => data.value)
      .sort((a, b) => order.indexOf(a.model) - order.indexOf(b.model)),
  };
}

let loading: Promise<Atlas> | undefined;

/** All records of the atlas, read and indexed once in a build; anew for every page in development. */
export function loadAtlas(): Promise<Atlas> {
  if (import.meta.env.DEV) return load();
  loading ??= load();
  return loading;
}
