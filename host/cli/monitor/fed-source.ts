// A board that this process feeds itself, as a source of observations: a serial port cannot be watched from beside.

import type { ObservationSource } from '../../../device-bridge/monitor/observation.ts';
import type { FedBoard } from '../steps/open-fed-board.ts';

const healthMs = 500;

/** Closing it closes the board. */
export function createFedSource({ board, play }: FedBoard): ObservationSource {
  const stop = new AbortController();
  let playing: Promise<void> = Promise.resolve();
  return {
    name: board.name,
    start(onEvent, onEnd) {
      const { clockHz } = board.identity;
      const sayHealth = () => onEvent({ kind: 'health', health: board.health });
      const timer = setInterval(sayHealth, healthMs);
      const run = async () => {
        const { imageId } = await board.status();
        onEvent({ kind: 'board', present: true, imageId, clockHz });
        for await (const { prediction, named, label, input, latencyMs } of play(stop.signal)) {
          const known = named === undefined ? {} : { trueLabel: label };
          const observation = { ...prediction, input, latencyMs, ...known };
          onEvent({ kind: 'predictions', imageId, missed: 0, observations: [observation] });
        }
      };
      playing = run()
        .then(
          () => onEnd(),
          (error) => onEnd(stop.signal.aborted ? undefined : error),
        )
        .finally(() => clearInterval(timer));
    },
    async close() {
      stop.abort(new Error('the monitor has ended'));
      await playing;
      await board.close();
    },
  };
}
