// Where a number stopped being one. A step is run a second time, without its update, and all that it computed is looked through; what a
// run keeps is looked through at the end of an epoch, and before it is written.
import { RetortError } from '../../proto/retort-error.ts';
import type { Weights } from '../network/network.ts';
import type { GraphTensor } from '../tensorflow/graph/graph.ts';
import type { Feed, GraphSession } from '../tensorflow/graph/graph-session.ts';
import type { OptimizerState } from './optimizer.ts';

/** The loss of a step is NaN or infinite; nothing has been updated. `train.ts` says when, and what to do. */
export class LossNotFiniteError extends RetortError {
  readonly code = 'TRAINING_LOSS_NOT_FINITE';
  readonly category = 'training';
  override readonly name = 'LossNotFiniteError';
  readonly loss: number;
  /** `undefined` where the graph is finite up to the logits, and a loss computed by tfjs is not. */
  readonly origin: NonFinite | undefined;

  constructor(loss: number, origin: NonFinite | undefined) {
    super(`the loss is ${loss}${origin ? `, and first ${origin.value} in ${describe(origin)}` : ''}`);
    this.loss = loss;
    this.origin = origin;
  }
}

export interface NonFinite {
  readonly operation: string;
  /** The layer or the weight. */
  readonly scope: string;
  readonly value: number;
}

function describe({ operation, scope }: NonFinite): string {
  return operation === 'ReadVariableOp' ? `weight "${scope}"` : `${operation} of "${scope}"`;
}

/** The first of `watched`, which come in the order of computation, with a value that is not finite. */
export function findNonFinite(
  session: GraphSession,
  watched: readonly GraphTensor[],
  feeds: readonly Feed[],
): NonFinite | undefined {
  for (const [position, values] of session.run(feeds, watched).entries()) {
    const value = (values as Float32Array).find((number) => !Number.isFinite(number));
    if (value !== undefined) {
      const { operation, scope } = watched[position].node;
      return { operation, scope, value };
    }
  }
  return undefined;
}

/** The first weight, or optimizer's memory of one, with a value that is not finite, as a message says it. */
export function findNonFiniteState(state: {
  readonly weights: Weights;
  readonly own: Weights;
  readonly optimizer: OptimizerState;
}): string | undefined {
  for (const [what, values] of [
    ['weight', state.weights],
    ['weight of the loss', state.own],
    ["optimizer's", state.optimizer],
  ] as const) {
    for (const [name, { data }] of values) if (!data.every(Number.isFinite)) return `${what} "${name}"`;
  }
  return undefined;
}
