import { openBackend } from '../../pipeline/engine/backend.ts';
import {
  controlRules,
  measurePlanted,
  type ControlRules,
  type PlantedControl,
} from '../../pipeline/families/planted-control.ts';
import { plantedNetworks, type PlantedName } from '../../pipeline/probes/planted-networks.ts';

/** Fewer draws than a real run, which changes no member and no element. */
export const testRules: ControlRules = {
  moved: { ...controlRules.moved, nullSamples: 299, bootstrapSamples: 50 },
  mirror: { ...controlRules.mirror, nullSamples: 299, bootstrapSamples: 50 },
  scale: { ...controlRules.scale, nullSamples: 299, bootstrapSamples: 20 },
};

/** The control of a planted network on fewer pictures than the atlas shows it. */
export async function recover(
  name: PlantedName,
  pictures: number,
  patchesPerPicture = 1,
): Promise<PlantedControl> {
  await openBackend('wasm');
  const plan = { pictures, patchesPerPicture, seed: 7 };
  return measurePlanted(plantedNetworks[name](), plan, testRules);
}
