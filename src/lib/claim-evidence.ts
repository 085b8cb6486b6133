import { titleOfCircuit, titleOfFamily } from './citables.ts';
import type { Atlas } from './index-atlas.ts';
import { circuitHref, familyHref } from './links.ts';

export interface Evidence {
  readonly tag: string;
  readonly title: string;
  readonly href: string;
}

/**
 * The page of the family or circuit with this tag in a model.
 * @throws Error when the model has no such record.
 */
export function evidenceOf({ models }: Atlas, model: string, tag: string): Evidence {
  const atlas = models.find((candidate) => candidate.model.name === model);
  const family = atlas?.family(tag);
  if (atlas && family) return { tag, title: titleOfFamily(atlas, family), href: familyHref(tag) };
  const circuit = atlas?.circuits.find((candidate) => candidate.tag === tag);
  if (atlas && circuit) {
    return { tag, title: titleOfCircuit(atlas, circuit), href: circuitHref(tag) };
  }
  throw new Error(
    `expected family or circuit ${tag} of content/claims.yaml in the records of ${model}, found none; run the atlas again`,
  );
}
