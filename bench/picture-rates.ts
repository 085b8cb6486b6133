import type { Network } from '../pipeline/engine/network.ts';
import type { Graph } from '../pipeline/graph/ir.ts';
import { layerBranches } from '../pipeline/graph/branches.ts';
import type { ModelFile } from '../pipeline/records/model-file.ts';
import { pictureSettings, renderUnitPictures } from '../pipeline/visualize/render-unit-pictures.ts';
import { unitViews } from '../pipeline/visualize/unit-view.ts';
import { convolutionWork } from './convolution-work.ts';
import { reportRow } from './report-row.ts';

const LAYERS = ['conv2/3x3', 'inception_3b/output', 'inception_4b/output'];
/** A batch of pictures, of units of one branch. */
const UNITS = 8;
/** Steps of the shorter and the longer of two runs, whose difference is free of what both begin and end with. */
const STEPS = [2, 8] as const;

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
  for (const layer of LAYERS) {
    const branches = layerBranches(graph, layer);
    const { first } = branches.find(({ kernel }) => kernel === 3) ?? branches[0]!;
    const units = Array.from({ length: UNITS }, (_, i) => first + i);
    const [view] = unitViews(graph, layer, units);
    const { value, position, viewSize } = view!;
    const { forward, gradient } = convolutionWork(
      graph,
      [value],
      [position, position],
      [viewSize, viewSize, 3],
    );
    const seconds = async (steps: number): Promise<number> => {
      const settings = { ...pictureSettings, steps, redirectedSteps: 1, retries: 0 };
      const start = performance.now();
      await renderUnitPictures({ network, graph, input, layer, units, seed: 1, settings });
      return (performance.now() - start) / 1000;
    };
    await seconds(1);
    const [short, long] = [await seconds(STEPS[0]), await seconds(STEPS[1])];
    const step = (long - short) / (STEPS[1] - STEPS[0]);
    const rate = (UNITS * (forward + gradient)) / step / 1e9;
    const steps = `${(UNITS / step).toFixed(0)} picture steps a second`;
    reportRow(`pictures of ${value.replace('/preactivation', '')}, ${steps}`, rate, raw);
  }
}
