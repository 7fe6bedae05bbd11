// A source of observations that a test speaks for.
import type { ObservationSource, WatchEvent } from '../../device-bridge/monitor/observation.ts';

export interface FakeSource extends ObservationSource {
  say(event: WatchEvent): void;
  end(error?: Error): void;
  readonly isClosed: boolean;
}

export function createFakeSource(name = 'fake:board'): FakeSource {
  let onEvent: (event: WatchEvent) => void = () => {};
  let onEnd: (error?: Error) => void = () => {};
  let isClosed = false;
  return {
    name,
    start(event, end) {
      onEvent = event;
      onEnd = end;
    },
    say: (event) => onEvent(event),
    end: (error) => onEnd(error),
    get isClosed() {
      return isClosed;
    },
    async close() {
      isClosed = true;
    },
  };
}
