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
