// A job that a test speaks for, on a board that only notes its events.
import type { BoardEvent } from '../../device-bridge/monitor/board-events.ts';
import { type DoneJob, type JobBoard, type JobProgress, Jobs } from '../../host/web/jobs.ts';
import type { JobRequest } from '../../host/web/messages.ts';

export interface FakeWork {
  readonly jobs: Jobs;
  /** Of the job that was started last. */
  readonly progress: JobProgress;
  finish(done: DoneJob): void;
  fail(error: Error): void;
}

/** A cancelled job ends when its work does, as on a board. */
export function createFakeWork(): FakeWork {
  let last: { progress: JobProgress; resolve(done: DoneJob): void; reject(error: Error): void };
  const jobs = new Jobs(
    (_, progress, signal) =>
      new Promise((resolve, reject) => {
        last = { progress, resolve, reject };
        signal.addEventListener('abort', () => reject(new Error('the link was closed')));
      }),
    (request: JobRequest) => `${request.kind} of a student`,
    () => 1000,
  );
  return {
    jobs,
    get progress() {
      return last.progress;
    },
    finish: (done) => last.resolve(done),
    fail: (error) => last.reject(error),
  };
}

export function createJobBoard(id = '0', hasEnded = false) {
  const events: Omit<BoardEvent, 'atMs'>[] = [];
  const board: JobBoard = {
    ...{ id, hasEnded, info: { name: `board ${id}` } },
    note: (event) => void events.push(event),
  };
  return { board, events };
}

export const flashed: DoneJob = { result: { kind: 'flash', text: '10 bytes in 0.01 s' } };
