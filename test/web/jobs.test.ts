// Jobs on boards: one at a time, whoever looks on, ended as what they are.
import { describe, expect, it } from 'vitest';
import { BoardAbsentError } from '../../device-bridge/mqtt/errors.ts';
import type { DoneJob } from '../../host/web/jobs.ts';
import type { JobRequest } from '../../host/web/messages.ts';
import { createFakeWork, createJobBoard, flashed } from './fake-job.ts';

const flash = (board = '0'): JobRequest => ({ kind: 'flash', board, student: 's' });
const settled = () => new Promise((resolve) => setTimeout(resolve, 120));

describe('a job', () => {
  it('has progress, a result, and its beginning and end among the board’s events', async () => {
    const { jobs, finish } = createFakeWork();
    const { board, events } = createJobBoard();
    const heard: string[] = [];
    jobs.listen((id) => heard.push(`${id} ${jobs.of(id)[0].state}`));
    const { id } = jobs.start(board, flash());
    expect(jobs.of('0')).toMatchObject([{ id, title: 'flash of a student', state: 'running', startedMs: 1000 }]);
    await settled();
    expect(heard).toEqual(['0 running']);
    finish(flashed);
    await settled();
    expect(jobs.of('0')[0]).toMatchObject({ state: 'done', result: flashed.result });
    expect(heard.at(-1)).toBe('0 done');
    expect(events.map(({ text, isTrouble }) => [text, isTrouble])).toEqual([
      ['flash of a student started', false],
      ['flash of a student: 10 bytes in 0.01 s', false],
    ]);
  });

  it('tells of its progress ten times per second at most', async () => {
    const work = createFakeWork();
    let told = 0;
    work.jobs.listen(() => told++);
    work.jobs.start(createJobBoard().board, flash());
    for (let i = 0; i <= 1000; i++) work.progress.step('flash', i / 1000);
    await settled();
    expect(told).toBeLessThanOrEqual(3);
    expect(work.jobs.of('0')[0]).toMatchObject({ step: 'flash', share: 1 });
    await work.jobs.close();
  });

  it('is one at a time on a board, and one on each of several boards', () => {
    const { jobs } = createFakeWork();
    const [one, other] = [createJobBoard('0'), createJobBoard('1')];
    jobs.start(one.board, flash('0'));
    jobs.start(other.board, flash('1'));
    expect(() => jobs.start(one.board, flash('0'))).toThrow(
      'board 0 cannot start another job: the flash of a student is running; wait for it or cancel it',
    );
    expect(['0', '1', '2'].map((id) => jobs.running(id)?.title)).toEqual([
      'flash of a student',
      'flash of a student',
      undefined,
    ]);
  });

  it('is refused on a board whose watching has ended', () => {
    const { board } = createJobBoard('0', true);
    expect(() => createFakeWork().jobs.start(board, flash())).toThrow('watching it has ended');
  });

  it('fails with the error’s text, as trouble', async () => {
    const work = createFakeWork();
    const { board, events } = createJobBoard();
    work.jobs.start(board, flash());
    work.fail(new BoardAbsentError('b1', 'it was unplugged'));
    await settled();
    const message = "the bridge cannot reach its board 'b1' now: it was unplugged";
    expect(work.jobs.of('0')[0]).toMatchObject({ state: 'failed', error: { code: 'BOARD_ABSENT', message } });
    expect(events.at(-1)).toMatchObject({ text: `flash of a student failed: ${message}`, isTrouble: true });
  });

  it('is cancelled, and says what that leaves behind', async () => {
    const work = createFakeWork();
    const { board } = createJobBoard();
    const { id } = work.jobs.start(board, flash());
    expect(work.jobs.cancel(id)).toBe(true);
    await work.jobs.close();
    expect(work.jobs.of('0')[0]).toMatchObject({ state: 'cancelled', error: { code: 'WEB_JOB_CANCELLED' } });
    expect(work.jobs.cancel(id)).toBe(false);
    work.jobs.start(board, flash());
    await work.jobs.close();
  });

  it('is trouble where the board does not compute what the reference does', async () => {
    const work = createFakeWork();
    const { board, events } = createJobBoard();
    work.jobs.start(board, { kind: 'validate', board: '0', student: 's' });
    const figures = { student: 's', samples: 9, bitExact: { count: 8, total: 9 }, measure: 'accuracy', report: 0 };
    const done: DoneJob = { result: { kind: 'validate', figures }, reports: ['/reports/0.html'] };
    work.finish(done);
    await settled();
    expect(events.at(-1)).toMatchObject({ text: 'validate of a student: 8 of 9 bit-exact', isTrouble: true });
    const { id } = work.jobs.of('0')[0];
    expect([work.jobs.report(id, 0), work.jobs.report(id, 1), work.jobs.report('7', 0)]).toEqual([
      ...['/reports/0.html', undefined, undefined],
    ]);
  });

  it('is forgotten after some others', async () => {
    const work = createFakeWork();
    const { board } = createJobBoard();
    for (let i = 0; i < 10; i++) {
      work.jobs.start(board, flash());
      work.finish(flashed);
      await settled();
    }
    expect(work.jobs.of('0').map(({ id }) => id)).toEqual(['10', '9', '8', '7', '6', '5', '4', '3']);
  });
});
