import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Circuit, decodeSafetensors, type NamedTensor } from '../../pipeline/records/index.ts';

/** A kernel or an average of kernels, row-major, y down. */
export type Kernel = ArrayLike<number>;

/** The effective weights of a circuit; indices are those of its record. */
export interface CircuitKernels {
  /** Positions [y, x] of every kernel. */
  readonly size: readonly [number, number];
  /** From `from.units[source]` to `to.units[target]`. */
  kernel(target: number, source: number): Kernel;
  /** Mean of the kernels of `aligned[index]`, each turned back. */
  mean(index: number): Kernel;
  /** Their standard deviation. */
  spread(index: number): Kernel;
}

type Described = Pick<Circuit, 'tag' | 'from' | 'to' | 'aligned' | 'kernels'>;

/** @throws Error where a tensor of the file has not the shape that the record says. */
export function kernelsFrom(circuit: Described, file: Uint8Array): CircuitKernels {
  const { size } = circuit.kernels;
  const area = size[0] * size[1];
  const sources = circuit.from.units.length;
  const tensors = decodeSafetensors(file);
  const tensor = (name: string, shape: readonly number[]): NamedTensor['data'] => {
    const found = tensors[name];
    if (found?.shape.join() !== shape.join()) {
      throw new Error(
        `expected tensor ${name} of circuit ${circuit.tag} to be [${shape.join(', ')}], found ${found ? `[${found.shape.join(', ')}]` : 'none'}; run the atlas again`,
      );
    }
    return found.data;
  };
  const kernels = tensor('kernels', [circuit.to.units.length, sources, ...size]);
  const means = tensor('mean', [circuit.aligned.length, ...size]);
  const spreads = tensor('spread', [circuit.aligned.length, ...size]);
  const at = (data: Float32Array, index: number) => data.subarray(index * area, (index + 1) * area);
  return {
    size,
    kernel: (target, source) => at(kernels, target * sources + source),
    mean: (index) => at(means, index),
    spread: (index) => at(spreads, index),
  };
}

/** The bytes of a circuit's kernels as they are committed. */
export const kernelFile = ({ model, tag }: Pick<Circuit, 'model' | 'tag'>): Buffer =>
  readFileSync(join(process.cwd(), `content/atlas/${model}/kernels/${tag}.safetensors`));

const read = new Map<string, CircuitKernels>();

/**
 * The kernels of a circuit, read once in a build; anew for every page in development.
 * @throws Error where there is no file, or one that does not fit the record.
 */
export function readKernels(circuit: Described & Pick<Circuit, 'model'>): CircuitKernels {
  const key = `${circuit.model}/${circuit.tag}`;
  const known = import.meta.env.DEV ? undefined : read.get(key);
  if (known) return known;
  const kernels = kernelsFrom(circuit, kernelFile(circuit));
  read.set(key, kernels);
  return kernels;
}
