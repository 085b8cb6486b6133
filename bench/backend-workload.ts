import { compile } from '../pipeline/engine/network.ts';
import { preprocess } from '../pipeline/engine/preprocess.ts';
import * as tf from '../pipeline/engine/tensorflow.ts';
import type { Graph } from '../pipeline/graph/ir.ts';
import { receptiveField } from '../pipeline/graph/receptive-field.ts';
import { Random } from '../pipeline/numerics/random.ts';
import type { ModelFile } from '../pipeline/records/model-file.ts';
import { deadLeaves } from '../pipeline/stimuli/dead-leaves.ts';
import { renderPictures } from '../pipeline/visualize/render-pictures.ts';

/** GoogLeNet from the pixels to a layer, and back, on dead leaves as large as its receptive field. */
export interface Workload {
  readonly model: string;
  /** Compared layers; the last one bounds the work. */
  readonly layers: readonly string[];
  /** Pictures at a time. */
  readonly pictures: number;
  /** Timed runs, after a first. */
  readonly runs: number;
  /** Units whose feature pictures are made. */
  readonly drawn: { readonly layer: string; readonly units: readonly number[] };
}

const LAYERS = ['conv1/7x7_s2', 'conv2/3x3', 'inception_3a/output', 'inception_3b/output'];

/** Less for a software adapter, which takes many minutes for the whole. */
export function workloadFor(software: boolean): Workload {
  const drawn = { layer: LAYERS[1]!, units: [0, 1, 2, 3] };
  const whole = { model: 'googlenet', layers: LAYERS, pictures: 4, runs: 3, drawn };
  if (!software) return whole;
  const little = { layers: LAYERS.slice(0, 2), pictures: 1, runs: 1 };
  return { ...whole, ...little, drawn: { ...drawn, units: [0] } };
}

export interface WorkloadRun {
  /** Of one forward pass and its gradient, the best of `runs` after a first. */
  readonly seconds: number;
  /** All positions of every layer's map. */
  readonly responses: Readonly<Record<string, Float32Array>>;
  /** Of a seeded sum of the last layer's responses, with respect to the network's input. */
  readonly gradient: Float32Array;
  /** Bytes of the drawn units' feature pictures, one picture after the other. */
  readonly drawn: readonly Uint8Array[];
}

/** Runs the workload on the current backend. */
export async function runWorkload(
  model: ModelFile,
  graph: Graph,
  workload: Workload,
): Promise<WorkloadRun> {
  const network = compile(graph);
  const last = workload.layers.at(-1)!;
  const { size } = receptiveField(graph, last);
  const leaves = Array.from({ length: workload.pictures }, (_, i) => deadLeaves(i + 1, size));
  const data = Float32Array.from(leaves.flatMap((picture) => [...picture]));
  const shown = preprocess(model.input, { shape: [workload.pictures, size, size, 3], data });
  const pictures = tf.tensor4d(shown.data, [workload.pictures, size, size, 3]);
  const forward = (x: tf.Tensor, layers: readonly string[]) =>
    network.forward(x as tf.Tensor4D, layers);
  const shape = tf.tidy(() => forward(pictures, [last])[last]!.shape);
  const random = new Random(1);
  const dy = tf.tensor4d(
    Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => random.normal()),
    shape,
  );
  const backward = () => tf.tidy(() => tf.grad((x) => forward(x, [last])[last]!)(pictures, dy));

  let seconds = Infinity;
  let gradient = new Float32Array();
  for (let run = 0; run <= workload.runs; run++) {
    const start = performance.now();
    const made = backward();
    gradient = Float32Array.from(await made.data<'float32'>());
    if (run > 0) seconds = Math.min(seconds, (performance.now() - start) / 1000);
    made.dispose();
  }
  const maps = tf.tidy(() => forward(pictures, workload.layers));
  const responses: Record<string, Float32Array> = {};
  for (const [layer, map] of Object.entries(maps)) {
    responses[layer] = Float32Array.from(await map.data<'float32'>());
  }
  tf.dispose([pictures, dy, ...Object.values(maps)]);
  const { input } = model;
  const request = { network, graph, input, ...workload.drawn, kind: 'unit', seed: 1 } as const;
  const drawn = (await renderPictures(request)).map((picture) => picture.pixels);
  network.dispose();
  return { seconds, responses, gradient, drawn };
}
