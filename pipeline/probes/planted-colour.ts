import {
  arc,
  blob,
  boundary,
  inHue,
  inLightness,
  stripes,
  turnedPattern,
  type Pattern,
} from './planted-kernels.ts';
import { colourfulStrangers, layerOfFamilies, type PlantedCopy } from './planted-layer.ts';
import type { PlantedNetwork } from './planted-network.ts';
import { HUE_ROTATION_TURN_STEP, HUE_STEP } from './transformation-grid.ts';

/** Degrees, off the grid for the most part, unevenly spaced. */
const HUES = [8, 40, 77, 101, 163, 190, 228.5, 262] as const;
const MORE_HUES = [20, 66, 121, 150, 215, 300] as const;

/** [hue, turn], degrees; (h, t) and (h + 180, t + 180) are one element, and either may stand for it. */
const HUE_TURNS = [
  [4, 10],
  [40, 80],
  [70, 205],
  [95, 140],
  [130, 300],
  [161, 33],
  [200, 111],
  [233, 255],
  [272, 168],
  [310, 350],
] as const;

/** Families of one place and many hues, over OKLab computed by the network. */
export function plantHue(): PlantedNetwork {
  const copies = (template: Pattern, hues: readonly number[]): PlantedCopy[] =>
    hues.map((hue) => ({ pattern: inHue(template, hue), element: [hue / HUE_STEP] }));
  return layerOfFamilies(
    {
      group: 'hue',
      name: 'hue',
      description: `A blob in ${String(HUES.length)} hues and a boundary in ${String(MORE_HUES.length)}; beside them grey patterns and patterns of random colours.`,
      stabiliser: [[0]],
    },
    'oklab',
    [copies(blob, HUES), copies(boundary, MORE_HUES)],
    [...[blob, boundary, arc, stripes].map(inLightness), ...colourfulStrangers(12, 5)],
  );
}

/** A family of the quotient: half a turn exchanges the two hues of a boundary. */
export function plantHueRotation(): PlantedNetwork {
  return layerOfFamilies(
    {
      group: 'hue-rotation',
      name: 'hue-rotation',
      description: `A boundary of opposite hues turned in hue and angle to ${String(HUE_TURNS.length)} elements of the quotient; beside them blobs and stripes of one hue, grey boundaries and patterns of random colours.`,
      stabiliser: [
        [0, 0],
        [180 / HUE_STEP, 180 / HUE_ROTATION_TURN_STEP],
      ],
    },
    'oklab',
    [
      HUE_TURNS.map(([hue, turn]) => ({
        pattern: inHue(turnedPattern(boundary, turn), hue),
        element: [hue / HUE_STEP, turn / HUE_ROTATION_TURN_STEP],
      })),
    ],
    [
      ...[0, 70, 130, 200, 290].map((hue) => inHue(blob, hue)),
      ...[10, 80, 150, 220, 300].map((hue) => inHue(turnedPattern(stripes, hue / 2), hue)),
      ...[0, 50, 95, 160, 230].map((turn) => inLightness(turnedPattern(boundary, turn))),
      ...colourfulStrangers(8, 6),
    ],
  );
}
