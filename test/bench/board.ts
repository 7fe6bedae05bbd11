// How fast virtual boards are: millions of a board's cycles a second while one classifies without a pause, in this thread and in its own; beside
// the same RTL as a native program that does the same work; and while two share the same predictions, whose logits must be those of one.
//   npm run bench -- board [--json] [--predictions N]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from 'simple-statistics';
import { createFramedLink } from '../../device-bridge/link/framed-link.ts';
import { type Board, openBoard } from '../../device-bridge/session/board.ts';
import { poolBoards } from '../../device-bridge/session/board-pool.ts';
import type { Sample } from '../../device-bridge/session/sample.ts';
import { openVirtualBoardPort } from '../../firmware-artifacts/virtual-board/in-process-port.ts';
import { openLockstepPort } from '../../firmware-artifacts/virtual-board/lockstep-port.ts';
import { encodeInput } from '../../host/image/encode-input.ts';
import { makeDemoStudent } from '../support/demo-student.ts';
import {
  buildNativeBoard,
  type Replay,
  recordActions,
  replayInWebAssembly,
  replayNatively,
} from './board/native-board.ts';

interface LockstepRate {
  /** The best of the rounds: what else the machine does only takes away. */
  readonly megacyclesPerSecond: number;
  readonly median: number;
  readonly rounds: number;
  readonly cyclesPerInference: number;
  readonly inferencesPerSecond: number;
}

interface EngineRate {
  readonly engine: 'WebAssembly' | 'native';
  /** Of all cycles, or of some: those in which nothing but a bit's time passes are not evaluated. */
  readonly evaluated: 'some' | 'all';
  /** The median of the rounds. */
  readonly megacyclesPerSecond: number;
  /** To the native program whose every cycle is evaluated: what Verilator itself makes of it. */
  readonly ratioToNative: number;
  /** The board's bytes are those of the first row. */
  readonly sameReplies: boolean;
}

interface BoardsRate {
  readonly boards: number;
  readonly baud: number;
  readonly predictions: number;
  readonly seconds: number;
  readonly inferencesPerSecond: number;
  /** Of all boards together. */
  readonly megacyclesPerSecond: number;
  /** Cycles on the line and in the core, of all boards together, for a prediction. */
  readonly cyclesPerPrediction: number;
  readonly ratioToOneBoard: number;
  /** Predictions whose label, logits and cycles are not those of the first row. */
  readonly differing: number;
}

export interface BoardBench {
  readonly oneThread: readonly [LockstepRate];
  /** Empty where there is no Verilator. */
  readonly engines: readonly EngineRate[];
  readonly threads: readonly BoardsRate[];
}

const ROUNDS = 9;
const PICTURES = 60;
/** Boards, baud. */
const CONFIGURATIONS = [
  [1, 3_000_000],
  [2, 3_000_000],
  [1, 6_000_000],
  [2, 6_000_000],
] as const;

type Student = Awaited<ReturnType<typeof makeDemoStudent>>;

export async function benchBoard(predictions = 10_000): Promise<BoardBench> {
  const student = await makeDemoStudent(PICTURES);
  const oneThread = [await benchLockstep(student)] as const;
  const engines = await benchEngines(student);
  const threads: BoardsRate[] = [];
  let expected: Uint8Array | undefined;
  for (const [boards, baud] of CONFIGURATIONS) {
    const { seconds, cycles, results } = await classify(student, predictions, boards, baud);
    expected ??= results;
    threads.push({
      boards,
      baud,
      predictions,
      seconds,
      inferencesPerSecond: predictions / seconds,
      megacyclesPerSecond: cycles / 1e6 / seconds,
      cyclesPerPrediction: cycles / predictions,
      ratioToOneBoard: (threads[0]?.seconds ?? seconds) / seconds,
      differing: countDiffering(results, expected, predictions),
    });
  }
  return { oneThread, engines, threads };
}

async function benchLockstep({ image, inputs }: Student): Promise<LockstepRate> {
  const samples = inputs.map((input, sampleId) => ({ sampleId, input: encodeInput(image, input) }));
  const port = openLockstepPort();
  const board = await openBoard(createFramedLink(port));
  try {
    await board.flash(image);
    const rounds: { megacycles: number; inferences: number }[] = [];
    let cyclesPerInference = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const cycle = port.adapter.board.cycle;
      const start = performance.now();
      for await (const { cycles } of board.infer(samples, { inFlight: image.memory.slotCount })) {
        cyclesPerInference = cycles;
      }
      const seconds = (performance.now() - start) / 1000;
      rounds.push({ megacycles: (port.adapter.board.cycle - cycle) / 1e6 / seconds, inferences: PICTURES / seconds });
    }
    rounds.sort((a, b) => b.megacycles - a.megacycles);
    const [best] = rounds;
    return {
      megacyclesPerSecond: best.megacycles,
      median: rounds[Math.floor(ROUNDS / 2)].megacycles,
      rounds: ROUNDS,
      cyclesPerInference,
      inferencesPerSecond: best.inferences,
    };
  } finally {
    await board.close();
  }
}

