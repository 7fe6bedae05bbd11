// The hardware-in-the-loop suite: what a board has to do, whichever it is and however it is reached. RETORT_BOARD names it.
import { afterAll, beforeAll, describe, it, type TestContext } from 'vitest';
import type { Board } from '../../device-bridge/session/board.ts';
import type { Prediction } from '../../proto/prediction.ts';
import { type Baseline, nameOfBuild, readBaseline, writeBaseline } from './baseline.ts';
import {
  checkAccuracy,
  checkCycles,
  checkExactness,
  checkFlash,
  checkForeignImage,
  checkLosses,
  checkResume,
  countLosses,
  measure,
  predictProbes,
} from './checks.ts';
import { classed } from './failure-class.ts';
import { leaseBoard } from './lease.ts';
import { loadSubject, type Subject } from './subject.ts';

const url = process.env.RETORT_BOARD ?? 'virtual:up5k';

/** With the reason in the report too. */
async function skip(context: TestContext, reason: string): Promise<never> {
  await context.annotate(reason, 'skipped');
  return context.skip(reason);
}

describe(`the board ${url}`, () => {
  let board: Board;
  let subject: Subject;
  let baseline: Baseline | undefined;
  let predictions: readonly Prediction[] = [];
  let lossesBefore = 0;

  beforeAll(() =>
    classed(async () => {
      subject = await loadSubject();
      board = await leaseBoard(url, Number(process.env.RETORT_HIL_LEASE_SECONDS ?? 0));
      baseline = await readBaseline(subject.image.imageId);
      lossesBefore = await countLosses(board);
    }),
  );
  afterAll(() => board?.close());

  it('takes the student, whole, and not twice', () => classed(() => checkFlash(board, subject)));

  it('answers for each probe, every logit equal to the integer reference', () =>
    classed(async () => {
      const all = await predictProbes(board, subject);
      checkExactness(all, subject);
      predictions = all; // what a wrong board says is never recorded
    }));

  it('is as right, and agrees with its teacher as often, as the baseline says', (context) =>
    classed(async () => {
      if (predictions.length === 0) await skip(context, 'there are no predictions to look at');
      const measured = measure(predictions, subject, board.identity.build);
      if (process.env.RETORT_HIL_UPDATE === '1') await writeBaseline(subject.image.imageId, measured);
      else if (baseline) checkAccuracy(measured, baseline);
      else await skip(context, 'this student has no baseline: RETORT_HIL_UPDATE=1 records it');
    }));

  it('takes exactly as many cycles as are recorded', (context) =>
    classed(async () => {
      const build = nameOfBuild(board.identity.build);
      const recorded = baseline?.cycles[build];
      if (predictions.length === 0) await skip(context, 'there are no predictions to look at');
      if (recorded === undefined)
        await skip(context, `no cycles are recorded for build ${build}: RETORT_HIL_UPDATE=1 does it`);
      else checkCycles(predictions, recorded);
    }));

  it('refuses an image for another core, and keeps its own', () => classed(() => checkForeignImage(board, subject)));

  it('loses nothing on the way', () => classed(async () => checkLosses(lossesBefore, await countLosses(board))));

  it('resumes an upload that was interrupted', () => classed(() => checkResume(board, subject)));
});
