import { describe, expect, it } from 'vitest';
import { openBackend } from '../../pipeline/engine/backend.ts';
import { compile } from '../../pipeline/engine/network.ts';
import { receptiveField } from '../../pipeline/graph/receptive-field.ts';
import { loadModel } from '../../pipeline/importers/load-model.ts';
import { readModelFile } from '../../pipeline/importers/read-model-file.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { measureLieDerivative } from '../../pipeline/probes/lie-derivative.ts';
import { wavePicture } from '../support/wave-picture.ts';

const { ATLAS_MODELS: models } = process.env;
if (!models) {
  process.stdout.write('skipped the Lie derivative of GoogLeNet: ATLAS_MODELS not set\n');
}

describe.skipIf(!models)('the Lie derivative of GoogLeNet', () => {
  it(
    'vanishes for translations by the stride, and not for part of it',
    { timeout: 60_000 },
    async () => {
      await openBackend('wasm');
      const model = await readModelFile(
        new URL('../../content/models/googlenet.yaml', import.meta.url).pathname,
      );
      const { graph } = await loadModel(model, models!);
      const network = compile(graph);
      const names = ['conv1/7x7_s2', 'conv2/3x3', 'inception_3a/output', 'inception_3b/output'];
      const layers = names.map((name) => ({ name, receptiveField: receptiveField(graph, name) }));
      const pictures = [wavePicture(224, new Random(8))];
      const steps = { rotation: [], scale: [], translation: [1, 8], hue: [] };
      const found = await measureLieDerivative(network, model.input, layers, pictures, { steps });
      network.dispose();
      for (const { layer, borderReaches, errors } of found.layers) {
        const [part, whole] = errors;
        expect(borderReaches, layer).toBe(false);
        expect(part!.equivariance, layer).toBeGreaterThan(2 * part!.ruler);
        // The same float32 sums at another place of the map, in another order at times.
        expect(whole!.equivariance, layer).toBeLessThan(5e-5);
        expect(whole!.invariance, layer).toBeGreaterThan(0.01);
      }
    },
  );
});
