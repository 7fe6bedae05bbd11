import { describe, expect, it } from 'vitest';
import { Comparer } from '../../../device-bridge/monitor/comparer.ts';
import type { Observation } from '../../../device-bridge/monitor/observation.ts';
import { type Judged, Tally } from '../../../device-bridge/monitor/tally.ts';

function observationsOf(count: number, given: Partial<Observation> = {}): Observation[] {
  const rest = { label: 1, logits: Int8Array.of(0, 5), cycles: 100, latencyMs: 2, input: new Uint8Array(8), ...given };
  return Array.from({ length: count }, (_, sampleId) => ({ sampleId, ...rest }));
}

const predictions = (
  count: number,
  { imageId = 7, missed = 0, ...given }: Partial<Observation> & { imageId?: number; missed?: number } = {},
) => ({ kind: 'predictions', imageId, missed, observations: observationsOf(count, given) }) as const;

const judgedAs = (judgement: Partial<Judged['judgement']>): Judged => ({
  observation: observationsOf(1)[0],
  judgement: { label: 1, confidence: 0.9, ...judgement },
});

describe('a tally', () => {
  it('counts what was predicted, missed, and not drawn one by one', () => {
    const tally = new Tally(() => 0);
    tally.take(predictions(100));
    expect(tally.snapshot({ drawn: true })).toMatchObject({ predictions: 100, notDrawn: 99 });
    tally.take(predictions(1, { missed: 20 }));
    expect(tally.snapshot({ drawn: true })).toMatchObject({ predictions: 101, missed: 20, notDrawn: 99 });
    expect(tally.snapshot({ drawn: true })).toMatchObject({ notDrawn: 99 });
  });

  it('tells the rate of the last whole seconds', () => {
    let now = 0;
    const tally = new Tally(() => now);
    for (; now < 10_000; now += 10) tally.take(predictions(now < 5000 ? 1 : 3));
    expect(tally.snapshot().perSecond).toBe(300);
    now += 6000;
    expect(tally.snapshot().perSecond).toBe(0);
  });

  it('keeps as much of a million predictions as of two thousand', () => {
    const tally = new Tally(() => 0);
    for (let i = 0; i < 1000; i++) tally.take(predictions(1000, { latencyMs: i }));
    for (let i = 0; i < 50; i++) tally.judge(judgedAs({ bitExact: false, referenceLabel: 0 }));
    const snapshot = tally.snapshot();
    expect(snapshot.predictions).toBe(1_000_000);
    expect(snapshot.latenciesMs).toHaveLength(1024);
    expect(Math.min(...snapshot.latenciesMs)).toBe(998);
    expect(snapshot.disagreements).toHaveLength(8);
  });

  it('counts agreement among what was compared alone', () => {
    const tally = new Tally(() => 0);
    tally.take(predictions(10));
    tally.judge(judgedAs({ bitExact: true, referenceLabel: 1, teacherLabel: 1 }));
    tally.judge(judgedAs({ bitExact: true, referenceLabel: 1, teacherLabel: 0 }));
    tally.judge(judgedAs({}));
    const { bitExact, agreement, notCompared, disagreements } = tally.snapshot();
    expect(bitExact).toEqual({ count: 2, total: 2 });
    expect(agreement).toEqual({ count: 1, total: 2 });
    expect(notCompared).toBe(8);
    expect(disagreements).toHaveLength(1);
  });

  it('notices another image, and a board that is gone', () => {
    const tally = new Tally(() => 0);
    tally.take(predictions(1, { imageId: 7 }));
    tally.take(predictions(1, { imageId: 8 }));
    tally.take({ kind: 'board', present: false, problem: 'unplugged', imageId: 0, clockHz: 0 });
    tally.take({ kind: 'bridge', online: true });
    const board = { present: false, problem: 'unplugged', imageId: 8 };
    expect(tally.snapshot()).toMatchObject({ imageChanges: 1, board, bridgeOnline: true });
  });

  it('knows a board that has no image, and does not take that for another one', () => {
    const tally = new Tally(() => 0);
    const imageOf = (imageId: number) => tally.take({ kind: 'board', present: true, imageId, clockHz: 24_000_000 });
    for (const imageId of [0, 7, 0]) imageOf(imageId);
    expect(tally.snapshot()).toMatchObject({ imageChanges: 0, board: { imageId: 0 } });
    imageOf(7);
    expect(tally.snapshot().imageChanges).toBe(0);
    imageOf(0);
    imageOf(8);
    expect(tally.snapshot().imageChanges).toBe(1);
  });
});

describe('a comparer', () => {
  it('spends no more than its share of the time, and takes the newest', async () => {
    let now = 0;
    const compared: number[] = [];
    let resume = () => {};
    let waitedMs = 0;
    const comparer = new Comparer(
      async (batch) => {
        now += 4 * batch.length;
        return batch.map(() => ({ confidence: 1 }));
      },
      { onJudged: ({ observation }) => compared.push(observation.sampleId), onError: expect.unreachable },
      {
        share: 0.1,
        batch: 4,
        now: () => now,
        wait(milliseconds) {
          waitedMs = milliseconds;
          return new Promise((resolve) => (resume = resolve));
        },
      },
    );
    comparer.add(observationsOf(100));
    await expect.poll(() => waitedMs).toBe(9 * 16);
    expect(compared).toEqual([96, 97, 98, 99]);
    comparer.add(observationsOf(7));
    expect(compared).toHaveLength(4);
    resume();
    await expect.poll(() => compared).toEqual([96, 97, 98, 99, 3, 4, 5, 6]);
  });

  it('tells what a comparison fails with', async () => {
    const failed = new Promise((resolve) => {
      const judge = () => Promise.reject(new Error('no reference'));
      new Comparer(judge, { onJudged: () => expect.unreachable(), onError: resolve }).add(observationsOf(1));
    });
    expect(await failed).toMatchObject({ message: 'no reference' });
  });
});
