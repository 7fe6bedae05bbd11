// The server of ./page.ts in a separate process: the page over a made-up board that predicts 1,000 times per second,
// with a history in the folder that is given.
import { join } from 'node:path';
import type { ObservationSource, WatchEvent } from '../../device-bridge/monitor/observation.ts';
import { comparingShare } from '../../host/cli/monitor/run-web.ts';
import { decodeInput } from '../../host/image/encode-input.ts';
import { probabilitiesOf } from '../../host/image/head.ts';
import { argmax } from '../../host/network/logits.ts';
import { openHistoryWriter } from '../../host/web/history/history-writer.ts';
import { openHistory } from '../../host/web/history/open-history.ts';
import { keptSeconds } from '../../host/web/seconds.ts';
import { serveMonitor } from '../../host/web/serve-monitor.ts';
import { WatchedBoard } from '../../host/web/watched-board.ts';
import { makeUpStream, tickMs } from './made-up-stream.ts';

const PER_SECOND = 1000;

export interface ServerStart {
  readonly url: string;
}

export interface ServerFigures {
  readonly predictions: number;
  readonly notCompared: number;
  /** User and system, of the whole process. */
  readonly cpuSeconds: number;
  /** Of them, spent on making the stream. */
  readonly streamSeconds: number;
  /** After a collection. */
  readonly heapBytes: number;
  /** Of the history. */
  readonly kept?: { readonly written: number; readonly notWritten: number };
}

const { image, reference, observations } = await makeUpStream();

let streamSeconds = 0;
let emit: (event: WatchEvent) => void = () => {};
const source: ObservationSource = {
  name: 'bench:board',
  start: (onEvent) => {
    emit = onEvent;
    onEvent({ kind: 'board', present: true, imageId: image.imageId, clockHz: 24_000_000 });
  },
  close: async () => {},
};
const student = {
  image,
  isSound: false,
  // One in ten is a disagreement, so that the gallery works too.
  judge: async (batch: readonly { readonly input: Uint8Array; readonly sampleId: number; readonly label: number }[]) =>
    batch.map(({ input, sampleId, label }) => {
      const referenceLogits = Int8Array.from(reference.run(decodeInput(image, input)));
      const teacherLabel = sampleId % 10 === 0 ? (label + 1) % 10 : label;
      const scores = probabilitiesOf(image, referenceLogits)!;
      const said = { label, confidence: scores[label], referenceLabel: argmax(referenceLogits), referenceLogits };
      return { ...said, bitExact: true, teacherLabel, teacherScores: scores };
    }),
};
const [folder] = process.argv.slice(2);
const writer =
  folder === undefined
    ? undefined
    : await openHistoryWriter({
        history: await openHistory(join(folder, 'history'), { command: 'bench' }),
        ...{ students: [], program: 'bench', keepDays: 7 },
      });
const board = new WatchedBoard({
  ...{ id: '0', source, students: new Map([[image.imageId, student]]), share: comparingShare },
  sinks: writer ? [writer] : [],
});
const server = await serveMonitor({
  host: '127.0.0.1',
  port: 0,
  version: 'bench',
  boards: [board],
  history: { writer },
});
// The charts hold as much as they ever will, so that the heap has no more to grow by.
for (let second = 0; second < keptSeconds; second++) board.endSecond();
board.start();

let next = 0;
const started = performance.now();
setInterval(() => {
  const before = performance.now();
  const due = Math.floor(((before - started) * PER_SECOND) / 1000);
  const some = [];
  for (; next < due; next++) some.push({ ...observations[next % observations.length], sampleId: next });
  streamSeconds += (performance.now() - before) / 1000;
  emit({ kind: 'predictions', imageId: image.imageId, missed: 0, observations: some });
}, tickMs);

process.on('message', () => {
  globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const { predictions, notCompared } = board.frame;
  const figures: ServerFigures = {
    ...{ predictions, notCompared, streamSeconds },
    cpuSeconds: (user + system) / 1e6,
    heapBytes: process.memoryUsage().heapUsed,
    ...(writer && { kept: writer.counts }),
  };
  process.send?.(figures);
});
process.send?.({ url: server.url } satisfies ServerStart);