const ENGINE_ROUNDS = 5;

/** A flash and 60 predictions, recorded once and done again by each engine in turns. */
async function benchEngines({ image, inputs }: Student): Promise<EngineRate[]> {
  const folder = await mkdtemp(join(tmpdir(), 'retort-bench-board-'));
  try {
    const program = buildNativeBoard(folder);
    if (program === undefined) return [];
    const port = openLockstepPort();
    const recording = recordActions(port.adapter.board);
    const board = await openBoard(createFramedLink(port), { targetBaud: 3_000_000 });
    await board.flash(image);
    const samples = inputs.map((input, sampleId) => ({ sampleId, input: encodeInput(image, input) }));
    for await (const _ of board.infer(samples, { inFlight: image.memory.slotCount }));
    const actions = recording.end();
    await board.close();

    const engines = (['WebAssembly', 'native'] as const).flatMap((engine) =>
      (['some', 'all'] as const).map((evaluated) => ({ engine, evaluated, runs: [] as Replay[] })),
    );
    for (let round = 0; round < ENGINE_ROUNDS; round++)
      for (const { engine, evaluated, runs } of engines)
        runs.push(
          engine === 'native'
            ? replayNatively(program, folder, actions, evaluated)
            : replayInWebAssembly(actions, evaluated),
        );
    const seconds = (runs: readonly Replay[]) => median(runs.map((run) => run.seconds));
    const cycles = actions.at(-1)!.cycle;
    return engines.map(({ engine, evaluated, runs }) => ({
      engine,
      evaluated,
      megacyclesPerSecond: cycles / 1e6 / seconds(runs),
      ratioToNative: seconds(engines.at(-1)!.runs) / seconds(runs),
      sameReplies: runs.every(({ replies }) => Buffer.compare(replies, engines[0].runs[0].replies) === 0),
    }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `results`: label (1 byte), cycles (4) and logits (10) of each prediction. */
async function classify({ image, inputs }: Student, predictions: number, count: number, baud: number) {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const ports = await Promise.all(numbers.map((seed) => openVirtualBoardPort({ seed })));
  const boards = await Promise.all(ports.map((port) => openBoard(createFramedLink(port), { targetBaud: baud })));
  const cyclesOfAll = async () => {
    const last = await Promise.all(ports.map(async ({ board }) => (await board.frames()).at(-1)!.lastStopBit));
    return last.reduce((sum, cycle) => sum + cycle, 0);
  };
  const pool: Board = poolBoards('virtual:up5k', boards);
  try {
    await pool.flash(image);
    const encoded = inputs.map((input) => encodeInput(image, input));
    const samples = function* (): Generator<Sample> {
      for (let sampleId = 0; sampleId < predictions; sampleId++)
        yield { sampleId, input: encoded[sampleId % encoded.length] };
    };
    const results = Buffer.alloc(predictions * RESULT_BYTES);
    const before = await cyclesOfAll();
    const start = performance.now();
    const options = { inFlight: image.memory.slotCount, cycles: image.cycleLimit };
    for await (const { sampleId, label, cycles, logits } of pool.infer(samples(), options)) {
      const at = sampleId * RESULT_BYTES;
      results.writeUInt8(label, at);
      results.writeUInt32LE(cycles, at + 1);
      results.set(new Uint8Array(logits), at + 5);
    }
    const seconds = (performance.now() - start) / 1000;
    return { seconds, cycles: (await cyclesOfAll()) - before, results };
  } finally {
    await pool.close();
  }
}

const RESULT_BYTES = 15;

function countDiffering(results: Uint8Array, expected: Uint8Array, predictions: number): number {
  const of = (all: Uint8Array, i: number) => Buffer.from(all.subarray(i * RESULT_BYTES, (i + 1) * RESULT_BYTES));
  return Array.from({ length: predictions }, (_, i) => i).filter((i) => !of(results, i).equals(of(expected, i))).length;
}
