import { UserError } from '../records/user-error.ts';
import { type GraphDefNode, plainText } from './graphdef-nodes.ts';
import {
  type AttributeMessage,
  dataTypeName,
  float32,
  type ShapeMessage,
} from './graphdef-schema.ts';

type Kind = NonNullable<AttributeMessage['value']>;

/** Throws a UserError for an attribute that could change what the node computes and is not read. */
export function checkAttributes(node: GraphDefNode, known: readonly string[]): void {
  // Names that begin so are TensorFlow's own notes: of shapes, of places.
  const strange = [...node.attributes.keys()].find(
    (name) => !name.startsWith('_') && !known.includes(name),
  );
  if (strange === undefined) return;
  const expected = `attributes ${known.join(', ') || 'none'} of ${told(node)}`;
  throw unsupported(expected, `"${strange}"`);
}

export function textAttribute(node: GraphDefNode, name: string, unset?: string): string {
  const { s } = attribute(node, name, 's', unset === undefined) ?? {};
  if (!s) return unset!;
  const text = new TextDecoder().decode(s);
  if (plainText.test(text)) return text;
  throw unsupported(`attribute ${name} of ${told(node)} in plain text`, 'other bytes');
}

export function integerAttribute(node: GraphDefNode, name: string, unset: number): number {
  return attribute(node, name, 'i', false)?.i ?? unset;
}

/** A float32, which keeps its value as a float64. */
export function floatAttribute(node: GraphDefNode, name: string, unset: number): number {
  return attribute(node, name, 'f', false)?.f ?? unset;
}

export function shapeAttribute(node: GraphDefNode, name: string): ShapeMessage | undefined {
  return attribute(node, name, 'shape', false)?.shape;
}

/** The TensorProto of a constant, as bytes. */
export function tensorAttribute(node: GraphDefNode, name: string): Uint8Array {
  return attribute(node, name, 'tensor', true)!.tensor!;
}

/** [y, x] of a list over [batch, y, x, channel], whose first and last must be 1. */
export function pairAttribute(
  node: GraphDefNode,
  name: string,
  unset?: readonly [number, number],
): readonly [number, number] {
  const list = attribute(node, name, 'list', unset === undefined)?.list?.i;
  if (!list) return unset!;
  const [batch, y = 0, x = 0, channel] = list;
  if (list.length === 4 && batch === 1 && channel === 1 && y >= 1 && x >= 1) return [y, x];
  throw unsupported(`${name} 1, y, x, 1 of ${told(node)}`, list.join(', '));
}

/** Throws a UserError unless the text is, or the flag or number, or is unset and so by default. */
export function requireAttribute(node: GraphDefNode, name: string, wanted: string | boolean): void {
  const found =
    typeof wanted === 'string'
      ? textAttribute(node, name, wanted)
      : (attribute(node, name, 'b', false)?.b ?? wanted);
  if (found !== wanted) {
    throw unsupported(`${name} ${String(wanted)} of ${told(node)}`, String(found));
  }
}

/** Throws a UserError where the node states another type of its values than float32. */
export function requireFloat(node: GraphDefNode, name: string): void {
  const type = attribute(node, name, 'type', false)?.type ?? float32;
  if (type !== float32) throw unsupported(`float32 values of ${told(node)}`, dataTypeName(type));
}

/** The node in words, for errors. */
export function told({ op, name }: Pick<GraphDefNode, 'op' | 'name'>): string {
  return `${op} node "${name}"`;
}

/** The error for what TensorFlow has and this importer has not. */
export function unsupported(expected: string, found: string): UserError {
  return new UserError({
    expected,
    found,
    remedy: 'list no layers that need it, or add it to the importer',
  });
}

function attribute(
  node: GraphDefNode,
  name: string,
  kind: Kind,
  required: boolean,
): AttributeMessage | undefined {
  const found = node.attributes.get(name);
  if (!found && !required) return undefined;
  if (found?.value === kind) return found;
  const wanted = `attribute ${name} (${kind}) of ${told(node)}`;
  throw unsupported(wanted, found ? (found.value ?? 'one of another kind') : 'none');
}
