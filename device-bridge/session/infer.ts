// Runs inferences on a board, several in flight, and answers for each sample exactly once. What is under way is ./inference-run.ts's.

import type { Prediction } from '../../proto/prediction.ts';
import { InferenceRun } from './inference-run.ts';
import type { InferOptions, Sample } from './sample.ts';
import type { Session } from './session.ts';

/**
 * Predictions in the order in which they come, one for each sample. A lost one is asked again, which the session's health counts.
 * @throws ForeignSampleError, DuplicateSampleError, MissingSampleError, SampleIdError, BoardError, BoardSilentError, LinkClosedError,
 * the signal's reason
 */
export async function* infer(
  session: Session,
  samples: AsyncIterable<Sample> | Iterable<Sample>,
  options: InferOptions = {},
): AsyncGenerator<Prediction, void, void> {
  const run = new InferenceRun(session, samples, options);
  try {
    for (;;) {
      const prediction = await run.take();
      if (!prediction) return;
      yield prediction;
    }
  } finally {
    await run.end();
  }
}
