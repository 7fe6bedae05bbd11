// Runs a monitor: events in, frames, lines or JSON out, until the source ends, enough was seen, or it is interrupted.

import { createLogUpdate } from 'log-update';
import { Comparer, type Judge } from '../../../device-bridge/monitor/comparer.ts';
import type { ObservationSource, WatchEvent } from '../../../device-bridge/monitor/observation.ts';
import { type Snapshot, Tally } from '../../../device-bridge/monitor/tally.ts';
import { renderFrame, renderLine, toJson, type ViewContext } from './view.ts';

/** Ten drawings a second at most. */
const drawMs = 100;
const lineMs = 1000;

export interface MonitorOptions {
  readonly source: ObservationSource;
  readonly judge: Judge;
  readonly context: ViewContext;
  readonly json: boolean;
  /** Where frames, lines and JSON go. */
  readonly stdout: Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns' | 'rows'>;
  /** Stops after this many seconds, or predictions. */
  readonly seconds?: number;
  readonly count?: number;
  readonly signal: AbortSignal;
}

/** Resolves with the last snapshot. Rejects with what the source or a comparison fails with. */
export async function runMonitor(options: MonitorOptions): Promise<Snapshot> {
  const { source, judge, context, seconds, count, signal } = options;
  const tally = new Tally();
  const show = createDisplay(options);
  const draw = () => {
    show.draw(tally.snapshot({ drawn: true }));
  };
  const drawing = setInterval(draw, show.everyMs);
  let enough: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const comparer = new Comparer(judge, { onJudged: (judged) => tally.judge(judged), onError: reject });
      const onEvent = (event: WatchEvent) => {
        tally.take(event);
        if (event.kind !== 'predictions') return;
        if (event.imageId === context.imageId) comparer.add(event.observations);
        if (count !== undefined && tally.predictions >= count) resolve();
      };
      source.start(onEvent, (error) => (error ? reject(error) : resolve()));
      if (seconds !== undefined) enough = setTimeout(resolve, 1000 * seconds);
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  } finally {
    clearInterval(drawing);
    clearTimeout(enough);
    show.end(tally.snapshot({ drawn: true }));
  }
  return tally.snapshot();
}

interface Display {
  readonly everyMs: number;
  draw(snapshot: Snapshot): void;
  /** The last one is the command's to print, but on a terminal it stays in the frame. */
  end(last: Snapshot): void;
}

function createDisplay({ stdout, json, context }: MonitorOptions): Display {
  const print = (text: string) => void stdout.write(`${text}\n`);
  const end = () => {};
  if (json) return { everyMs: lineMs, draw: (snapshot) => print(JSON.stringify(toJson(snapshot, context))), end };
  if (!stdout.isTTY) return { everyMs: lineMs, draw: (snapshot) => print(renderLine(snapshot, context)), end };
  const log = createLogUpdate(stdout as NodeJS.WriteStream);
  // One row less, or the terminal scrolls.
  const screen = () => ({ columns: stdout.columns, rows: stdout.rows - 1 });
  return {
    everyMs: drawMs,

    draw: (snapshot) => log(renderFrame(snapshot, context, screen())),
    end(last) {
      log(renderFrame(last, context, screen()));
      log.done();
    },
  };
}
