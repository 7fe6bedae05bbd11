// What a monitor costs at 1,000 predictions a second: redraws a second and its share of a core. A made-up stream, a real reference.
//   npm run bench -- monitor [--json]
import type { ObservationSource } from '../../device-bridge/monitor/observation.ts';
import { runMonitor } from '../../host/cli/monitor/run-monitor.ts';
import { decodeInput } from '../../host/image/encode-input.ts';
import { argmax } from '../../host/network/logits.ts';
import { makeUpStream, tickMs } from './made-up-stream.ts';

const SECONDS = 20;
const PER_SECOND = 1000;

export interface MonitorBench {
  readonly predictionsPerSecond: number;
  readonly redrawsPerSecond: number;
  /** Of one core, user and system, with the making of the stream. */
  readonly cpuShare: number;
  readonly predictions: number;
  readonly notDrawn: number;
  readonly notCompared: number;
}

export async function benchMonitor(): Promise<MonitorBench> {
  const { image, reference, observations } = await makeUpStream();
  let next = 0;
  let timer: NodeJS.Timeout | undefined;
  const source: ObservationSource = {
    name: 'mqtt://127.0.0.1/bench/bridge/board',
    start(onEvent) {
      onEvent({ kind: 'board', present: true, imageId: image.imageId, clockHz: 24_000_000 });
      const started = performance.now();
      timer = setInterval(() => {
        const due = Math.floor(((performance.now() - started) * PER_SECOND) / 1000);
        const some = [];
        for (; next < due; next++) some.push(observations[next % observations.length]);
        onEvent({ kind: 'predictions', imageId: image.imageId, missed: 0, observations: some });
      }, tickMs);
    },
    close: async () => clearInterval(timer),
  };
  let redraws = 0;
  const stdout = { isTTY: true, columns: 80, rows: 24, write: () => ++redraws > 0 };
  const before = process.cpuUsage();
  const last = await runMonitor({
    source,
    judge: async (batch) =>
      batch.map(({ input, label }) => {
        const logits = reference.run(decodeInput(image, input));
        return { label, confidence: 1, referenceLabel: argmax(logits), bitExact: argmax(logits) === label };
      }),
    context: { name: source.name, classes: image.labels, imageId: image.imageId, imageName: image.name },
    json: false,
    stdout,
    seconds: SECONDS,
    signal: new AbortController().signal,
  });
  const { user, system } = process.cpuUsage(before);
  await source.close();
  return {
    predictionsPerSecond: last.predictions / last.seconds,
    redrawsPerSecond: redraws / last.seconds,
    cpuShare: (user + system) / 1e6 / last.seconds,
    predictions: last.predictions,
    notDrawn: last.notDrawn,
    notCompared: last.notCompared,
  };
}
