import { UserError } from '../records/user-error.ts';

/** What traversal needs of a node; GraphNode is one, and so is an importer's unfinished layer. */
export interface Linked {
  readonly name: string;
  readonly inputs: readonly string[];
}

interface Nodes<T extends Linked> {
  readonly nodes: readonly T[];
}

/**
 * The node of exactly this name.
 *
 * @throws UserError where there is none; names that contain the asked one are listed as a hint.
 */
export function nodeNamed<T extends Linked>(graph: Nodes<T>, name: string): T {
  const node = graph.nodes.find((candidate) => candidate.name === name);
  if (node) return node;
  throw new UserError({
    expected: "a layer's exact name",
    found: `"${name}"`,
    remedy: closeNames(graph, name),
  });
}

function closeNames(graph: Nodes<Linked>, name: string): string {
  const wanted = name.toLowerCase();
  const close = graph.nodes
    .map((node) => node.name)
    .filter((candidate) => {
      const lower = candidate.toLowerCase();
      return wanted !== '' && (lower.includes(wanted) || wanted.includes(lower));
    });
  const listed = close.length > 0 ? close : graph.nodes.map((node) => node.name);
  const shown = listed.slice(0, 5).join(', ');
  return `use one of ${shown}${listed.length > 5 ? ` … (${String(listed.length)})` : ''}`;
}

/**
 * Names of all nodes that the named ones are computed from, themselves included.
 *
 * @throws UserError where a name is not in the graph.
 */
export function ancestors(graph: Nodes<Linked>, names: readonly string[]): Set<string> {
  const byName = new Map(graph.nodes.map((node) => [node.name, node]));
  const found = new Set<string>();
  const pending = [...names];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    pending.push(...(byName.get(name) ?? nodeNamed(graph, name)).inputs);
  }
  return found;
}

/** The graph with only the nodes that `outputs` need, in the same order. */
export function prune<T extends Linked>(
  graph: Nodes<T>,
  outputs: readonly string[],
): { readonly nodes: readonly T[] } {
  const needed = ancestors(graph, outputs);
  return { nodes: graph.nodes.filter((node) => needed.has(node.name)) };
}

/**
 * The nodes in an order in which every node comes after its inputs: as they stand, but that what a
 * node reads and stands behind it is put before it.
 *
 * @throws UserError where a node reads a name that is not in the graph, or depends on itself.
 */
export function inOrder<T extends Linked>(graph: Nodes<T>): { readonly nodes: readonly T[] } {
  const byName = new Map(graph.nodes.map((node) => [node.name, node]));
  const placed = new Set<string>();
  const open = new Set<string>();
  const nodes: T[] = [];
  for (const first of graph.nodes) {
    const pending = [first];
    for (let node = pending.at(-1); node !== undefined; node = pending.at(-1)) {
      const waiting = placed.has(node.name)
        ? []
        : node.inputs.filter((name) => !placed.has(name)).reverse();
      if (waiting.length === 0) {
        if (!placed.has(node.name)) nodes.push(node);
        placed.add(node.name);
        open.delete(node.name);
        pending.pop();
        continue;
      }
      open.add(node.name);
      const circular = waiting.find((name) => open.has(name));
      if (circular !== undefined) throw dependsOnItself(circular);
      pending.push(...waiting.map((name) => byName.get(name) ?? nodeNamed(graph, name)));
    }
  }
  return { nodes };
}

function dependsOnItself(name: string): UserError {
  return new UserError({
    expected: 'nodes that read earlier ones',
    found: `"${name}", which depends on itself`,
    remedy: 'use a model without loops',
  });
}
