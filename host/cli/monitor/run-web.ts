// `retort monitor --web`: opens the boards and the student, serves the page, and watches until it is interrupted.

import type { ObservationSource } from '../../../device-bridge/monitor/observation.ts';
import { WatchedBoard, type WatchedStudent } from '../../web/watched-board.ts';
import type { CommandContext, CommandOutcome } from '../run-command.ts';
import type { PlayFlags } from '../settings/options.ts';
import type { Settings } from '../settings/settings.ts';
import { madeFromOf } from '../steps/image-origin.ts';
import { openImage } from '../steps/open-image.ts';
import { grouped } from '../text/format.ts';
import { version } from '../version.ts';
import { openComparisons } from './judge.ts';

export interface WebFlags extends PlayFlags {
  readonly image?: string;
  readonly quantized?: string;
  readonly teacher?: string;
  readonly for?: number;
  readonly host: string;
  readonly port: number;
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
  const student = await openStudent(settings.out, flags);
  const students = new Map([[student.image.imageId, student]]);
  const boards: WatchedBoard[] = [];
  try {
    for (const [index, url] of urls.entries()) {
      const source = await openSource(url);
      boards.push(new WatchedBoard({ id: String(index), source, students, share: comparingShare / urls.length }));
    }
    const { host, port } = flags;
    const server = await serveMonitor({ host, port, version, boards });
    try {
      sayAddress(server.url, flags.json === true);
      for (const board of boards) board.start();
      await endOf(context.signal, flags.for);
    } finally {
      await server.close();
    }
    return outcomeOf(boards);
  } finally {
    await Promise.all(boards.map((board) => board.close()));
  }
}

async function openStudent(out: string, flags: WebFlags): Promise<WatchedStudent> {
  const image = await openImage(out, flags.image);
  const isSound = madeFromOf(image, out, flags.image).origin?.settings?.recordingRate !== undefined;
  return { image, isSound, ...(await openComparisons(image, { ...flags, out })) };
}

/** Straight to stdout: the token is the one secret of an address that is to be shown. */
function sayAddress(url: string, json: boolean): void {
  const text = `The page is at ${url}\nIt shows the boards until Ctrl-C. Whoever has this address can look on; keep it to yourself.`;
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
