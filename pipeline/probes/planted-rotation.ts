import {
  arc,
  eightLobes,
  fourLobes,
  inGrey,
  reversingLine,
  ring,
  spot,
  stripes,
  turnedPattern,
  type ChannelPattern,
  type Pattern,
} from './planted-kernels.ts';
import { layerOfFamilies, strangers, type PlantedCopy } from './planted-layer.ts';
import type { PlantedNetwork } from './planted-network.ts';
import { TURN_STEP } from './transformation-grid.ts';

/** Degrees, off the grid for the most part, unevenly spaced, with a gap of 115° after 248°. */
const TURNS = [3, 28.4, 41, 77.7, 102, 139, 171.5, 196, 222, 248] as const;
const MORE_TURNS = [11, 64, 93.5, 160, 187, 231, 290, 322.6] as const;
/** The same within half a turn and a quarter. */
const HALF_TURNS = [3, 21.4, 48, 70, 89.5, 118, 151] as const;
const QUARTER_TURNS = [2, 14.5, 31, 40, 57.2, 73] as const;

const HALF = 180 / TURN_STEP;
const QUARTER = 90 / TURN_STEP;

function turnedCopies(template: Pattern, degrees: readonly number[]): PlantedCopy[] {
  return degrees.map((angle) => ({
    pattern: inGrey(turnedPattern(template, angle)),
    element: [angle / TURN_STEP],
  }));
}

/** Fewer copies than a family needs. */
function aFew(template: Pattern, degrees: readonly number[]): ChannelPattern[] {
  return degrees.map((angle) => inGrey(turnedPattern(template, angle)));
}

/** Two families without symmetry of their own. */
export function plantFullTurns(): PlantedNetwork {
  return layerOfFamilies(
    {
      group: 'rotation',
      name: 'rotation 360',
      description: `A light arc turned to ${String(TURNS.length)} angles and a line that turns dark half way to ${String(MORE_TURNS.length)}; beside them stripes, spots and random patterns.`,
      stabiliser: [[0]],
    },
    'rgb',
    [turnedCopies(arc, TURNS), turnedCopies(reversingLine, MORE_TURNS)],
    [...aFew(stripes, [20, 75, 140]), inGrey(spot), inGrey(ring), ...strangers(12, 1)],
  );
}

/** A family that half a turn leaves as it is. */
export function plantHalfTurns(): PlantedNetwork {
  return layerOfFamilies(
    {
      group: 'rotation',
      name: 'rotation 180',
      description: `Stripes turned to ${String(HALF_TURNS.length)} angles within half a turn; beside them arcs, spots and random patterns.`,
      stabiliser: [[0], [HALF]],
    },
    'rgb',
    [turnedCopies(stripes, HALF_TURNS)],
    [...aFew(arc, [10, 133, 250]), inGrey(spot), inGrey(ring), ...strangers(12, 2)],
  );
}

/** A family that a quarter turn leaves as it is. */
export function plantQuarterTurns(): PlantedNetwork {
  return layerOfFamilies(
    {
      group: 'rotation',
      name: 'rotation 90',
      description: `Four lobes turned to ${String(QUARTER_TURNS.length)} angles within a quarter turn; beside them eight lobes, stripes, arcs and random patterns.`,
      stabiliser: [[0], [QUARTER], [HALF], [HALF + QUARTER]],
    },
    'rgb',
    [turnedCopies(fourLobes, QUARTER_TURNS)],
    [
      ...aFew(eightLobes, [0, 17]),
      ...aFew(stripes, [20, 75, 140]),
      ...aFew(arc, [10, 133, 250]),
      ...strangers(10, 3),
    ],
  );
}
