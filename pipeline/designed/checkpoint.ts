import { readFile } from 'node:fs/promises';
import { UserError } from '../records/user-error.ts';
import { digestOf } from '../store/digest.ts';
import { decodeTensors, encodeTensors } from '../store/tensor-file.ts';
import { writeAtomically } from '../store/write-atomically.ts';
import type { Moments } from './adam.ts';
import type { Parameters } from './learned-weights.ts';

/** A training between two steps. */
export interface TrainingState {
  /** Steps that are done. */
  readonly step: number;
  readonly parameters: Parameters;
  /** Adam's, by the parameters' names. */
  readonly moments: Readonly<Record<string, Moments>>;
}

const STEP = 'training/step';
const IDENTITY = 'training/identity';
const FIRST = '#first';
const SECOND = '#second';

/**
 * Writes a state as safetensors, every bit of it, whole or not at all.
 *
 * @param identity what tells this training from others; its digest is written
 */
export async function writeCheckpoint(
  path: string,
  { step, parameters, moments }: TrainingState,
  identity: string,
): Promise<void> {
  const tensors: Record<string, { shape: readonly number[]; data: Float32Array }> = {
    // A float32 is exact up to 2²⁴ steps.
    [STEP]: { shape: [1], data: Float32Array.of(step) },
    [IDENTITY]: { shape: [32], data: identityBytes(identity) },
  };
  for (const [name, tensor] of Object.entries(parameters)) {
    tensors[name] = tensor;
    tensors[name + FIRST] = { shape: tensor.shape, data: moments[name]!.first };
    tensors[name + SECOND] = { shape: tensor.shape, data: moments[name]!.second };
  }
  await writeAtomically(path, encodeTensors(tensors));
}

/**
 * The state at `path`, or undefined where there is no file.
 *
 * @throws UserError where the file is damaged or of another training
 */
export async function readCheckpoint(
  path: string,
  identity: string,
): Promise<TrainingState | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const tensors = decoded(bytes, path);
  const found = tensors[IDENTITY]?.data;
  if (!found || identityBytes(identity).some((byte, i) => byte !== found[i])) {
    throw unusable(path, 'one of another network, other pictures or other settings');
  }
  const names = Object.keys(tensors).filter(
    (name) => !name.startsWith('training/') && !name.endsWith(FIRST) && !name.endsWith(SECOND),
  );
  return {
    step: tensors[STEP]!.data[0]!,
    parameters: Object.fromEntries(names.map((name) => [name, tensors[name]!])),
    moments: Object.fromEntries(
      names.map((name) => [
        name,
        { first: tensors[name + FIRST]!.data, second: tensors[name + SECOND]!.data },
      ]),
    ),
  };
}

function decoded(bytes: Uint8Array, path: string): ReturnType<typeof decodeTensors> {
  try {
    return decodeTensors(bytes);
  } catch (error) {
    if (error instanceof RangeError) throw unusable(path, error.message);
    throw error;
  }
}

function unusable(path: string, found: string): UserError {
  return new UserError({
    expected: `a checkpoint of this training in ${path}`,
    found,
    remedy: 'remove the file to start anew, or name another',
  });
}

/** The bytes of a sha256, each as a number: safetensors here hold nothing but floats. */
function identityBytes(identity: string): Float32Array {
  return Float32Array.from(Buffer.from(digestOf(identity), 'hex'));
}
