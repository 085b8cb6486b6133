import type { GraphNode } from '../graph/ir.ts';
import { nodeShape } from '../graph/shapes.ts';
import { UserError } from '../records/user-error.ts';
import {
  checkAttributes,
  requireFloat,
  shapeAttribute,
  told,
  unsupported,
} from './graphdef-attributes.ts';
import { readIntegers } from './graphdef-constants.ts';
import type { GraphDefNode } from './graphdef-nodes.ts';
import { type MapValue, operationTable, translateNode } from './graphdef-operations.ts';
import type { ImportRequest } from './import-caffemodel.ts';
import { unusable, type WeightSource } from './weight-source.ts';

/** What a node of the file stands for; a constant is read where it is used. */
export type Value = MapValue | { readonly kind: 'constant'; readonly node: GraphDefNode };

/** Nodes whose value is their input's at inference: a check for NaN and a stop of gradients, too. */
const identities = ['Identity', 'CheckNumerics', 'StopGradient'];

/** Nodes of a graph that is not frozen. */
const variables = ['Variable', 'VariableV2', 'VarHandleOp', 'ReadVariableOp'];

const floatInput = ['dtype', 'shape'];

/**
 * The value of a node, given those of its inputs.
 *
 * @throws UserError as `importGraphDef` does.
 */
export function valueOf(
  node: GraphDefNode,
  values: ReadonlyMap<string, Value>,
  { input, source }: ImportRequest,
): Value {
  if (node.outputs.some((output) => output !== 0)) {
    throw unsupported(`${told(node)} to read the first output of its inputs`, 'another');
  }
  if (node.op === 'Const') return { kind: 'constant', node };
  if (node.op === 'Placeholder') return placeholder(node, input, source);
  if (variables.includes(node.op)) {
    throw unusable(source, 'constant weights (a frozen graph)', told(node));
  }
  const inputs = node.inputs.map((name) => values.get(name)!);
  if (identities.includes(node.op)) {
    const [first] = inputs;
    if (first && inputs.length === 1) return first;
    throw wrongNumber(node, '1 input', inputs.length, source);
  }
  const { maps, constants } = operands(node, inputs, source);
  if (node.op === 'Reshape') return flattened(node, maps[0]!, constants[0]!, source);
  const operation = translateNode({ node, maps, constants, source });
  const [first] = maps;
  if (node.op === 'BiasAdd') {
    // What the bare convolution reads is what the one with the bias reads.
    const made: GraphNode = { name: node.name, operation, inputs: first!.node.inputs };
    return { kind: 'map', node: made, shape: first!.shape, flat: false, bare: false };
  }
  const names = maps.map((map) => map.node.name);
  const made: GraphNode = { name: node.name, operation, inputs: names };
  const shape = nodeShape(
    made,
    maps.map((map) => map.shape),
  );
  const bare = operation.kind === 'convolution' || operation.kind === 'dense';
  return { kind: 'map', node: made, shape, flat: false, bare };
}

function placeholder(
  node: GraphDefNode,
  input: ImportRequest['input'],
  source: WeightSource,
): MapValue {
  if (node.name !== input.name) {
    throw new UserError({
      expected: `the input "${input.name}" in ${source.path}`,
      found: told(node),
      remedy: "correct the input's name in the model's file",
    });
  }
  checkAttributes(node, floatInput);
  requireFloat(node, 'dtype');
  const { dim = [], unknown_rank: unknown = false } = shapeAttribute(node, 'shape') ?? {};
  const sides = dim.map(({ size }) => size);
  // Old files write an unknown shape as one without sides.
  const fits =
    sides.length === 4 &&
    input.shape.every((side, axis) => sides[axis + 1] === side || sides[axis + 1] === -1);
  if (sides.length > 0 && !unknown && !fits) {
    throw new UserError({
      expected: `input "${node.name}" of ${input.shape.join('×')} values (channels last)`,
      found: sides.slice(1).join('×'),
      remedy: "correct the input's size in the model's file",
    });
  }
  const { shape } = input;
  const made: GraphNode = { name: node.name, operation: { kind: 'input', shape }, inputs: [] };
  return { kind: 'map', node: made, shape, flat: false, bare: false };
}

/** Parts a node's inputs into maps and the constants that its operation takes. */
function operands(
  node: GraphDefNode,
  inputs: readonly Value[],
  source: WeightSource,
): { maps: MapValue[]; constants: GraphDefNode[] } {
  const row =
    node.op === 'Reshape' ? { maps: 1, constant: 'last' as const } : operationTable[node.op];
  if (!row) {
    const known = [
      ...Object.keys(operationTable),
      'Placeholder',
      'Const',
      'Reshape',
      ...identities,
    ];
    throw unsupported(`operations ${known.join(', ')}`, `${told(node)} in ${source.path}`);
  }
  const taken = row.constant === 'none' ? 0 : 1;
  const wanted = row.maps === 'any' ? Math.max(taken + 1, inputs.length) : taken + row.maps;
  if (inputs.length !== wanted) {
    throw wrongNumber(node, `${String(wanted)} inputs`, inputs.length, source);
  }
  const place = row.constant === 'first' ? 0 : inputs.length - 1;
  const maps: MapValue[] = [];
  const constants: GraphDefNode[] = [];
  for (const [index, value] of inputs.entries()) {
    const constant = taken === 1 && index === place;
    if (constant !== (value.kind === 'constant')) {
      const what = constant ? 'a constant (a frozen graph)' : 'a map';
      const wrong = `"${node.inputs[index]!}", ${constant ? 'which is computed' : 'a constant'}`;
      throw unsupported(`${told(node)} to read ${what} as input ${String(index)}`, wrong);
    }
    if (value.kind === 'constant') constants.push(value.node);
    else maps.push(value);
  }
  return { maps, constants };
}

/** A reshape to one row for each picture, which keeps the map: matrix products read it so anyway. */
function flattened(
  node: GraphDefNode,
  map: MapValue,
  target: GraphDefNode,
  source: WeightSource,
): MapValue {
  checkAttributes(node, ['T', 'Tshape']);
  const length = map.shape.reduce((product, side) => product * side, 1);
  const wanted = readIntegers(target, source);
  // −1 is what is left over; a batch of one may be written out.
  const accepted = [`-1,${String(length)}`, `1,${String(length)}`, '1,-1'];
  if (accepted.includes(wanted.join())) return { ...map, flat: true };
  throw unsupported(`${told(node)} to -1, ${String(length)}`, wanted.join(', '));
}

function wrongNumber(
  node: GraphDefNode,
  wanted: string,
  found: number,
  source: WeightSource,
): UserError {
  return unusable(source, `${wanted} of ${told(node)}`, String(found));
}
