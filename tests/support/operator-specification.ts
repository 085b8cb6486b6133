import { Random } from '../../pipeline/numerics/random.ts';
import { draws, type OperatorCase } from './operator-cases.ts';
import { referenceGradients } from './reference-gradients.ts';
import { map3, reference, type Map3 } from './reference-ops.ts';

/** One picture of a batch: what goes in, and what has to come out, in float64. */
export interface SpecifiedPicture {
  readonly inputs: readonly Map3[];
  readonly output: Map3;
  /** Gradient that arrives at the output. */
  readonly dy: Map3;
  /** Gradients of Σ dy · output by every input. */
  readonly gradients: readonly Float64Array[];
  /** Gradient by the first input where a ReLU follows the operation. */
  readonly rectifiedGradient: Float64Array;
}

/** What a case asks for, of a batch of two pictures, so that nothing can mix them unseen. */
export function specifiedPictures(specified: OperatorCase, seed: number): SpecifiedPicture[] {
  const { operation, rectifier } = specified;
  const random = new Random(seed);
  return [0, 1].map((picture) => {
    const draw = draws[specified.draw];
    const inputs = specified.inputs.map((shape) => map3(shape, () => draw(random, picture)));
    const output = reference(operation, inputs);
    const dy = map3(output.shape, () => Math.fround(random.normal()));
    const gradientsOf = (arriving: Map3) =>
      referenceGradients(operation, inputs, arriving, rectifier);
    const [through] = referenceGradients({ kind: 'relu' }, [output], dy, rectifier);
    const rectifiedGradient = gradientsOf({ shape: dy.shape, data: through! })[0]!;
    return { inputs, output, dy, gradients: gradientsOf(dy), rectifiedGradient };
  });
}
