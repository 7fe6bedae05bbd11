// Several boards as one, with boards that say and do exactly what a test wants.
import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../device-bridge/framing/message.ts';
import type { Board } from '../../../device-bridge/session/board.ts';
import { openAll, poolBoards } from '../../../device-bridge/session/board-pool.ts';
import { boardForSample } from '../../../device-bridge/session/deal-samples.ts';
import { BoardError, BoardInUseError, ForeignSampleError } from '../../../device-bridge/session/errors.ts';
import type { FlashResult } from '../../../device-bridge/session/flash.ts';
import type { InferOptions, Sample } from '../../../device-bridge/session/sample.ts';
import type { Prediction } from '../../../proto/prediction.ts';

const identity = { core: 5, build: 7, macsPerCycle: 16, memoryBytes: 4096, clockHz: 24_000_000, imageId: 0 };
const status = { imageId: 3, uploadImageId: 0, received: 0, goodFrames: 10, badFrames: 1, inferences: 4 };
const health = {
  requestsRepeated: 1,
  chunksRepeated: 0,
  inferencesRepeated: 2,
  recoveries: 0,
  staleReplies: 0,
  badMessages: 0,
};
const frames = { bytes: 100, frames: 9, badCobs: 1, badCrc: 0, tooLong: 0, tooShort: 0 };
const flashed: FlashResult = {
  bytes: 64,
  skipped: false,
  sentBytes: 64,
  sentRanges: 1,
  resentBytes: 0,
  frames: 1,
  windowBytes: 64,
  baud: 3_000_000,
  handshakeMs: 1,
  uploadMs: 2,
  commitMs: 3,
  seconds: 0.006,
};
const image = { payload: new Uint8Array(64), imageId: 3, core: 5 };
const refusal = new BoardError('infer', ErrorCode.ERROR_CODE_NO_IMAGE, 0);

/** The predictions of one board from its samples. */
type Answering = (samples: AsyncIterable<Sample>, signal: AbortSignal) => AsyncIterable<Prediction>;

const answerTo = ({ sampleId }: Sample, boardIndex = 0): Prediction => ({
  sampleId,
  label: boardIndex,
  logits: Int8Array.of(sampleId),
  cycles: 100 + sampleId,
});

const inOrder = (boardIndex: number): Answering =>
  async function* (samples) {
    for await (const sample of samples) yield answerTo(sample, boardIndex);
  };

class ScriptedBoard implements Board {
  readonly name: string;
  identity = identity;
  baud = 3_000_000;
  health = { ...health, frames };
  state = status;
  closed = false;
  aborted = false;
  flash: Board['flash'] = async () => flashed;
  readonly #answering: Answering;

  constructor(index: number, answering = inOrder(index)) {
    this.name = `board ${index + 1} of test`;
    this.#answering = answering;
  }

  status = async () => this.state;
  async *infer(samples: AsyncIterable<Sample> | Iterable<Sample>, options: InferOptions = {}) {
    const signal = options.signal!;
    signal.addEventListener('abort', () => {
      this.aborted = true;
    });
    yield* this.#answering(samples as AsyncIterable<Sample>, signal);
  }
  runLayers = async () => answerTo({ sampleId: 0, input: new Uint8Array(1) });
  rangeCrc = async () => 0x1234;
  readMemory = async (): Promise<Uint8Array> => {
    throw new BoardInUseError('infer', 'readMemory');
  };
  close = async () => {
    this.closed = true;
  };
}

const makeBoards = (count: number) => Array.from({ length: count }, (_, index) => new ScriptedBoard(index));

function* samplesOf(count: number) {
  for (let sampleId = 0; sampleId < count; sampleId++) yield { sampleId, input: new Uint8Array(1) };
}

const until = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

