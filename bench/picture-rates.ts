import type { Network } from '../pipeline/engine/network.ts';
import type { Graph } from '../pipeline/graph/ir.ts';
import { batchSize } from '../pipeline/atlas/picture-plan.ts';
import { layerBranches } from '../pipeline/graph/branches.ts';
import { receptiveField } from '../pipeline/graph/receptive-field.ts';
import { quantile } from '../pipeline/numerics/statistics.ts';
import type { ModelFile } from '../pipeline/records/model-file.ts';
import { pictureSettings } from '../pipeline/visualize/picture-settings.ts';
import { movingRoom } from '../pipeline/visualize/render-objective.ts';
import { renderPictures } from '../pipeline/visualize/render-pictures.ts';
import { unitViews, type UnitView } from '../pipeline/visualize/unit-view.ts';
import { convolutionWork } from './convolution-work.ts';
import { paintingWork } from './painting-work.ts';
import { reportRow } from './report-row.ts';

/** Layers and steps that take a second or so; as many units of one branch at once as a run takes. */
const RUNS = [
  { layer: 'conv2/3x3', steps: 32 },
  { layer: 'inception_3b/output', steps: 24 },
  { layer: 'inception_4b/output', steps: 16 },
];
/** Steps of a run whose time is taken off: what a longer one begins and ends with besides. */
const FEW = 2;
const REPEATS = 7;

/**
 * Prints what the optimisation of feature pictures reaches: the convolutions, the matrix products of
 * painting and the gradients of both that a step really runs, over the time of the whole step, which looks,
 * pools, normalises and moves the picture too. Shares are medians over repeats of which each is compared
 * with the raw convolution just before it, since a shared machine is not as fast at every moment.
 *
 * A convolution's gradient meets the zeros that pad it, most so where maps are small: a second row
 * counts no more for it than for its convolution.
 *
 * @param rawNow GFLOP/s of the raw convolution at this moment
 */
export async function reportPictureRates(
  { input }: ModelFile,
  graph: Graph,
  network: Network,
  rawNow: () => Promise<number>,
): Promise<void> {
  const { limit } = pictureSettings;
  for (const { layer, steps: many } of RUNS) {
    const branches = layerBranches(graph, layer);
    const count = batchSize(receptiveField(graph, layer).size);
    const { first } = branches.find(({ kernel }) => kernel === 3) ?? branches[0]!;
    const units = Array.from({ length: count }, (_, i) => first + i);
    const [view] = unitViews(graph, layer, units, { limit, spread: { pixels: 0, fields: 0 } });
    /** Seconds that so many steps take, and how many they were: pictures may stop early. */
    const render = async (steps: number): Promise<{ seconds: number; taken: number }> => {
      const settings = { ...pictureSettings, steps, ending: 1, redirectedSteps: 1, retries: 0 };
      const request = { network, graph, input, layer, units, kind: 'unit', seed: 1 } as const;
      const start = performance.now();
      const pictures = await renderPictures({ ...request, settings });
      const seconds = (performance.now() - start) / 1000;
      return { seconds, taken: Math.max(...pictures.map((picture) => picture.steps)) };
    };
    await render(FEW);
    const measured: { raw: number; steps: number }[] = [];
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      const raw = await rawNow();
      const [short, long] = [await render(FEW), await render(many)];
      const steps = (long.taken - short.taken) / (long.seconds - short.seconds);
      measured.push({ raw, steps: count * steps });
    }
    const { all, needed } = stepWork(graph, view!);
    const middle = (values: readonly number[]) => quantile(values, 0.5);
    const perSecond = middle(measured.map(({ steps }) => steps));
    const row = (what: string, work: number) => {
      const share = middle(measured.map(({ raw, steps }) => (steps * work) / 1e9 / raw));
      const rate = (perSecond * work) / 1e9;
      reportRow(what, rate, rate / share);
    };
    const name = view!.value.replace('/preactivation', '');
    row(`pictures of ${name}, ${perSecond.toFixed(0)} picture steps a second`, all);
    row('  without what gradients multiply by padding', needed);
  }
}

/** Floating-point operations of one step of one picture. */
function stepWork(graph: Graph, view: UnitView): { all: number; needed: number } {
  const { value, position, viewSize } = view;
  const { forward, gradient } = convolutionWork(
    graph,
    [value],
    [position, position],
    [viewSize, viewSize, 3],
  );
  const painting = paintingWork(movingRoom(view, pictureSettings).period, viewSize);
  return { all: forward + gradient + painting, needed: 2 * forward + painting };
}
