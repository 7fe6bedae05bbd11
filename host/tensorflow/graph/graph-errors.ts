// How a graph can fail: while it is built, when TensorFlow is handed it, and while it runs.

import { RetortError } from '../../../proto/retort-error.ts';

/** Shapes that do not fit together. */
export class GraphShapeError extends RetortError {
  readonly code = 'TRAINING_GRAPH_SHAPE_INVALID';
  readonly category = 'training';
  override readonly name = 'GraphShapeError';
  /** The layer, or whatever part of the step. */
  readonly scope: string;
  readonly operation: string;

  constructor(scope: string, operation: string, problem: string) {
    super(`${operation} in "${scope}" cannot be built: ${problem}; change that layer's description`);
    this.scope = scope;
    this.operation = operation;
  }
}

/** An operation on the way of a gradient has none. */
export class GradientMissingError extends RetortError {
  readonly code = 'TRAINING_GRADIENT_MISSING';
  readonly category = 'training';
  override readonly name = 'GradientMissingError';
  readonly scope: string;
  readonly operation: string;

  constructor(scope: string, operation: string) {
    super(`${operation} in "${scope}" has no gradient: implement it next to the operation, in host/tensorflow/graph`);
    this.scope = scope;
    this.operation = operation;
  }
}

/** TensorFlow does not take the graph, or stops while running it. */
export class GraphRefusedError extends RetortError {
  readonly code = 'TRAINING_GRAPH_REFUSED';
  readonly category = 'training';
  override readonly name = 'GraphRefusedError';
  /** The layer, or whatever part of the step; `undefined` where TensorFlow does not say. */
  readonly scope: string | undefined;
  readonly node: string | undefined;

  constructor(reason: string, found?: { readonly name: string; readonly scope: string }) {
    const where = found ? `layer "${found.scope}" (node ${found.name})` : 'the training graph';
    super(`TensorFlow rejects ${where}: ${reason}; change that layer's description, or report it with the network`);
    this.scope = found?.scope;
    this.node = found?.name;
  }
}

/** The engine calls what tfjs-node keeps to itself, which another version may have changed. */
export class TensorFlowVersionError extends RetortError {
  readonly code = 'TENSORFLOW_VERSION_UNKNOWN';
  readonly category = 'environment';
  override readonly name = 'TensorFlowVersionError';
  readonly actual: string;
  readonly expected: string;

  constructor(actual: string, expected: string) {
    super(
      `@tensorflow/tfjs-node is version ${actual}, but training calls internals of ${expected}: ` +
        `run \`npm install --save-exact @tensorflow/tfjs-node@${expected}\`, then \`npm run set-up\``,
    );
    this.actual = actual;
    this.expected = expected;
  }
}
