import { plantHue, plantHueRotation } from './planted-colour.ts';
import type { PlantedNetwork } from './planted-network.ts';
import { plantReflection } from './planted-reflection.ts';
import { plantFullTurns, plantHalfTurns, plantQuarterTurns } from './planted-rotation.ts';
import { plantScale } from './planted-scale.ts';

/** The planted networks by name, in the order in which pages show them. */
export const plantedNetworks = {
  'rotation 360': plantFullTurns,
  'rotation 180': plantHalfTurns,
  'rotation 90': plantQuarterTurns,
  reflection: plantReflection,
  hue: plantHue,
  'hue-rotation': plantHueRotation,
  scale: plantScale,
} as const satisfies Readonly<Record<string, () => PlantedNetwork>>;

export type PlantedName = keyof typeof plantedNetworks;

export const plantedNames = Object.keys(plantedNetworks) as readonly PlantedName[];