async function collect(predictions: AsyncIterable<Prediction>, into: number[] = []) {
  for await (const { sampleId } of predictions) into.push(sampleId);
  return into;
}

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('inferring on several boards', () => {
  it.each([1, 2, 3, 7])('gives sample i to board i mod %i, and the predictions in order', async (count) => {
    const boards = makeBoards(count);
    const seen: Prediction[] = [];
    for await (const one of poolBoards('test', boards).infer(samplesOf(20))) seen.push(one);
    expect(seen).toEqual([...samplesOf(20)].map((sample) => answerTo(sample, sample.sampleId % count)));
    for (const index of upTo(20)) expect(boardForSample(boards, index)).toBe(boards[index % count]);
  });

  it('ends at once if there are no samples', async () => {
    expect(await collect(poolBoards('test', makeBoards(3)).infer([]))).toEqual([]);
  });

  it('keeps the order where a board answers late for a sample that was lost on the line', async () => {
    const inPairs: Answering = async function* (samples) {
      let held: Sample | undefined;
      for await (const sample of samples) {
        if (!held) held = sample;
        else {
          yield answerTo(sample);
          yield answerTo(held);
          held = undefined;
        }
      }
      if (held) yield answerTo(held);
    };
    const boards = [new ScriptedBoard(0), new ScriptedBoard(1, inPairs)];
    expect(await collect(poolBoards('test', boards).infer(samplesOf(21)))).toEqual(upTo(21));
  });

  it('keeps every board at work while one is slow', async () => {
    let asked = 0;
    const counting: Answering = async function* (samples) {
      for await (const sample of samples) {
        asked += 1;
        yield answerTo(sample);
      }
    };
    const slow: Answering = async function* (samples) {
      for await (const sample of samples) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        expect(asked).toBeGreaterThan(sample.sampleId / 2);
        yield answerTo(sample);
      }
    };
    const boards = [new ScriptedBoard(0, slow), new ScriptedBoard(1, counting)];
    expect(await collect(poolBoards('test', boards).infer(samplesOf(8)))).toEqual(upTo(8));
  });

  it('answers a source that makes the next sample only when the last was predicted', async () => {
    let answered = 0;
    let wake = () => {};
    async function* oneByOne() {
      for (const sample of samplesOf(9)) {
        while (answered < sample.sampleId) await new Promise<void>((resolve) => (wake = resolve));
        yield sample;
      }
    }
    for await (const { sampleId } of poolBoards('test', makeBoards(3)).infer(oneByOne())) {
      expect(sampleId).toBe(answered);
      answered += 1;
      wake();
    }
    expect(answered).toBe(9);
  });

  it('gives the predictions before the first one that a board fails to make, then its error with its name', async () => {
    const failing: Answering = async function* (samples) {
      let count = 0;
      for await (const sample of samples) {
        if (++count === 4) throw refusal;
        yield answerTo(sample);
      }
    };
    const boards = [new ScriptedBoard(0), new ScriptedBoard(1, failing), new ScriptedBoard(2)];
    const seen: number[] = [];
    const run = collect(poolBoards('test', boards).infer(samplesOf(100)), seen);
    await expect(run).rejects.toMatchObject({
      code: 'BOARD_REFUSED',
      boardCodeName: 'NO_IMAGE',
      message: expect.stringMatching(/^board 2 of test: the board refused "infer" \(NO_IMAGE\): it has no image/),
    });
    expect(seen).toEqual(upTo(10)); // samples 1, 4 and 7 were its own; 10 was not answered
    expect(boards.map(({ aborted }) => aborted)).toEqual([true, true, true]);
  });

  it('says of the samples’ own failure what it is, and of no board', async () => {
    async function* failing() {
      yield* samplesOf(5);
      throw new Error('the file ends early');
    }
    const run = collect(poolBoards('test', makeBoards(2)).infer(failing()));
    await expect(run).rejects.toThrow(/^the file ends early$/);
    const twice = [...samplesOf(4), ...samplesOf(1)];
    await expect(collect(poolBoards('test', makeBoards(2)).infer(twice))).rejects.toThrow(
      /^sample id 0 was already used: number the samples/,
    );
  });

  it('refuses an answer for the sample of another board', async () => {
    const foreign: Answering = () => {
      throw new ForeignSampleError(1);
    };
    const run = collect(poolBoards('test', [new ScriptedBoard(0, foreign), new ScriptedBoard(1)]).infer(samplesOf(4)));
    await expect(run).rejects.toThrow('board 1 of test: the board answered for sample 1, which was not sent');
  });

  it('ends every board and the source where the caller stops or aborts, though a sample is awaited', async () => {
    let ended = 0;
    async function* live() {
      try {
        yield* samplesOf(3);
        await new Promise((resolve) => setTimeout(resolve, 50));
      } finally {
        ended += 1;
      }
    }
    const waiting: Answering = async function* (samples, signal) {
      const source = samples[Symbol.asyncIterator]();
      for (;;) {
        const { done, value } = await Promise.race([source.next(), until(signal)]);
        if (done) return;
        yield answerTo(value);
      }
    };
    const boards = [new ScriptedBoard(0, waiting), new ScriptedBoard(1, waiting)];
    for await (const { sampleId } of poolBoards('test', boards).infer(live())) if (sampleId === 1) break;
    expect(boards.map(({ aborted }) => aborted)).toEqual([true, true]);

    const controller = new AbortController();
    const run = collect(poolBoards('test', boards).infer(live(), { signal: controller.signal }));
    setTimeout(() => controller.abort(new Error('enough')), 10);
    await expect(run).rejects.toThrow(/^enough$/);
    await expect.poll(() => ended).toBe(2);
  });
});

