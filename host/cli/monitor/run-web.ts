// `retort monitor --web`: opens the boards and the student, serves the page, and watches until it is interrupted.

import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { ObservationSource } from '../../../device-bridge/monitor/observation.ts';
import { RetortError } from '../../../proto/retort-error.ts';
import { readOutsideFile, readOutsideText } from '../../artifact/read-outside-file.ts';
import { DiskError } from '../../artifact/write-file.ts';
import type { HistoryWriter } from '../../web/history/history-writer.ts';
import { WatchedBoard, type WatchedStudent } from '../../web/watched-board.ts';
import type { CommandContext, CommandOutcome } from '../run-command.ts';
import type { PlayFlags } from '../settings/options.ts';
import type { Settings } from '../settings/settings.ts';
import { madeFromOf } from '../steps/image-origin.ts';
import { openImage } from '../steps/open-image.ts';
import { pathToRead } from '../steps/run-folder.ts';
import { grouped } from '../text/format.ts';
import { version } from '../version.ts';
import { openComparisons } from './judge.ts';
import { openHistoryAt, placeOfHistory, writeHistory } from './open-web-history.ts';

export interface WebFlags extends PlayFlags {
  readonly image?: string;
  readonly quantized?: string;
  readonly teacher?: string;
  readonly for?: number;
  readonly host: string;
  readonly port: number;
  readonly tokenFile?: string;
  readonly history?: string | false;
  readonly keep: number;
  readonly speed: number;
  readonly from?: number;
  readonly to?: number;
  readonly json?: boolean;
}

/** Of a core, spent comparing on all boards together. */
const comparingShare = 0.1;

/** @param openSource of a board's URL */
export async function runWeb(
  urls: readonly string[],
  settings: Settings,
  flags: WebFlags,
  context: CommandContext,
  openSource: (url: string) => Promise<ObservationSource>,
): Promise<CommandOutcome> {
  const { serveMonitor } = await import('../../web/serve-monitor.ts');
  const { createMetrics } = await import('../../web/metrics.ts');
  const token = flags.tokenFile === undefined ? undefined : await readToken(flags.tokenFile);
  const student = await openStudent(settings.out, flags);
  const students = new Map([[student.image.imageId, student]]);
  const boards: WatchedBoard[] = [];
  const writer = await openWriter(student, settings.out, flags);
  const metrics = createMetrics(version);
  const sinks = writer ? [writer, metrics.sink] : [metrics.sink];
  try {
    for (const [index, url] of urls.entries()) {
      const source = await openSource(url);
      boards.push(
        new WatchedBoard({ id: String(index), source, students, sinks, share: comparingShare / urls.length }),
      );
    }
    const { host, port } = flags;
    const server = await serveMonitor({ host, port, version, boards, token, metrics, history: { writer } });
    try {
      sayAddress(server.url, flags.json === true, 'It shows the boards until Ctrl-C.');
      for (const board of boards) board.start();
      await endOf(context.signal, flags.for);
    } finally {
      await server.close();
    }
  } finally {
    await Promise.all(boards.map((board) => board.close()));
    await writer?.close();
  }
  return outcomeOf(boards, writer);
}

async function openWriter(student: OpenedStudent, out: string, flags: WebFlags): Promise<HistoryWriter | undefined> {
  if (flags.history === false) return undefined;
  const place = placeOfHistory(flags.history, out);
  const history = await openHistoryAt(place, { command: 'monitor' });
  return writeHistory(history, [{ ...student, imageId: student.image.imageId }], flags.keep);
}

/** One that is missing is made, for its owner alone. @throws InputFileError, TokenFileError, DiskError */
async function readToken(path: string): Promise<string> {
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

interface OpenedStudent extends WatchedStudent {
  /** The image's file. */
  readonly file: Uint8Array;
}

async function openStudent(out: string, flags: WebFlags): Promise<OpenedStudent> {
  const image = await openImage(out, flags.image);
  const file = await readOutsideFile(pathToRead(out, 'image', flags.image), 'image');
  const isSound = madeFromOf(image, out, flags.image).origin?.settings?.recordingRate !== undefined;
  return { image, file, isSound, ...(await openComparisons(image, { ...flags, out })) };
}

/** Straight to stdout: the token is the one secret of an address that is to be shown. */
export function sayAddress(url: string, json: boolean, what: string): void {
  const text = `The page is at ${url}\n${what} Whoever has this address can look on; keep it to yourself.`;
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
