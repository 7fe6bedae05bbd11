// Reverse-mode differentiation of a graph: walks back from a result and joins the gradients that stand beside the operations.
import type { Graph, GraphNode, GraphTensor } from './graph.ts';
import { GradientMissingError } from './graph-errors.ts';

/**
 * d(Σ y · seed) / dx for each x, of its shape; zeros where y does not depend on it.
 * @param seed of y's shape; ones where absent
 * @throws GradientMissingError
 */
export function differentiate(
  graph: Graph,
  y: GraphTensor,
  xs: readonly GraphTensor[],
  seed: GraphTensor = fill(graph, y.shape, 1),
): GraphTensor[] {
  const arrived = new Map<string, GraphTensor[]>([[keyOf(y), [seed]]]);
  const gradientOf = (tensor: GraphTensor) => addUp(graph, arrived.get(keyOf(tensor)) ?? []);
  const active = nodesBehind(graph, xs);
  for (const node of [...graph.nodes].reverse()) {
    const keys = outputKeys(node, arrived);
    if (!active.has(node) || keys.length === 0 || node.gradient === 'none') continue;
    graph.within(node.scope, () => {
      const outputs: (GraphTensor | undefined)[] = [];
      for (const [output, key] of keys) outputs[output] = addUp(graph, arrived.get(key)!);
      if (!node.gradient || node.gradient === 'none') throw new GradientMissingError(node.scope, node.operation);
      for (const [position, gradient] of node.gradient(outputs).entries()) {
        if (!gradient) continue;
        const key = keyOf(node.inputs[position]);
        arrived.set(key, [...(arrived.get(key) ?? []), gradient]);
      }
    });
  }
  return xs.map((x) => gradientOf(x) ?? fill(graph, x.shape, 0));
}

function keyOf({ node, output }: GraphTensor): string {
  return `${node.name}:${output}`;
}

/** Of no node are more than six outputs in use (FusedBatchNormV3). */
const mostOutputs = 6;

function outputKeys({ name }: GraphNode, arrived: ReadonlyMap<string, unknown>): [output: number, key: string][] {
  return Array.from({ length: mostOutputs }, (_, output): [number, string] => [output, `${name}:${output}`]).filter(
    ([, key]) => arrived.has(key),
  );
}

/** Nodes whose value depends on one of `xs`. */
function nodesBehind({ nodes }: Graph, xs: readonly GraphTensor[]): ReadonlySet<GraphNode> {
  const [sources, behind] = [new Set(xs.map(keyOf)), new Set<GraphNode>()];
  for (const node of nodes) {
    if (node.inputs.some((input) => sources.has(keyOf(input)) || behind.has(input.node))) behind.add(node);
  }
  return behind;
}

function addUp(graph: Graph, parts: readonly GraphTensor[]): GraphTensor | undefined {
  if (parts.length < 2) return parts[0];
  const [{ type, shape }] = parts;
  const attributes = { N: { int: parts.length }, T: { type } };
  return graph.add({ operation: 'AddN', inputs: parts, attributes, outputs: [{ type, shape }] })[0];
}

function fill(graph: Graph, shape: readonly number[], value: number): GraphTensor {
  const inputs = [graph.integers(shape), graph.scalar(value)];
  const attributes = { T: { type: 'float32' }, index_type: { type: 'int32' } } as const;
  return graph.add({
    operation: 'Fill',
    inputs,
    attributes,
    outputs: [{ type: 'float32', shape }],
    gradient: 'none',
  })[0];
}
