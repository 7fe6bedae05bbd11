// What the families of operations share: adding a node of one output, and the shapes that broadcasting and reducing give.
import type { Attribute, ElementType, Graph, GraphTensor } from '../graph.ts';
import { GraphShapeError } from '../graph-errors.ts';

interface Emission {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  /** The first input's where absent. */
  readonly type?: ElementType;
  /** The first input's where absent. */
  readonly shape?: readonly number[];
  /** From the output's gradient and the output itself to the inputs' gradients; `'none'` where nothing flows back. */
  readonly gradient?: ((dy: GraphTensor, y: GraphTensor) => readonly (GraphTensor | undefined)[]) | 'none';
}

/** A node of one output. Its attribute T is the first input's type unless `attributes` says otherwise. */
export function emit(
  graph: Graph,
  operation: string,
  inputs: readonly GraphTensor[],
  { attributes, type = inputs[0].type, shape = inputs[0].shape, gradient }: Emission = {},
): GraphTensor {
  const [y]: GraphTensor[] = graph.add({
    operation,
    inputs,
    attributes: { T: { type: inputs[0]?.type ?? type }, ...attributes },
    outputs: [{ type, shape }],
    gradient: typeof gradient === 'function' ? ([dy]) => (dy ? gradient(dy, y) : []) : gradient,
  });
  return y;
}

/** NumPy's rule: lengths align from the right, and 1 stretches. @throws GraphShapeError */
export function broadcastShapes(operation: string, a: GraphTensor, b: GraphTensor): readonly number[] {
  const rank = Math.max(a.shape.length, b.shape.length);
  const padded = [a, b].map(({ shape }) => [...new Array<number>(rank - shape.length).fill(1), ...shape]);
  return padded[0].map((length, axis) => {
    const other = padded[1][axis];
    if (length !== other && length !== 1 && other !== 1) {
      const shapes = [a, b].map(({ shape }) => `[${shape.join(', ')}]`).join(' and ');
      throw new GraphShapeError(a.node.scope, operation, `shapes ${shapes} do not broadcast`);
    }
    return length === 1 ? other : length;
  });
}
