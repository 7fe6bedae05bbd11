// One input on a board that nothing follows, so that its memory holds what the layers left. A run that waits long for its prediction sends a
// probe behind it (./inference-run.ts), which writes over that: such a run is done again, with more patience.

import type { Prediction } from '../../proto/prediction.ts';
import { MissingSampleError } from './errors.ts';
import { InferenceRun } from './inference-run.ts';
import type { Session } from './session.ts';

const mostAttempts = 8;

export class LayerRunner {
  readonly #session: Session;
  /** Before a probe follows. A board that takes longer is a slow one, as a simulated one is. */
  #quietMs: number;

  constructor(session: Session) {
    this.#session = session;
    this.#quietMs = session.timing.answerMs;
  }

  /** @throws what ./infer.ts throws; MissingSampleError also where a probe followed each time */
  async run(input: Uint8Array, stopAfter: number): Promise<Prediction> {
    const { clock } = this.#session.connection.link;
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const startedAt = clock.now();
      const { prediction, followed } = await this.#runOnce(input, stopAfter);
      if (!followed) return prediction;
      this.#quietMs = Math.max(this.#quietMs, 2 * (clock.now() - startedAt));
    }
    throw new MissingSampleError(0, `that nothing followed, in ${mostAttempts} runs`);
  }

  async #runOnce(input: Uint8Array, stopAfter: number) {
    const options = { inFlight: 1, stopAfter, quietMs: this.#quietMs };
    const run = new InferenceRun(this.#session, [{ sampleId: 0, input }], options);
    try {
      const prediction = await run.take();
      if (!prediction) throw new Error('a run of one sample ended without its prediction');
      return { prediction, followed: run.isFollowed };
    } finally {
      await run.end();
    }
  }
}
