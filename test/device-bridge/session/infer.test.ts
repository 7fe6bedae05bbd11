import { describe, expect, it } from 'vitest';
import { createFramedLink } from '../../../device-bridge/link/framed-link.ts';
import { type Board, openBoard } from '../../../device-bridge/session/board.ts';
import {
  BoardError,
  BoardSilentError,
  DuplicateSampleError,
  ForeignSampleError,
  MissingSampleError,
  SampleIdError,
} from '../../../device-bridge/session/errors.ts';
import type { InferOptions, Sample } from '../../../device-bridge/session/sample.ts';
import type { Timing } from '../../../device-bridge/session/timing.ts';
import type { Prediction } from '../../../proto/prediction.ts';
import { FakeBoard, type FakeBoardOptions } from '../../support/fake-board.ts';
import { createPicker } from '../../support/generated-cases.ts';

async function open(
  options: FakeBoardOptions = {},
  timing: Partial<Timing> = {},
): Promise<{ fake: FakeBoard; board: Board }> {
  const fake = new FakeBoard({ latencyMs: 5, ...options });
  const board = await fake.clock.run(openBoard(createFramedLink(fake), { timing }));
  await fake.clock.run(board.flash({ payload: new Uint8Array(100), imageId: 1, core: fake.core }));
  return { fake, board };
}

const samplesOf = (count: number, inputBytes = 16): Sample[] =>
  Array.from({ length: count }, (_, sampleId) => ({
    sampleId,
    input: new Uint8Array(inputBytes).fill(sampleId % 256),
  }));

async function collect(board: Board, samples: Iterable<Sample> | AsyncIterable<Sample>, options?: InferOptions) {
  const predictions: Prediction[] = [];
  for await (const prediction of board.infer(samples, options)) predictions.push(prediction);
  return predictions;
}

function expectEachOnce(predictions: readonly Prediction[], count: number): void {
  const sorted = [...predictions].sort((a, b) => a.sampleId - b.sampleId);
  expect(sorted.map(({ sampleId }) => sampleId)).toEqual(Array.from({ length: count }, (_, i) => i));
  for (const { sampleId, label } of sorted) expect(label).toBe(sampleId % 256);
}

describe('inferring', () => {
  it('answers for each sample once, in order, with label, logits and cycles', async () => {
    const { fake, board } = await open();
    const predictions = await fake.clock.run(collect(board, samplesOf(300)));
    expect(predictions.map(({ sampleId }) => sampleId)).toEqual(Array.from({ length: 300 }, (_, i) => i));
    expect(predictions[200]).toEqual({
      sampleId: 200,
      label: 200,
      logits: new Int8Array(10).fill(200),
      cycles: 48_000,
    });
  });

  it('keeps several inputs in flight, so that the board is busy while they travel', async () => {
    const took = async (inFlight: number) => {
      const { fake, board } = await open();
      const before = fake.clock.now();
      await fake.clock.run(collect(board, samplesOf(100), { inFlight }));
      return fake.clock.now() - before;
    };
    expect(await took(4)).toBeLessThan(0.35 * (await took(1)));
  });

  it('sends an input of several pieces, and takes samples as they are made', async () => {
    const { fake, board } = await open({ inputBytes: 3000 });
    async function* make() {
      yield* samplesOf(20, 3000);
    }
    expectEachOnce(await fake.clock.run(collect(board, make())), 20);
    const pieces = fake.requests.filter(({ kind, id }) => kind === 'infer' && id === 19);
    expect(pieces.map(({ value }) => value)).toMatchObject([
      { offset: 0, more: 1 },
      { offset: 1024, more: 1 },
      { offset: 2048, more: 0 },
    ]);
  });

  it('gives nothing for no samples', async () => {
    const { fake, board } = await open();
    expect(await fake.clock.run(collect(board, []))).toEqual([]);
  });

  it('stops asking when its caller stops taking', async () => {
    const { fake, board } = await open();
    const first = async () => {
      for await (const prediction of board.infer(samplesOf(1000))) return prediction.sampleId;
    };
    expect(await fake.clock.run(first())).toBe(0);
    await fake.clock.wait(200);
    expect(fake.requests.filter(({ kind }) => kind === 'infer').length).toBeLessThan(80);
    expectEachOnce(await fake.clock.run(collect(board, samplesOf(10))), 10);
  });

  it('makes do with fewer slots than it was told of', async () => {
    const { fake, board } = await open({ slots: 1 });
    expectEachOnce(await fake.clock.run(collect(board, samplesOf(50), { inFlight: 4 })), 50);
    const large = await open({ slots: 1, inputBytes: 2000 });
    expectEachOnce(await large.fake.clock.run(collect(large.board, samplesOf(50, 2000), { inFlight: 4 })), 50);
  });

  it('runs the first descriptors of the program alone', async () => {
    const { fake, board } = await open();
    await fake.clock.run(board.runLayers(new Uint8Array(16).fill(3), 2));
    expect(fake.requests.at(-1)).toMatchObject({ kind: 'infer', value: { stopAfter: 2 } });
  });

  it.each([16, 3000])(
    'leaves layers of a slow board as they were run, with no probe behind them (inputs of %i bytes)',
    async (inputBytes) => {
      const { fake, board } = await open({ inferenceMs: 1000, inputBytes });
      await fake.clock.run(board.runLayers(new Uint8Array(inputBytes).fill(3), 0));
      await fake.clock.wait(5000);
      const inferences = fake.requests.filter(({ kind }) => kind === 'infer');
      expect(inferences.at(-1)).toMatchObject({ value: { stopAfter: 0 } });
      const before = inferences.length;
      await fake.clock.run(board.runLayers(new Uint8Array(inputBytes).fill(4), 0));
      const pieces = Math.ceil(inputBytes / 1024);
      expect(fake.requests.filter(({ kind }) => kind === 'infer')).toHaveLength(before + 2 * pieces);
    },
  );
});

