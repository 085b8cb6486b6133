import {
  arc,
  inGrey,
  mirroredPattern,
  reversingLine,
  ring,
  spot,
  stripes,
  turnedPattern,
} from './planted-kernels.ts';
import { layerOfFamilies, strangers } from './planted-layer.ts';
import type { PlantedNetwork } from './planted-network.ts';

/** Pairs of units that are each other's mirror image, exactly: kernels are mirrored pixel by pixel. */
export function plantReflection(): PlantedNetwork {
  const oblique = [
    turnedPattern(arc, 35),
    turnedPattern(arc, 120),
    turnedPattern(reversingLine, 300),
    turnedPattern(reversingLine, 62),
    turnedPattern(stripes, 25),
    turnedPattern(stripes, 65),
  ];
  return layerOfFamilies(
    {
      group: 'reflection',
      name: 'reflection',
      description: `${String(oblique.length)} oblique arcs, lines and stripes, each with its mirror image; beside them patterns that mirroring leaves as they are and random patterns without a partner.`,
      stabiliser: [[0]],
    },
    'rgb',
    oblique.map((pattern) => [
      { pattern: inGrey(pattern), element: [0] },
      { pattern: inGrey(mirroredPattern(pattern)), element: [1] },
    ]),
    [...[spot, ring, stripes, turnedPattern(arc, 90)].map(inGrey), ...strangers(12, 4)],
  );
}
