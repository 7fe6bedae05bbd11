// The error of a TensorFlow that cannot be loaded; apart from tensorflow.ts so that it can be recognized without loading TensorFlow.

export class TensorFlowMissingError extends Error {
  readonly code = 'TENSORFLOW_MISSING';
  override readonly name = 'TensorFlowMissingError';

  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    super(`TensorFlow's native library cannot be loaded (${reason}): run \`npm run set-up\``, { cause });
  }
}