describe('a run of inferences on a line that loses frames', () => {
  it.each([
    [1, 16],
    [2, 16],
    [3, 2500],
    [4, 2500],
  ])('answers for each sample once (seed %i, inputs of %i bytes)', async (seed, inputBytes) => {
    const pick = createPicker(seed);
    let lossy = false;
    const { fake, board } = await open({ inputBytes, loses: () => lossy && pick(15) === 0 });
    lossy = true;
    expectEachOnce(await fake.clock.run(collect(board, samplesOf(200, inputBytes))), 200);
    expect(board.health.inferencesRepeated).toBeGreaterThan(5);
  });

  it.each(['toBoard', 'toHost'] as const)('asks the last sample again when its frame %s was lost', async (lossy) => {
    let lost = 0;
    const { fake, board } = await open({
      loses: (direction, { id, kind }) =>
        direction === lossy && id === 9 && ['infer', 'prediction'].includes(kind) && ++lost === 1,
    });
    expectEachOnce(await fake.clock.run(collect(board, samplesOf(10))), 10);
    expect(board.health.inferencesRepeated).toBe(1);
  });

  it('asks no sample again of a board that is merely slow', async () => {
    const { fake, board } = await open({ inferenceMs: 4000 });
    expectEachOnce(await fake.clock.run(collect(board, samplesOf(6))), 6);
    expect(board.health.inferencesRepeated).toBe(0);
    expect(board.health.recoveries).toBe(0);
    expect(fake.baud).toBe(3_000_000);
  });

  it('waits for a source that is slower than any inference, though a probe was lost', async () => {
    let probes = 0;
    const { fake, board } = await open({
      loses(direction, message) {
        const lost = direction === 'toHost' && message.kind === 'prediction' && message.id === 0 && ++probes === 1;
        return lost || (message.kind === 'prediction' && message.id >= 2 ** 31 && probes === 1 && ++probes === 2);
      },
    });
    async function* make() {
      for (const sample of samplesOf(3)) {
        yield sample;
        await new Promise<void>((resolve) => fake.clock.after(40_000, resolve));
      }
    }
    expectEachOnce(await fake.clock.run(collect(board, make(), { inFlight: 1 })), 3);
  });

  it('does not take an earlier session’s answers for its own', async () => {
    const { fake, board } = await open({ inferenceMs: 300 });
    const old = board.infer(samplesOf(4).map(({ sampleId }) => ({ sampleId, input: new Uint8Array(16).fill(99) })));
    const first = old[Symbol.asyncIterator]().next();
    await fake.clock.wait(100);
    const again = await fake.clock.run(openBoard(createFramedLink(fake)));
    expectEachOnce(await fake.clock.run(collect(again, samplesOf(4))), 4);
    first.catch(() => {});
  });
});

