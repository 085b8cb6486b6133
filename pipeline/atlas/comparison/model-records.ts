import type { z } from 'zod';
import { circuitListSchema, type Circuit } from '../../records/circuit.ts';
import { familyListSchema, type Family } from '../../records/family.ts';
import { parseRecord } from '../../records/parse-record.ts';
import { unitListSchema, type Unit } from '../../records/unit.ts';
import { digestOf } from '../../store/digest.ts';

/** A record with the sha256 of its bytes. */
export interface Recorded<T> {
  readonly value: T;
  readonly digest: string;
}

/** Committed records of a model; undefined where it has none. */
export interface ModelRecords {
  readonly families: Recorded<readonly Family[]> | undefined;
  readonly units: Recorded<readonly Unit[]> | undefined;
  readonly circuits: Recorded<readonly Circuit[]> | undefined;
  /** Kernels of the circuits by tag; undefined unless the files of all of them are there. */
  readonly kernels: Recorded<ReadonlyMap<string, Uint8Array>> | undefined;
}

/** Bytes of a file below the project's root, or undefined where there is none. */
export type ReadCommitted = (path: string) => Promise<Uint8Array | undefined>;

/** @throws UserError for a record that breaks its schema */
export async function readModelRecords(model: string, read: ReadCommitted): Promise<ModelRecords> {
  const folder = `content/atlas/${model}`;
  const recorded = async <T>(
    file: string,
    schema: z.ZodType<T>,
  ): Promise<Recorded<T> | undefined> => {
    const bytes = await read(`${folder}/${file}`);
    if (bytes === undefined) return undefined;
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return { value: parseRecord(schema, value, `${folder}/${file}`), digest: digestOf(bytes) };
  };
  const circuits = await recorded('circuits.json', circuitListSchema);
  return {
    families: await recorded('families.json', familyListSchema),
    units: await recorded('units.json', unitListSchema),
    circuits,
    kernels: circuits && (await readKernels(circuits.value, `${folder}/kernels`, read)),
  };
}

async function readKernels(
  circuits: readonly Circuit[],
  folder: string,
  read: ReadCommitted,
): Promise<ModelRecords['kernels']> {
  const kernels = new Map<string, Uint8Array>();
  const digests: string[] = [];
  for (const { tag } of circuits) {
    const bytes = await read(`${folder}/${tag}.safetensors`);
    if (bytes === undefined) return undefined;
    kernels.set(tag, bytes);
    digests.push(`${tag} ${digestOf(bytes)}`);
  }
  return { value: kernels, digest: digestOf(digests.join('\n')) };
}
