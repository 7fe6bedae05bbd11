// The error of a TensorFlow that cannot be loaded; apart from tensorflow.ts so that it can be recognized without loading TensorFlow.

import { RetortError } from '../../proto/retort-error.ts';

export class TensorFlowMissingError extends RetortError {
  readonly code = 'TENSORFLOW_MISSING';
  readonly category = 'environment';
  override readonly name = 'TensorFlowMissingError';

  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    super(
      `TensorFlow's native library cannot be loaded (${reason}): run \`retort set-up\`, or \`npm run set-up\` in a clone`,
      { cause },
    );
  }
}
