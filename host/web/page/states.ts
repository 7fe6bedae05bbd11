// What a board's state is called, and what a person can do about it.
import type { BoardState } from '../messages.ts';

interface Said {
  readonly name: string;
  /** What to do next; empty where there is nothing to do. */
  readonly advice: string;
  readonly tone: 'good' | 'quiet' | 'bad';
}

export const states: Readonly<Record<BoardState, Said>> = {
  live: { name: 'live', advice: '', tone: 'good' },
  quiet: {
    name: 'quiet',
    advice:
      'The board has not predicted anything for a few seconds. Feed it with "retort feed URL --data SET", or wait for its clients.',
    tone: 'quiet',
  },
  empty: {
    name: 'no student',
    advice: 'The board has no student. Flash one below, or with "retort flash --on URL".',
    tone: 'bad',
  },
  'unknown-student': {
    name: 'unknown student',
    advice:
      'The board runs a student that this monitor does not know, so nothing is compared. Start it again with --image or --students naming that image.',
    tone: 'bad',
  },
  lost: {
    name: 'offline',
    advice: 'The board does not answer. Make sure that it is plugged in and powered; it is looked for all the time.',
    tone: 'bad',
  },
  'bridge-offline': {
    name: 'bridge offline',
    advice: 'The bridge of this board is offline. Start it with "retort bridge"; the page reconnects by itself.',
    tone: 'bad',
  },
  'broker-gone': {
    name: 'broker gone',
    advice: 'The MQTT broker does not answer. The monitor connects again as soon as it does.',
    tone: 'bad',
  },
  ended: {
    name: 'ended',
    advice: 'Watching has ended; what was seen stays here. Start "retort monitor --web" again to go on.',
    tone: 'quiet',
  },
};

/** Worst first. */
const order: readonly BoardState[] = [
  ...(['broker-gone', 'bridge-offline', 'lost', 'unknown-student', 'empty', 'ended', 'quiet', 'live'] as const),
];

export function severityOf(state: BoardState): number {
  return order.indexOf(state);
}
