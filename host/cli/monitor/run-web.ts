// `retort monitor --web`: opens the boards and the student, serves the page, and watches until it is interrupted.

import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hex32 } from '../../../proto/numbers.ts';
import { RetortError } from '../../../proto/retort-error.ts';
import { readOutsideText } from '../../artifact/read-outside-file.ts';
import { DiskError } from '../../artifact/write-file.ts';
import type { HistoryWriter } from '../../web/history/history-writer.ts';
import { Jobs } from '../../web/jobs.ts';
import type { Control } from '../../web/live-socket.ts';
import { WatchedBoard } from '../../web/watched-board.ts';
import type { CommandContext, CommandOutcome } from '../run-command.ts';
import type { PlayFlags } from '../settings/play-options.ts';
import type { Settings } from '../settings/settings.ts';
import { pathToWrite } from '../steps/run-folder.ts';
import { grouped } from '../text/format.ts';
import { version } from '../version.ts';
import type { BoardSource } from './board-source.ts';
import { createJobWork, type JobSite, titleOfJob } from './job-work.ts';
import { type KnownStudent, openStudent, openStudents } from './open-students.ts';
import { openHistoryAt, placeOfHistory, writeHistory } from './open-web-history.ts';

export interface WebFlags extends PlayFlags {
  readonly image?: string;
  readonly quantized?: string;
  readonly teacher?: string;
  readonly students?: readonly string[];
  readonly control?: boolean;
  readonly for?: number;
  readonly host: string;
  readonly port: number;
  readonly tokenFile?: string;
  /** Where the history is; false: none. */
  readonly history?: string | false;
  readonly keep: number;
  readonly speed: number;
  readonly from?: number;
  readonly to?: number;
  readonly json?: boolean;
}

/** Of a core, spent comparing on all boards together; page and history take the rest of a fifth of a core at 1,000 predictions per second. */
export const comparingShare = 0.05;

/** @param openSource of a board's URL, and of the students that it may be fed for */
export async function runWeb(
  urls: readonly string[],
  settings: Settings,
  flags: WebFlags,
  context: CommandContext,
  openSource: (url: string, students: ReadonlyMap<number, KnownStudent>) => Promise<BoardSource>,
): Promise<CommandOutcome> {
  const { serveMonitor } = await import('../../web/serve-monitor.ts');
  const { createMetrics } = await import('../../web/metrics.ts');
  const token = flags.tokenFile === undefined ? undefined : await readToken(flags.tokenFile);
  const students = await knownStudents(settings.out, flags);
  const boards: WatchedBoard[] = [];
  const sources = new Map<string, BoardSource>();
  const writer = await openWriter([...students.values()], settings.out, flags);
  const metrics = createMetrics(version);
  const sinks = writer ? [writer, metrics.sink] : [metrics.sink];
  try {
    for (const [index, url] of urls.entries()) {
      const source = await openSource(url, students);
      const id = String(index);
      sources.set(id, source);
      boards.push(new WatchedBoard({ id, source, students, sinks, share: comparingShare / urls.length }));
    }
    const { host, port } = flags;
    const folder = await mkdtemp(join(tmpdir(), 'retort-reports-'));
    const control = flags.control ? controlOf({ students, boards: sources, settings, folder, ...context }) : undefined;
    const server = await serveMonitor({ host, port, version, boards, control, token, metrics, history: { writer } });
    try {
      sayAddress(
        server.url,
        flags.json === true,
        'It shows the boards until Ctrl-C.',
        control && 'look on, flash and validate',
      );
      for (const board of boards) board.start();
      await endOf(context.signal, flags.for);
    } finally {
      await server.close();
      await control?.jobs.close();
      await rm(folder, { recursive: true });
    }
  } finally {
    await Promise.all(boards.map((board) => board.close()));
    await writer?.close();
  }
  return outcomeOf(boards, writer);
}

async function openWriter(
  students: readonly KnownStudent[],
  out: string,
  flags: WebFlags,
): Promise<HistoryWriter | undefined> {
  if (flags.history === false) return undefined;
  const place = placeOfHistory(flags.history, out);
  const history = await openHistoryAt(place, { command: 'monitor' });
  const kept = students.map((student) => ({ ...student, imageId: student.image.imageId }));
  return writeHistory(history, kept, flags.keep);
}

/** One that is missing is made, for its owner alone. @throws InputFileError, TokenFileError, DiskError */
export async function readToken(path: string): Promise<string> {
  if (!existsSync(path)) {
    const { newToken } = await import('../../web/serve-monitor.ts');
    await writeFile(path, `${newToken()}\n`, { mode: 0o600, flag: 'wx' }).catch((error) => {
      throw new DiskError(path, String(error.code), error);
    });
  }
  const token = (await readOutsideText(path, 'text')).trim();
  if (!/^[\w-]{16,256}$/.test(token)) throw new TokenFileError(path);
  return token;
}

class TokenFileError extends RetortError {
  readonly code = 'CLI_TOKEN_FILE';
  readonly category = 'input';
  override readonly name = 'TokenFileError';
  readonly path: string;

  constructor(path: string) {
    super(
      `${path} holds no token: a token is one line of 16 to 256 letters, digits, '_' and '-'; delete the file, and a new one is written`,
    );
    this.path = path;
  }
}

/** The run folder's own, which may be missing where others are named, and those of `--students`; by image id. */
async function knownStudents(out: string, flags: WebFlags): Promise<ReadonlyMap<number, KnownStudent>> {
  const { students: paths = [], image } = flags;
  const isOwnNamed = image !== undefined || paths.length === 0 || existsSync(pathToWrite(out, 'image'));
  const own = isOwnNamed ? [await openStudent({ ...flags, out })] : [];
  const byId = new Map<number, KnownStudent>();
  for (const student of [...own, ...(await openStudents(paths))])
    if (!byId.has(student.image.imageId)) byId.set(student.image.imageId, student);
  return byId;
}

type ControlSite = Omit<JobSite, 'students'> & { readonly students: ReadonlyMap<number, KnownStudent> };

function controlOf({ students, ...site }: ControlSite): Control {
  const byId = new Map(Array.from(students, ([imageId, student]) => [hex32(imageId), student]));
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
export function sayAddress(url: string, json: boolean, what: string, may = 'look on'): void {
  const text = `The page is at ${url}\n${what} Whoever has this address can ${may}; keep it to yourself.`;
  process.stdout.write(`${json ? JSON.stringify({ url }) : text}\n`);
}

export function endOf(signal: AbortSignal, seconds: number | undefined): Promise<void> {
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

export function outcomeOf(boards: readonly WatchedBoard[], writer?: HistoryWriter): CommandOutcome {
  const summaries = boards.map(({ summary }) => summary);
  const lines = summaries.map(({ name, predictions }) => `${name}: ended after ${grouped(predictions)} predictions`);
  const { where } = writer?.history ?? {};
  const { written, notWritten = 0 } = writer?.counts ?? {};
  if (notWritten > 0) lines.push(`${grouped(notWritten)} rows were not written to the history in ${where}`);
  const kept = writer && { history: { where, written, notWritten } };
  return { json: { boards: summaries, ...kept, ended: true }, text: lines.join('\n') };
}
