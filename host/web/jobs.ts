// What the page asks of boards: one job per board at a time, its progress and result. Knows neither HTTP nor how a job is done.
import type { BoardEvent } from '../../device-bridge/monitor/board-events.ts';
import { grouped } from '../../proto/numbers.ts';
import { BoardBusyError, JobCancelledError } from './control-errors.ts';
import type { Job, JobRequest, JobResult } from './messages.ts';

/** Of a board, ended ones included. */
const mostKept = 8;
/** Progress is told ten times per second at most. */
const tellMs = 100;

export interface JobProgress {
  /** @param share of the step, 0…1, where it is known */
  step(text: string, share?: number): void;
  note(text: string): void;
}

export interface DoneJob {
  readonly result: JobResult;
  /** Paths of HTML reports, as the result numbers them. */
  readonly reports?: readonly string[];
}

export type JobWork = (request: JobRequest, progress: JobProgress, signal: AbortSignal) => Promise<DoneJob>;

/** A board as its jobs see it. */
export interface JobBoard {
  readonly id: string;
  readonly info: { readonly name: string };
  /** Nothing more is heard of it. */
  readonly hasEnded: boolean;
  note(event: Omit<BoardEvent, 'atMs'>): void;
}

interface KeptJob {
  shown: Job;
  reports: readonly string[];
  readonly stop: AbortController;
  /** Settles when the board is free again. */
  ended: Promise<void>;
}

export class Jobs {
  readonly #work: JobWork;
  readonly #titleOf: (request: JobRequest) => string;
  readonly #now: () => number;
  /** The newest first, by board. */
  readonly #jobs = new Map<string, KeptJob[]>();
  readonly #listeners = new Set<(board: string) => void>();
  #next = 1;

  /** @param titleOf such as `validation of student`; throws where the request names a student that is not there */
  constructor(work: JobWork, titleOf: (request: JobRequest) => string, now: () => number = Date.now) {
    this.#work = work;
    this.#titleOf = titleOf;
    this.#now = now;
  }

  /** @throws BoardBusyError, what `titleOf` throws */
  start(board: JobBoard, request: JobRequest): Job {
    const title = this.#titleOf(request);
    const running = this.running(board.id);
    if (running) throw new BoardBusyError(board.info.name, `the ${running.title} is running; wait for it or cancel it`);
    if (board.hasEnded)
      throw new BoardBusyError(board.info.name, 'watching it has ended; start "retort monitor --web" again');
    const shown: Job = {
      ...{ id: String(this.#next++), board: board.id, title, state: 'running' },
      ...{ startedMs: this.#now(), step: 'starting', notes: [] },
    };
    const job: KeptJob = { shown, reports: [], stop: new AbortController(), ended: Promise.resolve() };
    this.#jobs.set(board.id, [job, ...(this.#jobs.get(board.id) ?? [])].slice(0, mostKept));
    board.note({ kind: 'job', text: `${title} started`, isTrouble: false });
    this.#tell(board.id);
    job.ended = this.#run(job, board, request);
    return shown;
  }

  /** Of a board, the newest first. */
  of(board: string): readonly Job[] {
    return (this.#jobs.get(board) ?? []).map(({ shown }) => shown);
  }

  /** On a board. */
  running(board: string): Job | undefined {
    return this.of(board).find(({ state }) => state === 'running');
  }

  /** Whether there is such a job that was running. */
  cancel(id: string): boolean {
    const job = this.#find(id);
    if (job?.shown.state !== 'running') return false;
    job.stop.abort(new JobCancelledError(job.shown.title));
    return true;
  }

  /** Path of a job's report; undefined where it has none of this number. */
  report(id: string, number: number): string | undefined {
    return this.#find(id)?.reports[number];
  }

  /** Called with a board whose jobs have changed. The returned function ends it. */
  listen(listener: (board: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Cancels what is running; resolves when every board is given back. */
  async close(): Promise<void> {
    const all = [...this.#jobs.values()].flat();
    for (const { shown } of all) this.cancel(shown.id);
    await Promise.all(all.map(({ ended }) => ended));
  }

  #find(id: string): KeptJob | undefined {
    return [...this.#jobs.values()].flat().find(({ shown }) => shown.id === id);
  }

  async #run(job: KeptJob, board: JobBoard, request: JobRequest): Promise<void> {
    const { signal } = job.stop;
    let toldAt = Number.NEGATIVE_INFINITY;
    let later: NodeJS.Timeout | undefined;
    const tell = () => {
      toldAt = performance.now();
      later = undefined;
      this.#tell(board.id);
    };
    const change = (more: Partial<Job>) => {
      job.shown = { ...job.shown, ...more };
      later ??= setTimeout(tell, Math.max(0, toldAt + tellMs - performance.now()));
    };
    const progress: JobProgress = {
      step: (step, share) => change({ step, share }),
      note: (text) => change({ notes: [...job.shown.notes, text] }),
    };
    const { title } = job.shown;
    try {
      const { result, reports = [] } = await this.#work(request, progress, signal);
      job.reports = reports;
      job.shown = { ...job.shown, state: 'done', share: undefined, result };
      board.note({ kind: 'job', text: `${title}: ${summaryOf(result)}`, isTrouble: isTrouble(result) });
    } catch (error) {
      const reason = signal.aborted ? signal.reason : error;
      const state = signal.aborted ? 'cancelled' : 'failed';
      job.shown = { ...job.shown, state, share: undefined, error: describe(reason) };
      board.note({ kind: 'job', text: `${title} ${state}: ${describe(reason).message}`, isTrouble: true });
    }
    clearTimeout(later);
    this.#tell(board.id);
  }

  #tell(board: string): void {
    for (const listener of this.#listeners) listener(board);
  }
}

/** In a few words, such as `98.2 % right, 2,000 of 2,000 bit-exact`. */
function summaryOf(result: JobResult): string {
  switch (result.kind) {
    case 'flash':
      return result.text;
    case 'validate': {
      const { accuracy, measure, bitExact } = result.figures;
      const share = accuracy ? `${measure} ${(100 * accuracy.value).toFixed(2)} %, ` : '';
      return `${share}${grouped(bitExact.count)} of ${grouped(bitExact.total)} bit-exact`;
    }
    case 'compare': {
      const { lost, gained, p } = result.paired;
      const { first, second } = result;
      return `${second.student} instead of ${first.student}: ${grouped(gained)} gained, ${grouped(lost)} lost, p = ${p.toPrecision(2)}`;
    }
  }
}

/** A board that does not compute what the reference does is not to be trusted. */
function isTrouble(result: JobResult): boolean {
  if (result.kind === 'flash') return false;
  const all = result.kind === 'validate' ? [result.figures] : [result.first, result.second];
  return all.some(({ bitExact }) => bitExact.count < bitExact.total);
}

function describe(error: unknown): NonNullable<Job['error']> {
  if (!(error instanceof Error)) return { code: 'UNEXPECTED', message: String(error) };
  const { code = 'UNEXPECTED' } = error as { readonly code?: unknown };
  return { code: String(code), message: error.message };
}
