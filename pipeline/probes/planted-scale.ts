import { Random } from '../numerics/random.ts';
import {
  arc,
  edgeStripes,
  inGrey,
  magnifiedPattern,
  reversingLine,
  spot,
  turnedPattern,
} from './planted-kernels.ts';
import { gainOf, strangers, THRESHOLD } from './planted-layer.ts';
import {
  plantedGraph,
  plantedInput,
  type PlantedMember,
  type PlantedNetwork,
  type PlantedUnit,
} from './planted-network.ts';
import { SCALE_STEP } from './transformation-grid.ts';

/** Pictures are magnified by interpolation, which only kernels coarser than a pixel do not see. */
const SMALLEST = 1.5;

/** Reach of the patterns in pixels at magnification 1. */
const REACH = 9;

/** Steps of the ladder at which the layers are: neighbours are three steps apart. */
const SIZES = [0, 3, 6] as const;

/** Two and a half times the largest kernel's reach: what fades at a picture's edge lies beyond. */
const INPUT_SIZE = 96;

const STRANGERS = 8;

/** Three layers beside one another that hold the same templates at growing size. */
export function plantScale(): PlantedNetwork {
  const templates = [
    ...[20, 100, 230].map((angle) => turnedPattern(arc, angle)),
    ...[60, 310].map((angle) => turnedPattern(reversingLine, angle)),
    ...[75, 165].map((angle) => turnedPattern(edgeStripes, angle)),
    spot,
  ];
  const layers = SIZES.map((steps, place) => {
    const factor = SMALLEST * SCALE_STEP ** steps;
    const copies = templates.map((template, i): PlantedUnit => ({
      pattern: inGrey(magnifiedPattern(template, factor)),
      gain: gainOf(i + place),
      threshold: THRESHOLD,
    }));
    const units = new Random(7 + place).shuffle([
      ...copies,
      ...strangers(STRANGERS, 20 + place).map((pattern): PlantedUnit => ({
        pattern,
        gain: 1,
        threshold: THRESHOLD,
      })),
    ]);
    const name = `size ${String(place + 1)}`;
    return { name, size: 2 * Math.ceil(REACH * factor) + 1, units, copies, steps };
  });
  return {
    group: 'scale',
    name: 'scale',
    description: `${String(templates.length)} arcs, lines, stripes and spots in each of three layers, three quarters of an octave larger from layer to layer; beside them random patterns.`,
    graph: plantedGraph(layers, 'rgb', INPUT_SIZE),
    input: plantedInput(INPUT_SIZE),
    layers: layers.map(({ name }) => name),
    families: templates.map((_, i) =>
      layers.map(({ name, units, copies, steps }): PlantedMember => ({
        layer: name,
        unit: units.indexOf(copies[i]!),
        element: [steps],
      })),
    ),
    stabiliser: [[0]],
    others: STRANGERS * layers.length,
  };
}
