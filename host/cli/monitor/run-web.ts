// `retort monitor --web`: opens the boards and the student, serves the page, and watches until it is interrupted.

import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hex32 } from '../../../proto/numbers.ts';
import { Jobs } from '../../web/jobs.ts';
import type { Control } from '../../web/live-socket.ts';
import { WatchedBoard } from '../../web/watched-board.ts';
import type { CommandContext, CommandOutcome } from '../run-command.ts';
import type { PlayFlags } from '../settings/options.ts';
import type { Settings } from '../settings/settings.ts';
import { pathToWrite } from '../steps/run-folder.ts';
import { grouped } from '../text/format.ts';
import { version } from '../version.ts';
import type { BoardSource } from './board-source.ts';
import { createJobWork, type JobSite, titleOfJob } from './job-work.ts';
import { type KnownStudent, openStudent, openStudents } from './open-students.ts';

export interface WebFlags extends PlayFlags {
  readonly image?: string;
  readonly quantized?: string;
  readonly teacher?: string;
  readonly students?: readonly string[];
  readonly control?: boolean;
  readonly for?: number;
  readonly host: string;
  readonly port: number;
  readonly json?: boolean;
}

/** Of a core, spent comparing on all boards together. */
const comparingShare = 0.1;

/** @param openSource of a board's URL, and of the students that it may be fed for */
export async function runWeb(
  urls: readonly string[],
  settings: Settings,
  flags: WebFlags,
  context: CommandContext,
  openSource: (url: string, students: ReadonlyMap<number, KnownStudent>) => Promise<BoardSource>,
): Promise<CommandOutcome> {
  const { serveMonitor } = await import('../../web/serve-monitor.ts');
  const students = await knownStudents(settings.out, flags);
  const boards: WatchedBoard[] = [];
  const sources = new Map<string, BoardSource>();
  try {
    for (const [index, url] of urls.entries()) {
      const source = await openSource(url, students);
      const id = String(index);
      sources.set(id, source);
      boards.push(new WatchedBoard({ id, source, students, share: comparingShare / urls.length }));
    }
    const { host, port } = flags;
    const folder = await mkdtemp(join(tmpdir(), 'retort-reports-'));
    const control = flags.control ? controlOf({ students, boards: sources, settings, folder, ...context }) : undefined;
    const server = await serveMonitor({ host, port, version, boards, control });
    try {
      sayAddress(server.url, flags);
      for (const board of boards) board.start();
      await endOf(context.signal, flags.for);
    } finally {
      await server.close();
      await control?.jobs.close();
      await rm(folder, { recursive: true });
    }
    return outcomeOf(boards);
  } finally {
    await Promise.all(boards.map((board) => board.close()));
  }
}

/** The run folder's own, which may be missing where others are named, and those of `--students`; by image id. */
async function knownStudents(out: string, flags: WebFlags): Promise<ReadonlyMap<number, KnownStudent>> {
  const { students: paths = [], image } = flags;
  const isOwnNamed = image !== undefined || paths.length === 0 || existsSync(pathToWrite(out, 'image'));
  const own = isOwnNamed ? [await openStudent({ ...flags, out })] : [];
  const all = [...own, ...(await openStudents(paths))];
  return new Map(all.reverse().map((student) => [student.image.imageId, student]));
}

type ControlSite = Omit<JobSite, 'students'> & { readonly students: ReadonlyMap<number, KnownStudent> };

function controlOf({ students, ...site }: ControlSite): Control {
  const byId = new Map([...students.values()].reverse().map((student) => [hex32(student.image.imageId), student]));
  const choices = Array.from(byId, ([id, { image, place }]) => ({
    id,
    name: image.name,
    imageId: image.imageId,
    place,
  }));
  const named = { ...site, students: byId };
  return { students: choices, jobs: new Jobs(createJobWork(named), (request) => titleOfJob(named, request)) };
}

/** Straight to stdout: the token is the one secret of an address that is to be shown. */
function sayAddress(url: string, { json, control }: WebFlags): void {
  const may = control ? 'look on, flash and validate' : 'look on';
  const text = `The page is at ${url}\nIt shows the boards until Ctrl-C. Whoever has this address can ${may}; keep it to yourself.`;
  process.stdout.write(`${json ? JSON.stringify({ url }) : text}\n`);
}

function endOf(signal: AbortSignal, seconds: number | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = seconds === undefined ? undefined : setTimeout(resolve, 1000 * seconds);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}

function outcomeOf(boards: readonly WatchedBoard[]): CommandOutcome {
  const summaries = boards.map(({ summary }) => summary);
  const lines = summaries.map(({ name, predictions }) => `${name}: ended after ${grouped(predictions)} predictions`);
  return { json: { boards: summaries, ended: true }, text: lines.join('\n') };
}
