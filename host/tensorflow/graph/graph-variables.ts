// What a graph keeps from run to run: weights, an optimizer's moments, a data set. Set once at the start from typed arrays.
import type { ElementType, Graph, GraphNode, GraphTensor } from './graph.ts';
import { type Feed, type GraphSession, openGraphSession } from './graph-session.ts';

export interface GraphVariable {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly handle: GraphTensor;
}

type Values = Float32Array | Int32Array | Uint8Array;

export class GraphVariables {
  private readonly graph: Graph;
  private readonly initial: Feed[] = [];
  private readonly assignments: GraphNode[] = [];
  private readonly settings = new Map<GraphVariable, Setting>();
  private initialized: GraphTensor | undefined;

  constructor(graph: Graph) {
    this.graph = graph;
  }

  /** @param initial its values when `initialize` has run; its element type is the variable's */
  create(name: string, shape: readonly number[], initial: Values): GraphVariable {
    const type = initial instanceof Float32Array ? 'float32' : initial instanceof Int32Array ? 'int32' : 'uint8';
    return this.graph.within(name, () => {
      const attributes = { dtype: { type }, shape: { shape }, shared_name: { text: name } } as const;
      const outputs = [{ type: 'resource', shape: [] }] as const;
      const [handle] = this.graph.add({ operation: 'VarHandleOp', attributes, outputs, gradient: 'none' });
      const variable = { name, type, shape, handle } as const;
      const placeholder = this.graph.placeholder(type, shape);
      this.initial.push([placeholder, initial]);
      const assignment = this.assign(variable, this.copy(placeholder), []);
      this.assignments.push(assignment);
      this.settings.set(variable, { placeholder, assigned: after(this.graph, this.graph.scalar(1), [assignment]) });
      return variable;
    });
  }

  /** @param controls what must have run before; without any, a read may come before an update of the same run, or after it */
  read({ name, type, shape, handle }: GraphVariable, controls: readonly GraphNode[] = []): GraphTensor {
    const attributes = { dtype: { type } };
    return this.graph.within(name, () => {
      return this.graph.add({
        operation: 'ReadVariableOp',
        inputs: [handle],
        controls,
        attributes,
        outputs: [{ type, shape }],
      })[0];
    });
  }

  /** @param controls what must have run before */
  assign({ type, handle }: GraphVariable, value: GraphTensor, controls: readonly GraphNode[]): GraphNode {
    const attributes = { dtype: { type } };
    return this.graph.addNode({
      operation: 'AssignVariableOp',
      inputs: [handle, value],
      controls,
      attributes,
      outputs: [],
    });
  }

  /**
   * Fed memory may be V8's, and assigning keeps what it is given until the next update: TensorFlow's threads would then give several of V8's
   * arrays back at once, which breaks V8's heap.
   */
  private copy(fed: GraphTensor): GraphTensor {
    const attributes = { T: { type: fed.type } };
    return this.graph.add({ operation: 'DeepCopy', inputs: [fed], attributes, outputs: [fed] })[0];
  }

  /** To be called when all are created, before the session is opened. */
  finish(): void {
    this.initialized = this.graph.within('initialize', () => after(this.graph, this.graph.scalar(1), this.assignments));
  }

  /** Sets all, once, and lets go of their initial values. @throws GraphRefusedError */
  initialize(session: GraphSession): void {
    if (this.initialized) session.run(this.initial, [this.initialized]);
    this.initial.length = 0;
  }

  /** @throws GraphRefusedError */
  set(session: GraphSession, values: readonly (readonly [GraphVariable, Values])[]): void {
    const chosen = values.map(([variable, value]) => ({ ...this.settings.get(variable)!, value }));
    session.run(
      chosen.map(({ placeholder, value }) => [placeholder, value]),
      chosen.map(({ assigned }) => assigned),
    );
  }
}

interface Setting {
  readonly placeholder: GraphTensor;
  /** Fetching it assigns. */
  readonly assigned: GraphTensor;
}

/** x itself, once `controls` have run. */
export function after(graph: Graph, x: GraphTensor, controls: readonly GraphNode[]): GraphTensor {
  const attributes = { T: { type: x.type } };
  const outputs = [{ type: x.type, shape: x.shape }];
  return graph.add({ operation: 'Identity', inputs: [x], controls, attributes, outputs, gradient: ([dy]) => [dy] })[0];
}

/** A session in which all variables have their initial values; when all are created. @throws GraphRefusedError, TensorFlowVersionError */
export function openSessionOf(graph: Graph, variables: GraphVariables): GraphSession {
  variables.finish();
  const session = openGraphSession(graph);
  try {
    variables.initialize(session);
  } catch (error) {
    session.dispose();
    throw error;
  }
  return session;
}
