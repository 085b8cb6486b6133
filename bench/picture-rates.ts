import type { Network } from '../pipeline/engine/network.ts';
import type { Graph } from '../pipeline/graph/ir.ts';
import { batchSize } from '../pipeline/atlas/picture-plan.ts';
import { layerBranches } from '../pipeline/graph/branches.ts';
import { receptiveField } from '../pipeline/graph/receptive-field.ts';
import type { ModelFile } from '../pipeline/records/model-file.ts';
import { pictureSettings } from '../pipeline/visualize/picture-settings.ts';
import { renderPictures } from '../pipeline/visualize/render-pictures.ts';
import { unitViews } from '../pipeline/visualize/unit-view.ts';
import { convolutionWork } from './convolution-work.ts';
import { reportRow } from './report-row.ts';

/** Layers and steps that take a second or more; as many units of one branch at once as a run takes. */
const RUNS = [
  { layer: 'conv2/3x3', steps: 32 },
  { layer: 'inception_3b/output', steps: 24 },
  { layer: 'inception_4b/output', steps: 16 },
];
/** Steps of a run whose time is taken off: what a longer one begins and ends with besides. */
const FEW = 2;
const REPEATS = 5;

/**
 * Prints what the optimisation of feature pictures reaches: the convolutions and their gradients that
 * a step really runs, over the time of the whole step, which paints, looks, pools, normalises and
 * moves the picture too.
 *
 * @param raw GFLOP/s of the raw convolution
 */
export async function reportPictureRates(
  { input }: ModelFile,
  graph: Graph,
  network: Network,
  raw: number,
): Promise<void> {
  const { limit } = pictureSettings;
  for (const { layer, steps: many } of RUNS) {
    const branches = layerBranches(graph, layer);
    const count = batchSize(receptiveField(graph, layer).size);
    const { first } = branches.find(({ kernel }) => kernel === 3) ?? branches[0]!;
    const units = Array.from({ length: count }, (_, i) => first + i);
    const [view] = unitViews(graph, layer, units, { limit, spread: { pixels: 0, fields: 0 } });
    const { value, position, viewSize } = view!;
    const { forward, gradient } = convolutionWork(
      graph,
      [value],
      [position, position],
      [viewSize, viewSize, 3],
    );
    const seconds = async (steps: number): Promise<number> => {
      const settings = { ...pictureSettings, steps, ending: 1, redirectedSteps: 1, retries: 0 };
      const start = performance.now();
      await renderPictures({
        network,
        graph,
        input,
        layer,
        units,
        kind: 'unit',
        seed: 1,
        settings,
      });
      return (performance.now() - start) / 1000;
    };
    let [short, long] = [Infinity, Infinity];
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      short = Math.min(short, await seconds(FEW));
      long = Math.min(long, await seconds(many));
    }
    const step = (long - short) / (many - FEW);
    const rate = (count * (forward + gradient)) / step / 1e9;
    const steps = `${(count / step).toFixed(0)} picture steps a second`;
    reportRow(`pictures of ${value.replace('/preactivation', '')}, ${steps}`, rate, raw);
  }
}
