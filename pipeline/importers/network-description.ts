import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { parseRecord } from '../records/parse-record.ts';
import { UserError } from '../records/user-error.ts';

const pair = z.tuple([z.int(), z.int()]);

const windowSchema = z.strictObject({
  /** Pairs are [y, x]. */
  size: pair,
  stride: pair,
  padding: z.strictObject({ top: z.int(), bottom: z.int(), left: z.int(), right: z.int() }),
});

/** Name of the layer whose tensors `<name>/weight` and `<name>/bias` the node uses. */
const weights = z.string();
const rounding = z.enum(['up', 'down']);

/** The operations of pipeline/graph/ir.ts, weights by name. */
const operationSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('input'),
    shape: z.tuple([z.int().positive(), z.int().positive(), z.int().positive()]),
  }),
  z.strictObject({
    kind: z.literal('convolution'),
    window: windowSchema,
    groups: z.int().positive(),
    weights,
  }),
  z.strictObject({ kind: z.literal('relu') }),
  z.strictObject({ kind: z.literal('maxPool'), window: windowSchema, rounding }),
  z.strictObject({ kind: z.literal('averagePool'), window: windowSchema, rounding }),
  z.strictObject({
    kind: z.literal('localResponseNormalisation'),
    size: z.int().positive(),
    alpha: z.number(),
    beta: z.number(),
    bias: z.number(),
  }),
  z.strictObject({ kind: z.literal('concatenation') }),
  z.strictObject({ kind: z.literal('dense'), weights }),
  z.strictObject({ kind: z.literal('softmax') }),
]);

/**
 * A network without its weights, as JSON beside a safetensors file, which holds tensors and no graph.
 * Tensors are in Caffe's order: kernels (out, in / groups, y, x), dense weights (out, in) over an input
 * flattened as (channel, y, x), biases (out).
 */
export const networkDescriptionSchema = z.strictObject({
  /** Every node comes after its inputs. */
  nodes: z.array(
    z.strictObject({ name: z.string(), inputs: z.array(z.string()), operation: operationSchema }),
  ),
});

export type NetworkDescription = z.infer<typeof networkDescriptionSchema>;

/** Reads a description. Throws a UserError where there is none, or one that breaks the schema. */
export async function readNetworkDescription(path: string): Promise<NetworkDescription> {
  const fault = (found: string): UserError =>
    new UserError({
      expected: `a network's description at ${path}`,
      found,
      remedy: 'restore the file that belongs to the weights',
    });
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw fault('none');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw fault('something that is not JSON');
  }
  return parseRecord(networkDescriptionSchema, value, path);
}