describe('several boards as one', () => {
  it('flash the image onto each; progress is that of the last, time that of the slowest', async () => {
    const boards = makeBoards(2);
    const steps = [
      [16, 64],
      [32, 48, 64],
    ];
    for (const [index, board] of boards.entries()) {
      board.flash = async (given, options) => {
        expect(given).toBe(image);
        for (const bytes of steps[index]) options?.onEvent?.({ kind: 'progress', bytes, total: 64 });
        return { ...flashed, seconds: index + 1 };
      };
    }
    const progress: number[] = [];
    const onEvent = (event: { kind: string; bytes?: number }) => progress.push(event.bytes ?? -1);
    expect(await poolBoards('test', boards).flash(image, { onEvent })).toEqual({ ...flashed, seconds: 2 });
    expect(progress).toEqual([0, 0, 32, 48, 64]);
  });

  it('say which of them could not be flashed, once the others are', async () => {
    const boards = makeBoards(3);
    let done = 0;
    for (const board of boards) {
      board.flash = async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        done += 1;
        return flashed;
      };
    }
    boards[1].flash = async () => {
      throw new BoardError('commit', ErrorCode.ERROR_CODE_CRC_MISMATCH, 0xabc);
    };
    await expect(poolBoards('test', boards).flash(image)).rejects.toThrow(
      'board 2 of test: the board refused "commit" (CRC_MISMATCH)',
    );
    expect(done).toBe(2);
  });

  it('name no board where the caller stops a flash or a run', async () => {
    const controller = new AbortController();
    const reason = new BoardInUseError('flash', 'anything'); // an error as Retort's own interruption is one
    const boards = makeBoards(2);
    for (const board of boards) board.flash = async (_, options) => until(options!.signal!);
    setTimeout(() => controller.abort(reason), 5);
    const { message } = reason;
    await expect(poolBoards('test', boards).flash(image, { signal: controller.signal })).rejects.toThrow(reason);
    const stopped: Answering = (_, signal) => {
      throw signal.reason;
    };
    const stoppable = [new ScriptedBoard(0, stopped), new ScriptedBoard(1, stopped)];
    const run = collect(poolBoards('test', stoppable).infer(samplesOf(4), { signal: controller.signal }));
    await expect(run).rejects.toBe(reason);
    expect(reason.message).toBe(message);
  });

  it('are as many as one likes without a warning of leaking listeners', async () => {
    const warnings: Error[] = [];
    const hear = (warning: Error) => warnings.push(warning);
    process.on('warning', hear);
    const { signal } = new AbortController();
    const boards = makeBoards(20);
    for (const board of boards) {
      board.flash = async (_, options) => {
        options!.signal!.addEventListener('abort', () => {});
        return flashed;
      };
    }
    const pool = poolBoards('test', boards);
    await pool.flash(image, { signal });
    expect(await collect(pool.infer(samplesOf(40), { signal }))).toEqual(upTo(40));
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.off('warning', hear);
    expect(warnings).toEqual([]);
  });

  it('held an image already only where every one did', async () => {
    const boards = makeBoards(2);
    boards[0].flash = async () => ({ ...flashed, skipped: true, sentBytes: 0 });
    expect(await poolBoards('test', boards).flash(image)).toMatchObject({ skipped: false, sentBytes: 64 });
    boards[1].flash = boards[0].flash;
    expect(await poolBoards('test', boards).flash(image)).toMatchObject({ skipped: true, sentBytes: 0 });
  });

  it('sum what was put right on the way, and count at the rate of the slowest line', async () => {
    const boards = makeBoards(3);
    boards[2].baud = 115_200;
    const pool = poolBoards('test', boards);
    expect(pool.baud).toBe(115_200);
    expect(pool.health).toEqual({
      requestsRepeated: 3,
      chunksRepeated: 0,
      inferencesRepeated: 6,
      recoveries: 0,
      staleReplies: 0,
      badMessages: 0,
      frames: { bytes: 300, frames: 27, badCobs: 3, badCrc: 0, tooLong: 0, tooShort: 0 },
    });
    expect(await pool.status()).toEqual({ ...status, goodFrames: 30, badFrames: 3, inferences: 12 });
  });

  it('must be of one kind and hold one image', async () => {
    const boards = makeBoards(3);
    boards[2].identity = { ...identity, imageId: 9 };
    const pool = poolBoards('test', boards);
    boards[1].state = { ...status, imageId: 9 };
    await expect(pool.status()).rejects.toThrow(
      'the boards differ: imageId is 3 on board 1 of test and 9 on board 2 of test; use boards with the same build',
    );
    boards[1].identity = { ...identity, build: 8 };
    expect(() => poolBoards('test', boards)).toThrow(
      expect.objectContaining({ code: 'BOARDS_DIFFER', what: 'build', boards: ['board 1 of test', 'board 2 of test'] }),
    );
  });

  it('show the memory of the first', async () => {
    const pool = poolBoards('test', makeBoards(2));
    expect(await pool.rangeCrc(0, 4)).toBe(0x1234);
    await expect(pool.readMemory(0, 4)).rejects.toThrow(
      'board 1 of test: cannot start "readMemory": "infer" is in progress',
    );
  });

  it('are closed together', async () => {
    const boards = makeBoards(3);
    await poolBoards('test', boards).close();
    expect(boards.map(({ closed }) => closed)).toEqual([true, true, true]);
  });

  it('are opened all or none', async () => {
    const [one, other] = makeBoards(2);
    const close = (board: Board) => board.close();
    expect(await openAll([Promise.resolve(one), Promise.resolve(other)], close)).toEqual([one, other]);
    expect(one.closed).toBe(false);
    const opening = [Promise.resolve(one), Promise.reject(refusal), Promise.resolve(other)];
    await expect(openAll(opening, close)).rejects.toBe(refusal);
    expect([one.closed, other.closed]).toEqual([true, true]);
  });
});
