import { compile } from '../../pipeline/engine/network.ts';
import type { InputColours } from '../../pipeline/engine/preprocess.ts';
import * as tf from '../../pipeline/engine/tensorflow.ts';
import { Random } from '../../pipeline/numerics/random.ts';
import { fourierParameterisation } from '../../pipeline/visualize/fourier-parameterisation.ts';
import { unitObjective } from '../../pipeline/visualize/objective.ts';
import { smallInceptionGraph } from './small-inception-graph.ts';

export interface TinyPicture {
  /** The finished picture, [y, x, rgb] on 0–1. */
  readonly pixels: Float32Array;
  /** The unit's response before every step and at the end. */
  readonly responses: Float32Array;
}

const input: InputColours = { channels: 'bgr', mean: [104, 117, 123] };
const [SIDE, STEPS, UNIT, POSITION] = [21, 6, 1, 2] as const;
/** Length of a step in all coefficients together. */
const STEP = 0.25;

/**
 * A picture that raises one unit of the small inception on the current backend: painted, looked at and
 * moved along its gradient, by steps of one length, so that nothing but the arithmetic can differ.
 */
export default async function measureTinyPicture(): Promise<TinyPicture> {
  const network = compile(smallInceptionGraph());
  const parameterisation = fourierParameterisation(SIDE);
  const grid = Float64Array.from({ length: SIDE }, (_, i) => i);
  const response = (spectra: tf.Tensor): tf.Tensor1D => {
    const shown = parameterisation.paintInput(spectra as tf.Tensor4D, grid, grid, input);
    const { joined } = network.forward(shown, ['joined'], {
      at: [POSITION, POSITION],
    });
    return unitObjective('joined', [UNIT]).measure({ joined: joined! });
  };
  const pictures: tf.Tensor4D[] = [parameterisation.initial(new Random(4), 0.05)];
  for (let step = 0; step < STEPS; step++) {
    pictures.push(
      tf.tidy(() => {
        const before = pictures[step]!;
        const gradient = tf.grad(response)(before);
        return tf.add(before, tf.mul(STEP, tf.div(gradient, tf.norm(gradient))));
      }),
    );
  }
  const made = tf.tidy(() => ({
    pixels: parameterisation.paint(pictures.at(-1)!, grid, grid),
    responses: tf.concat(pictures.map(response)),
  }));
  const [pixels, responses] = await Promise.all([
    made.pixels.data<'float32'>(),
    made.responses.data<'float32'>(),
  ]);
  tf.dispose([...pictures, ...Object.values(made)]);
  parameterisation.dispose();
  network.dispose();
  return { pixels: Float32Array.from(pixels), responses: Float32Array.from(responses) };
}
