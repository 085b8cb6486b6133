import type { CircularFamily, NegativePicture } from '../../pipeline/records/index.ts';
import { isCircular } from './best-family.ts';
import { turn } from './circle.ts';
import type { ModelAtlas } from './index-atlas.ts';
import { median } from './median.ts';

/** What a member is most against, and whom that pleases most. */
export interface Opposite {
  readonly unit: number;
  readonly element: number;
  readonly picture: NegativePicture;
  /** The unit of the layer that the picture drives most. */
  readonly driven: number;
  /** From the member's element to that of the driven unit, in (−180°, 180°], where that is a member too. */
  readonly apart: number | undefined;
}

/** Of the members that have a picture of their opposite, in the order of their elements. */
export function oppositesOf(atlas: ModelAtlas, { layer, members }: CircularFamily): Opposite[] {
  return members
    .flatMap(({ unit, element }) => {
      const picture = atlas.picturesOf(layer, unit).find(({ kind }) => kind === 'negative');
      if (picture?.kind !== 'negative') return [];
      const driven = picture.check.drives.unit;
      const other = members.find((member) => member.unit === driven);
      const apart = other && turn(element, other.element);
      return [{ unit, element, picture, driven, apart }];
    })
    .sort((a, b) => a.element - b.element);
}

/** How many opposites drive another member most, and the median distance to it, degrees. */
export function oppositesSummary(opposites: readonly Opposite[]): {
  readonly within: number;
  readonly median: number | undefined;
} {
  const distances = opposites.flatMap(({ apart }) =>
    apart === undefined ? [] : [Math.abs(apart)],
  );
  return { within: distances.length, median: median(distances) };
}

/** The opposites of all supported families along a circle of a model. */
export interface ModelOpposites {
  readonly pictures: number;
  /** Those that drive another member of the family most. */
  readonly within: number;
  /** As many as would, if the driven units were drawn at random from their layers. */
  readonly byChance: number;
  /** Median distance to the driven members, degrees. */
  readonly median: number | undefined;
}

/** undefined for a model without such pictures. */
export function modelOpposites(atlas: ModelAtlas): ModelOpposites | undefined {
  const families = atlas.families
    .filter(isCircular)
    .filter(({ verdict }) => verdict !== 'not supported')
    .map((family) => ({ family, opposites: oppositesOf(atlas, family) }));
  const opposites = families.flatMap((each) => each.opposites);
  if (opposites.length === 0) return undefined;
  const byChance = families.reduce((sum, each) => {
    const [, , units] = atlas.layer(each.family.layer).shape;
    return sum + (each.opposites.length * (each.family.members.length - 1)) / (units - 1);
  }, 0);
  return { pictures: opposites.length, byChance, ...oppositesSummary(opposites) };
}
