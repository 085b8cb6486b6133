import type { Circuit, RotationFamily } from '../../pipeline/records/index.ts';
import { byImportance } from './circuit-order.ts';
import type { ModelAtlas } from './index-atlas.ts';
import { alignedTuning } from './orbit-wheel.ts';

/** Elements of the group of the worked example. */
export const EXAMPLE_ORDER = 8;

/**
 * The family of the worked example: of the supported rotation families that need a full turn and have
 * at least as many members as the group elements, the one whose largest gap is smallest.
 */
export function exampleFamily(
  models: readonly ModelAtlas[],
): { readonly atlas: ModelAtlas; readonly family: RotationFamily } | undefined {
  return models
    .flatMap((atlas) =>
      atlas.families.flatMap((family) =>
        family.group === 'rotation' &&
        family.period === 360 &&
        family.verdict !== 'not supported' &&
        family.members.length >= EXAMPLE_ORDER
          ? [{ atlas, family }]
          : [],
      ),
    )
    .sort(
      (a, b) => a.family.largestGap - b.family.largestGap || (a.family.tag < b.family.tag ? -1 : 1),
    )[0];
}

/**
 * Mean aligned tuning of a family, each member's turned back by its element and scaled to a largest
 * response of one.
 * @param offsets degrees from the element
 */
export function meanTuning(family: RotationFamily, offsets: readonly number[]): number[] {
  const curves = family.members.map(({ tuning, element }) =>
    alignedTuning(tuning, family.angles, element, offsets),
  );
  return offsets.map((_, i) => curves.reduce((sum, curve) => sum + curve[i]!, 0) / curves.length);
}

/**
 * Responses of units that fill C_n with that tuning to the preferred stimulus at element 0: unit j, of
 * element 360° j / n, sees it at −360° j / n from its own.
 */
export const filledResponses = (family: RotationFamily, n = EXAMPLE_ORDER) =>
  meanTuning(
    family,
    Array.from({ length: n }, (_, j) => (-360 * j) / n),
  );

/** Pairs that every bin of the example's profile is averaged over, at least. */
export const EXAMPLE_PAIRS = 10;

/**
 * The circuit of the worked example: between two rotation families that need a full turn, with a
 * profile that is evenly sampled all the way around, every bin over at least `EXAMPLE_PAIRS` pairs; of
 * these the one that matters most.
 */
export function exampleCircuit(
  models: readonly ModelAtlas[],
): { readonly atlas: ModelAtlas; readonly circuit: Circuit } | undefined {
  const candidates = models.flatMap((atlas) =>
    atlas.circuits
      .filter(
        ({ group, motif, from, to, profile }) =>
          group === 'rotation' &&
          motif === 'equivariant→equivariant' &&
          from.period === 360 &&
          to.period === 360 &&
          isFilled(profile) &&
          profile.every(({ pairs }) => pairs >= EXAMPLE_PAIRS),
      )
      .map((circuit) => ({ atlas, circuit })),
  );
  const first = byImportance(candidates.map(({ circuit }) => circuit))[0];
  return candidates.find(({ circuit }) => circuit === first);
}

/** Bins that stand at 0 and all multiples of one step around the circle. */
const isFilled = (profile: Circuit['profile']) => {
  const step = 360 / profile.length;
  const places = new Set(profile.map(({ delta }) => Math.round(delta / step)));
  const even = profile.every(
    ({ delta }) => Math.abs(delta - step * Math.round(delta / step)) < 1e-6,
  );
  return profile.length >= EXAMPLE_ORDER && even && places.size === profile.length;
};

/** A filled profile as a kernel on C_n: weights at the relative elements 0, 360° / n, … */
export function profileKernel(profile: Circuit['profile']): number[] {
  const step = 360 / profile.length;
  const kernel = Array.from({ length: profile.length }, () => 0);
  for (const { delta, weight } of profile) {
    const place = Math.round(delta / step);
    kernel[(place + profile.length) % profile.length] = weight;
  }
  return kernel;
}
