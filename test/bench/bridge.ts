// What a bridge does in a second, how long it takes, and whether its memory grows: clients in this process, the bridge with its broker
// and two boards that answer at once in another. Ten minutes; RETORT_BENCH_MINUTES makes it shorter.
//   npm run bench -- bridge [--json]
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openMqttLink } from '../../device-bridge/link/mqtt-link.ts';
import { type Board, openBoard } from '../../device-bridge/session/board.ts';
import { percentilesOf } from '../../host/validate/statistics.ts';
import { createEchoImage } from '../support/echo-image.ts';

const BOARDS = ['b1', 'b2'];
const INPUT_BYTES = 784;
const IN_FLIGHT = 64;
/** Of a run, before the next one: a run remembers its samples. */
const SAMPLES_IN_RUN = 20_000;
/** At full load one latency in so many is kept, over the whole time. */
const KEEP_EVERY = 100;

interface Latency {
  readonly medianMs: number;
  readonly p99Ms: number;
}

export interface BridgeBench {
  readonly predictionsPerSecond: number;
  /** From asking to prediction, with 64 inputs of each board under way: mostly waiting. */
  readonly atFullLoad: Latency;
  /** The same with one input under way. */
  readonly oneAtATime: Latency;
  readonly predictions: number;
  readonly minutes: number;
  /** Of the bridge with its broker, in MB, after one minute and at the end; rss as the system counts, heap after a collection. */
  readonly memory: { readonly afterOneMinute: Memory; readonly atTheEnd: Memory };
}

interface Memory {
  readonly rss: number;
  readonly heapUsed: number;
}

export async function benchBridge(): Promise<BridgeBench> {
  const minutes = Number(process.env.RETORT_BENCH_MINUTES ?? 10);
  const child = fork(fileURLToPath(new URL('./bridge-process.ts', import.meta.url)), BOARDS, {
    execArgv: [...process.execArgv, '--expose-gc'],
  });
  const [{ url: broker }] = await once(child, 'message');
  const open = async (board: string) =>
    openBoard(await openMqttLink({ broker, group: 'bench', bridge: 'bridge', board }));
  const boards = await Promise.all(BOARDS.map(open));
  try {
    for (const board of boards) await board.flash(createEchoImage(3000));
    await play(boards, 1, IN_FLIGHT, KEEP_EVERY); // until the code is compiled
    const alone = await play(boards.slice(0, 1), 5, 1, 1);
    const started = performance.now();
    const first = await play(boards, 60, IN_FLIGHT, KEEP_EVERY);
    const afterOneMinute = await memoryOf(child);
    const rest = await play(boards, (minutes - 1) * 60, IN_FLIGHT, KEEP_EVERY);
    const predictions = first.count + rest.count;
    return {
      predictionsPerSecond: (1000 * predictions) / (performance.now() - started),
      atFullLoad: latencyOf(rest.latencies),
      oneAtATime: latencyOf(alone.latencies),
      predictions,
      minutes,
      memory: { afterOneMinute, atTheEnd: await memoryOf(child) },
    };
  } finally {
    await Promise.all(boards.map((board) => board.close()));
    child.kill();
  }
}

/** Runs all boards at once for so long. */
async function play(boards: readonly Board[], seconds: number, inFlight: number, keepEvery: number) {
  const until = performance.now() + seconds * 1000;
  const latencies: number[] = [];
  let count = 0;
  const playOne = async (board: Board) => {
    while (performance.now() < until) {
      const askedAt = new Map<number, number>();
      for await (const { sampleId } of board.infer(samplesUntil(until, askedAt), { inFlight })) {
        if (count % keepEvery === 0) latencies.push(performance.now() - askedAt.get(sampleId)!);
        askedAt.delete(sampleId);
        count += 1;
      }
    }
  };
  await Promise.all(boards.map(playOne));
  return { count, latencies };
}

function* samplesUntil(until: number, askedAt: Map<number, number>) {
  const input = new Uint8Array(INPUT_BYTES).fill(7);
  for (let sampleId = 0; sampleId < SAMPLES_IN_RUN && performance.now() < until; sampleId++) {
    askedAt.set(sampleId, performance.now());
    yield { sampleId, input };
  }
}

function latencyOf(latencies: readonly number[]): Latency {
  const { median, p99 } = percentilesOf(latencies);
  return { medianMs: median, p99Ms: p99 };
}

async function memoryOf(child: ChildProcess): Promise<Memory> {
  const answered = once(child, 'message');
  child.send('memory');
  const [{ rss, heapUsed }] = await answered;
  return { rss: rss / 2 ** 20, heapUsed: heapUsed / 2 ** 20 };
}
