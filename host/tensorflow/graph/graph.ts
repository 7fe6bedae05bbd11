// A TensorFlow graph under construction: nodes of static shapes, in an order in which each comes after its inputs. What the operations are
// is the neighbouring files' matter, how TensorFlow is handed the graph graph-session.ts's.
import { GraphShapeError } from './graph-errors.ts';

export type ElementType = 'float32' | 'int32' | 'uint8' | 'bool' | 'resource';

export type Attribute =
  | { readonly type: ElementType }
  | { readonly int: number }
  | { readonly ints: readonly number[] }
  | { readonly float: number }
  | { readonly flag: boolean }
  | { readonly text: string }
  | { readonly shape: readonly number[] }
  | { readonly values: Float32Array | Int32Array; readonly shape: readonly number[] };

/** One output of a node. */
export interface GraphTensor {
  readonly node: GraphNode;
  readonly output: number;
  readonly type: ElementType;
  readonly shape: readonly number[];
}

/**
 * From the gradients that reach a node's outputs to those of its inputs, in their order; `undefined` for what is not differentiable by.
 * An output that does not count has an `undefined` gradient.
 */
export type Gradient = (outputs: readonly (GraphTensor | undefined)[]) => readonly (GraphTensor | undefined)[];

interface OutputDescription {
  readonly type: ElementType;
  readonly shape: readonly number[];
}

export interface GraphNode {
  /** Unique in the graph; begins with the scope. */
  readonly name: string;
  /** The layer, or whatever part of the step, that the node was made for. */
  readonly scope: string;
  readonly operation: string;
  readonly inputs: readonly GraphTensor[];
  /** Nodes that must have run before. */
  readonly controls: readonly GraphNode[];
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly outputs: readonly OutputDescription[];
  /** `'none'` where nothing flows back, as through a comparison; absent where there is none written. */
  readonly gradient?: Gradient | 'none';
}

export interface NodeDescription {
  readonly operation: string;
  readonly inputs?: readonly GraphTensor[];
  readonly controls?: readonly GraphNode[];
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly outputs: readonly OutputDescription[];
  readonly gradient?: Gradient | 'none';
}

export class Graph {
  readonly nodes: GraphNode[] = [];
  private readonly counts = new Map<string, number>();
  private readonly constants = new Map<string, GraphTensor>();
  private scope = 'step';

  /** The node's outputs. @throws GraphShapeError where an output has no possible shape */
  add(description: NodeDescription): GraphTensor[] {
    const node = this.addNode(description);
    return description.outputs.map(({ type, shape }, output) => ({ node, output, type, shape }));
  }

  /** For a node that matters by what it does, such as an assignment. @throws GraphShapeError */
  addNode(description: NodeDescription): GraphNode {
    const { operation, inputs = [], controls = [], attributes = {}, outputs, gradient } = description;
    for (const { shape } of outputs) {
      if (!shape.every((length) => Number.isInteger(length) && length >= 0)) {
        throw new GraphShapeError(this.scope, operation, `its output would have shape [${shape.join(', ')}]`);
      }
    }
    const name = this.nameFor(operation);
    const node = { name, scope: this.scope, operation, inputs, controls, attributes, outputs, gradient };
    this.nodes.push(node);
    return node;
  }

  /** Nodes that `build` adds belong to the layer, or whatever else, of this name: errors name it. */
  within<R>(scope: string, build: () => R): R {
    const outer = this.scope;
    this.scope = scope;
    try {
      return build();
    } finally {
      this.scope = outer;
    }
  }

  /** What is fed at each run. */
  placeholder(type: ElementType, shape: readonly number[]): GraphTensor {
    const attributes = { dtype: { type }, shape: { shape } };
    return this.add({ operation: 'Placeholder', attributes, outputs: [{ type, shape }], gradient: 'none' })[0];
  }

  constant(values: Float32Array | Int32Array, shape: readonly number[]): GraphTensor {
    const type = values instanceof Float32Array ? 'float32' : 'int32';
    const key = `${type} ${shape.join()} ${values.join()}`;
    const known = values.length <= 8 ? this.constants.get(key) : undefined;
    if (known) return known;
    const attributes = { dtype: { type }, value: { values, shape } } as const;
    const [tensor] = this.add({ operation: 'Const', attributes, outputs: [{ type, shape }], gradient: 'none' });
    if (values.length <= 8) this.constants.set(key, tensor);
    return tensor;
  }

  scalar(value: number): GraphTensor {
    return this.constant(Float32Array.of(value), []);
  }

  /** [values.length] */
  integers(values: readonly number[]): GraphTensor {
    return this.constant(Int32Array.from(values), [values.length]);
  }

  private nameFor(operation: string): string {
    // TensorFlow's names start with a letter, digit or dot and continue with those and _ \ - / >.
    const base = `${this.scope.replace(/[^A-Za-z0-9./-]/g, '_').replace(/^[^A-Za-z0-9.]/, '.')}/${operation}`;
    const count = this.counts.get(base) ?? 0;
    this.counts.set(base, count + 1);
    return count === 0 ? base : `${base}_${count}`;
  }
}
