// The kit on a virtual board, again and again: it never fails where nothing is wrong. Each run's memory wakes up with other bytes.
import { appendFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TestSamples } from '../../host/api/hil.ts';
import { found, judgeExactly, onVirtualBoard, templateSamples } from './judge.ts';

const runs = Number(process.env.RETORT_HIL_RUNS ?? 1000);
const inEach = 50;
/** Where the progress is written down. */
const log = process.env.RETORT_HIL_RUNS_LOG;

describe(`${runs} runs of the kit on a virtual board`, () => {
  let samples: TestSamples;
  beforeAll(async () => {
    samples = await templateSamples(20);
  });

  it.each(Array.from({ length: Math.ceil(runs / inEach) }, (_, i) => i * inEach))('from run %i', async (first) => {
    for (let seed = first; seed < Math.min(runs, first + inEach); seed++) {
      const result = await onVirtualBoard({ seed }, (board) => found(() => judgeExactly(board, samples)));
      expect(result, `run ${seed}`).toEqual({ class: undefined, message: '' });
    }
    if (log) await appendFile(log, `${new Date().toISOString()} ${first + inEach} runs\n`);
  });
});
