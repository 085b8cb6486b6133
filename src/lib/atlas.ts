import { getCollection } from 'astro:content';
import { type Atlas, indexModel } from './index-atlas.ts';

async function load(): Promise<Atlas> {
  const [models, families, circuits, units, pictures, controls, provenance, tags] =
    await Promise.all([
      getCollection('models'),
      getCollection('families'),
      getCollection('circuits'),
      getCollection('units'),
      getCollection('pictures'),
      getCollection('controls'),
      getCollection('provenance'),
      getCollection('tags'),
    ]);
  const of = <T>(entries: readonly { id: string; data: { value: T } }[], id: string) =>
    entries.find((entry) => entry.id === id)?.data.value;
  return {
    models: models.map(({ id, data }) =>
      indexModel({
        model: data.value,
        families: of(families, id) ?? [],
        circuits: of(circuits, id) ?? [],
        units: of(units, id) ?? [],
        pictures: of(pictures, id) ?? [],
        controls: of(controls, id),
        provenance: of(provenance, id) ?? [],
      }),
    ),
    tags: tags.map(({ data }) => data),
  };
}

let loading: Promise<Atlas> | undefined;

/** All records of the atlas, read and indexed once in a build; anew for every page in development. */
export function loadAtlas(): Promise<Atlas> {
  if (import.meta.env.DEV) return load();
  loading ??= load();
  return loading;
}