describe('a run of inferences that cannot be trusted', () => {
  const foreign = (id: number) => ({
    id,
    kind: 'prediction' as const,
    value: { label: 0, cycles: 0, logits: new Uint8Array(10) },
  });

  it('fails when the board answers for a sample that was not asked, by its id', async () => {
    const { fake, board } = await open({
      rewrite: (reply) => (reply.kind === 'prediction' && reply.id === 5 ? [foreign(4711), reply] : [reply]),
    });
    const run = fake.clock.run(collect(board, samplesOf(20)));
    await expect(run).rejects.toThrow(ForeignSampleError);
    await expect(run).rejects.toThrow('the board answered for sample 4711, which was not sent');
  });

  it('fails when the board answers twice for a sample, by its id', async () => {
    const { fake, board } = await open({
      rewrite: (reply) => (reply.kind === 'prediction' && reply.id === 5 ? [reply, reply] : [reply]),
    });
    const run = fake.clock.run(collect(board, samplesOf(20)));
    await expect(run).rejects.toThrow(DuplicateSampleError);
    await expect(run).rejects.toThrow('the board answered twice for sample 5');
  });

  it('fails when the board never answers for a sample, by its id', async () => {
    const { fake, board } = await open({
      rewrite: (reply) => (reply.kind === 'prediction' && reply.id === 7 ? [] : [reply]),
    });
    const run = fake.clock.run(collect(board, samplesOf(20)));
    await expect(run).rejects.toThrow(MissingSampleError);
    await expect(run).rejects.toThrow('gave no prediction for sample 7');
  });

  it('fails when the board runs nothing any more, though it answers', async () => {
    const { fake, board } = await open(
      { rewrite: (reply) => (reply.kind === 'prediction' ? [] : [reply]) },
      { inferenceMs: 3000 },
    );
    const run = fake.clock.run(collect(board, samplesOf(20)));
    await expect(run).rejects.toThrow('gave no prediction for sample 0 within 3,000 ms');
  });

  it('reports that the board has no image after a reset', async () => {
    const { fake, board } = await open();
    fake.clock.after(50, () => fake.reset());
    const run = fake.clock.run(collect(board, samplesOf(500)));
    await expect(run).rejects.toThrow(BoardError);
    await expect(run).rejects.toThrow('(NO_IMAGE): it has no image: flash one first ("retort flash FILE")');
  });

  it('says that the board is silent when it is gone for good', async () => {
    const { fake, board } = await open();
    fake.clock.after(50, () => {
      fake.plugged = false;
    });
    await expect(fake.clock.run(collect(board, samplesOf(500)))).rejects.toThrow(BoardSilentError);
  });

  it('refuses an input of the wrong length with the right one', async () => {
    const { fake, board } = await open();
    await expect(fake.clock.run(collect(board, samplesOf(3, 15)))).rejects.toThrow(
      '(INPUT_LENGTH): the input must have 16 bytes',
    );
  });

  it.each([[-1], [0.5], [2 ** 31]])('refuses the sample id %d', async (sampleId) => {
    const { fake, board } = await open();
    const run = fake.clock.run(collect(board, [{ sampleId, input: new Uint8Array(16) }]));
    await expect(run).rejects.toThrow(SampleIdError);
    await expect(run).rejects.toThrow(`sample id ${sampleId} is out of range`);
  });

  it('refuses a sample id that came before', async () => {
    const { fake, board } = await open();
    const twice = [...samplesOf(2), ...samplesOf(1)];
    await expect(fake.clock.run(collect(board, twice))).rejects.toThrow('sample id 0 was already used');
  });

  it('passes on what its source of samples throws', async () => {
    const { fake, board } = await open();
    function* failing() {
      yield* samplesOf(3);
      throw new Error('the picture is broken');
    }
    await expect(fake.clock.run(collect(board, failing()))).rejects.toThrow('the picture is broken');
  });

  it('ends with the reason when it is aborted', async () => {
    const { fake, board } = await open();
    const controller = new AbortController();
    fake.clock.after(100, () => controller.abort(new Error('stopped by hand')));
    const run = fake.clock.run(collect(board, samplesOf(5000), { signal: controller.signal }));
    await expect(run).rejects.toThrow('stopped by hand');
    expectEachOnce(await fake.clock.run(collect(board, samplesOf(10))), 10);
  });
});
