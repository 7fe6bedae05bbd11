// Where a number stopped being one: the step is run a second time, without its update, and all that it computed is looked through.
import type { GraphTensor } from '../tensorflow/graph/graph.ts';
import type { Feed, GraphSession } from '../tensorflow/graph/graph-session.ts';

/** The loss of a step is NaN or infinite; nothing has been updated. `train.ts` says when, and what to do. */
export class LossNotFiniteError extends Error {
  readonly code = 'TRAINING_LOSS_NOT_FINITE';
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
