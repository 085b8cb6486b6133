import { Random } from '../numerics/random.ts';
import { inGrey, inHue, waves, type ChannelPattern } from './planted-kernels.ts';
import {
  plantedGraph,
  plantedInput,
  type PlantedColours,
  type PlantedNetwork,
  type PlantedUnit,
} from './planted-network.ts';

/** Pixels a side of the kernels. */
const FIELD = 19;
const INPUT_SIZE = 64;

/**
 * Below a few hundredths of the largest response units are silent, as in trained networks most are to
 * most pictures. Without a threshold any two kernels are alike to an edge: it reads their first moment.
 */
export const THRESHOLD = 0.06;

/** A member of a family, its element in steps of the grid. */
export interface PlantedCopy {
  readonly pattern: ChannelPattern;
  readonly element: readonly number[];
}

/** Copies of a template have gains of their own. */
export function gainOf(place: number): number {
  return 0.6 + 0.4 * (place % 4);
}

/** A network of one layer with families and other units, at places drawn at random. */
export function layerOfFamilies(
  about: Pick<PlantedNetwork, 'group' | 'name' | 'description' | 'stabiliser'>,
  colours: PlantedColours,
  families: readonly (readonly PlantedCopy[])[],
  others: readonly ChannelPattern[],
): PlantedNetwork {
  const members = families.map((family) =>
    family.map(({ pattern, element }, i) => ({
      unit: { pattern, gain: gainOf(i), threshold: THRESHOLD } satisfies PlantedUnit,
      element,
    })),
  );
  const units = new Random(2020).shuffle([
    ...members.flatMap((family) => family.map(({ unit }) => unit)),
    ...others.map((pattern): PlantedUnit => ({ pattern, gain: 1, threshold: THRESHOLD })),
  ]);
  const layer = 'planted';
  return {
    ...about,
    graph: plantedGraph([{ name: layer, size: FIELD, units }], colours, INPUT_SIZE),
    input: plantedInput(INPUT_SIZE),
    layers: [layer],
    families: members.map((family) =>
      family.map(({ unit, element }) => ({ layer, unit: units.indexOf(unit), element })),
    ),
    others: others.length,
  };
}

/** Grey patterns that are alike to nothing. */
export function strangers(count: number, seed: number): ChannelPattern[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => inGrey(waves(random)));
}

/** The same in colours that vary over the plane without rule, over OKLab. */
export function colourfulStrangers(count: number, seed: number): ChannelPattern[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const [one, other] = [inHue(waves(random), 0), inHue(waves(random), 90)];
    return (x, y) => {
      const added = other(x, y);
      return one(x, y).map((value, channel) => value + added[channel]!);
    };
  });
}
