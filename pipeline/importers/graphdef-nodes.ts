import type { Linked } from '../graph/traverse.ts';
import { type AttributeMessage, decodeGraphDef, type NodeMessage } from './graphdef-schema.ts';
import {
  checkOutline,
  delimited,
  fieldTag,
  notInFormat,
  type ProtobufFormat,
  varint,
} from './protobuf-outline.ts';
import { unusable, type WeightSource } from './weight-source.ts';

/** A node of the file. */
export interface GraphDefNode extends Linked {
  /** As the file names the operation. */
  readonly op: string;
  /** Which output of each input is read, 0 of a node that has one. */
  readonly outputs: readonly number[];
  readonly attributes: ReadonlyMap<string, AttributeMessage>;
}

/** TensorFlow's names hold fewer characters still; these can be shown in one line. */
export const plainText = /^[\x21-\x7e]+$/;

/** The fields of GraphDef: node, library, version (of old files), versions, debug_info. */
export const graphdef: ProtobufFormat = {
  name: 'TensorFlow graph',
  content: 'a graph',
  tags: new Set([...[1, 2, 4, 5].map((field) => fieldTag(field, delimited)), fieldTag(3, varint)]),
};

/**
 * The nodes of a GraphDef in file order. Control inputs are left out: at inference they order
 * nothing but side effects.
 *
 * @throws UserError where the bytes end early or are no GraphDef, each in its own words, where two
 * nodes have one name, and where a node reads another that is not there.
 */
export function readGraphDef(bytes: Uint8Array, source: WeightSource): GraphDefNode[] {
  checkOutline(bytes, graphdef, source);
  let messages: readonly NodeMessage[];
  try {
    messages = decodeGraphDef('GraphDef', bytes).node;
  } catch (error) {
    throw notInFormat(graphdef, error, source);
  }
  if (messages.length === 0) throw notInFormat(graphdef, 'no nodes', source);
  const odd = messages.find(({ name, op, input, attr }) =>
    [name, op, ...input, ...Object.keys(attr)].some((text) => !plainText.test(text)),
  );
  if (odd) throw notInFormat(graphdef, 'a name with odd characters', source);
  const nodes = messages.map(nodeOf);
  checkNames(nodes, source);
  return nodes;
}

function nodeOf({ name, op, input, attr }: NodeMessage): GraphDefNode {
  const reads = input.filter((text) => !text.startsWith('^')).map(reference);
  return {
    name,
    op,
    inputs: reads.map((read) => read.name),
    outputs: reads.map((read) => read.output),
    attributes: new Map(Object.entries(attr)),
  };
}

function reference(text: string): { name: string; output: number } {
  const [, name = text, output = '0'] = /^(.*):(\d+)$/.exec(text) ?? [];
  return { name, output: Number(output) };
}

function checkNames(nodes: readonly GraphDefNode[], source: WeightSource): void {
  const names = new Set<string>();
  for (const { name } of nodes) {
    if (names.has(name)) throw unusable(source, `one node "${name}"`, 'a second of that name');
    names.add(name);
  }
  for (const { name, inputs } of nodes) {
    const absent = inputs.find((input) => !names.has(input));
    if (absent === undefined) continue;
    throw unusable(source, `node "${name}" to read nodes of the graph`, `"${absent}", no node`);
  }
}
