// A board in the hands of a borrower: what it predicts and is flashed with is observed, and closing it only gives it back.

import type { WatchEvent } from '../../../device-bridge/monitor/observation.ts';
import type { Board } from '../../../device-bridge/session/board.ts';
import type { Sample } from '../../../device-bridge/session/sample.ts';
import type { Connection } from '../steps/connect.ts';

/** @param giveBack called once */
export function watchedConnection(
  { board, boards, lineFrames }: Connection,
  emit: (event: WatchEvent) => void,
  giveBack: () => void,
): Connection {
  const isHere = (imageId: number) => emit({ kind: 'board', present: true, imageId, clockHz: board.identity.clockHz });
  let isBack = false;
  const own: Pick<Board, 'flash' | 'infer' | 'close'> = {
    async flash(image, options) {
      const flashed = await board.flash(image, options);
      isHere(image.imageId);
      return flashed;
    },
    async *infer(samples, options) {
      const { imageId } = await board.status();
      const given = new Map<number, { readonly input: Uint8Array; readonly at: number }>();
      for await (const prediction of board.infer(noteEach(samples, given), options)) {
        const { input, at } = given.get(prediction.sampleId)!;
        given.delete(prediction.sampleId);
        const observation = { ...prediction, input, latencyMs: performance.now() - at };
        emit({ kind: 'predictions', imageId, missed: 0, observations: [observation] });
        yield prediction;
      }
    },
    async close() {
      if (!isBack) giveBack();
      isBack = true;
    },
  };
  const watched: Board = Object.assign(Object.create(board), own);
  return { board: watched, boards: boards.length > 1 ? boards : [watched], lineFrames };
}

async function* noteEach(
  samples: AsyncIterable<Sample> | Iterable<Sample>,
  given: Map<number, { readonly input: Uint8Array; readonly at: number }>,
): AsyncGenerator<Sample, void, void> {
  for await (const sample of samples) {
    given.set(sample.sampleId, { input: sample.input, at: performance.now() });
    yield sample;
  }
}
