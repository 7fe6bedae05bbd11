// `retort monitor URL`: a board's predictions live, next to the reference's and the teacher's.

import { Command } from 'commander';
import type { Observation } from '../../../device-bridge/monitor/observation.ts';
import { RetortError } from '../../../proto/retort-error.ts';
import type { BoardSource } from '../monitor/board-source.ts';
import type { KnownStudent } from '../monitor/open-students.ts';
import type { WebFlags } from '../monitor/run-web.ts';
import { type CommandContext, type CommandOutcome, runCommand } from '../run-command.ts';
import { addDataOptions, decimal, integer, moment } from '../settings/options.ts';
import { addPlayOptions, liveKeys } from '../settings/play-options.ts';
import { resolveSettings, type Settings, type SettingsFlags } from '../settings/settings.ts';
import { boardOfBridge, parseBoardUrl, parseBridgeUrl } from '../steps/board-url.ts';
import { grouped } from '../text/format.ts';

interface MonitorFlags extends SettingsFlags, WebFlags {
  readonly web?: boolean;
  /** True: the run folder's history. */
  readonly replay?: string | true;
}

/** By the names that commander gives them. */
const options = {
  ofPage: ['control', 'students', 'host', 'port', 'tokenFile', 'history', 'keep'],
  ofReplay: ['speed', 'from', 'to'],
  ofBoards: ['control', 'students', 'history', 'keep', 'drift', ...liveKeys],
} as const;

export function monitorCommand(): Command {
  return addPlayOptions(addDataOptions(new Command('monitor')))
    .description("shows a board's predictions live, next to the reference's and the teacher's, until Ctrl-C")
    .argument(
      '[urls...]',
      'mqtt://HOST/GROUP/BRIDGE/BOARD to watch what other clients send; any other board is fed from --data, --microphone, --camera or --watch; with --web also several, and mqtt://HOST/GROUP/BRIDGE for all boards of a bridge (default: virtual:up5k)',
    )
    .option(
      '--web',
      'serve a live page instead of drawing in the terminal; what it feeds, it feeds again and again unless --count is given',
    )
    .option(
      '--host <address>',
      'with --web: the address to listen at; other machines reach only one that is not loopback',
      '127.0.0.1',
    )
    .option('--port <n>', 'with --web: the port to listen at; 0 is any that is free', integer(0, 65_535), 0)
    .option('--control', 'with --web: flash, validate and compare students from the page; whoever has the address can')
    .option(
      '--students <paths...>',
      'with --web: more students that may be on the boards: .retort images, run folders, or folders of either',
    )
    .option(
      '--token-file <file>',
      'with --web: the token that lets in, for programs; written where it is missing (default: a new token each time, shown in the address)',
    )
    .option(
      '--history <place>',
      'with --web: where predictions and events are kept: a folder, or postgres://USER:PASSWORD@HOST/DATABASE (default: history in the run folder)',
    )
    .option('--no-history', 'with --web: keep nothing')
    .option('--keep <days>', 'with --web: drop what is older', integer(1, 36_500), 7)
    .option(
      '--replay [place]',
      'a page that shows a history instead of boards: a folder or URL as with --history (default: history in the run folder)',
    )
    .option('--speed <factor>', 'with --replay: seconds of the past per second', decimal(0.1, 10_000), 1)
    .option('--from <time>', 'with --replay: from this time on, such as 2026-11-30T12:00:00Z', moment)
    .option('--to <time>', 'with --replay: up to this time', moment)
    .option('--image <file>', 'the image on the board (default: student.retort of the run folder)')
    .option('--quantized <file>', 'the int8 network (default: the one in the image)')
    .option(
      '--teacher <file>',
      'the teacher; needs TensorFlow (default: teacher.safetensors of the run folder, if present)',
    )
    .option('--for <seconds>', 'stop after this many seconds', decimal(0.1, 1e9))
    .addHelpText(
      'after',
      '\nExample:\n  retort monitor mqtt://127.0.0.1/retort/bench/b1\n  retort monitor virtual:up5k --data mnist --rate 20 --noise 0.2\n  retort monitor --web virtual:up5k --data mnist --rate 50\n  retort monitor --web serial:/dev/ttyUSB0 --camera\n  retort monitor --web mqtt://127.0.0.1/retort/bench\n  retort monitor --web --control mqtt://127.0.0.1/retort/bench --students runs\n  retort monitor --replay --speed 8',
    )
    .action((urls: readonly string[], flags: MonitorFlags, command: Command) =>
      runCommand(flags.json === true, (context) => {
        requireUseful(flags, command);
        return flags.web || flags.replay !== undefined
          ? monitorWeb(urls, flags, context)
          : monitor({ ...flags, on: requireOne(urls) }, context);
      }),
    );
}

/** An option that would do nothing is refused. @throws WebOnlyError */
function requireUseful({ web, replay }: MonitorFlags, command: Command): void {
  const refuse = (names: readonly string[], reason: string) => {
    const given = command.options.find((option) => {
      const name = option.attributeName();
      const isGiven = names.includes(name) && command.getOptionValueSource(name) === 'cli';
      return isGiven && option.negate === (command.getOptionValue(name) === false);
    });
    if (given) throw new WebOnlyError(given.long!, reason);
  };
  if (replay !== undefined) refuse(options.ofBoards, 'is not for a replay: leave out --replay');
  else refuse(options.ofReplay, 'is for a replay: add --replay');
  if (!web && replay === undefined) refuse(options.ofPage, 'is for the page: add --web');
}

/** A live source needs a board that is fed, and one device feeds one board. @throws WebOnlyError */
function requireFed(urls: readonly string[], flags: MonitorFlags): void {
  const live = liveKeys.find((key) => flags[key] !== undefined);
  if (live === undefined) return;
  const fed = urls.filter((url) => parseBoardUrl(url).kind !== 'mqtt');
  if (fed.length === 0)
    throw new WebOnlyError(
      `--${live}`,
      'is for a board that the monitor feeds itself: name one, or use "retort feed" for a board behind a bridge',
    );
  if (fed.length > 1 && live !== 'watch')
    throw new WebOnlyError(`--${live}`, `feeds one board, but ${fed.length} would be fed: name one of them`);
}

/** The terminal shows one board. */
function requireOne(urls: readonly string[]): string | undefined {
  if (urls.length > 1) throw new SeveralBoardsError(urls.length);
  return urls[0];
}

class WebOnlyError extends RetortError {
  readonly code = 'CLI_WEB_ONLY';
  readonly category = 'usage';
  override readonly name = 'WebOnlyError';

  constructor(option: string, reason: string) {
    super(`${option} ${reason}, or leave ${option} out`);
  }
}

class SeveralBoardsError extends RetortError {
  readonly code = 'CLI_SEVERAL_BOARDS';
  readonly category = 'usage';
  override readonly name = 'SeveralBoardsError';

  constructor(count: number) {
    super(
      `the terminal shows one board, but ${count} URLs were given: name one, or add --web for a page that shows all`,
    );
  }
}

class ReplayOfBoardsError extends RetortError {
  readonly code = 'CLI_REPLAY_OF_BOARDS';
  readonly category = 'usage';
  override readonly name = 'ReplayOfBoardsError';

  constructor(count: number) {
    super(
      `a replay shows the boards of its history, but ${count} board URLs were given: leave them out, or leave out --replay`,
    );
  }
}

async function monitorWeb(
  urls: readonly string[],
  flags: MonitorFlags,
  context: CommandContext,
): Promise<CommandOutcome> {
  if (flags.replay !== undefined) {
    if (urls.length > 0) throw new ReplayOfBoardsError(urls.length);
    const { runReplay } = await import('../monitor/run-replay.ts');
    const { out } = await resolveSettings(flags);
    return runReplay(flags.replay, out, flags, context);
  }
  const { runWeb } = await import('../monitor/run-web.ts');
  const settings = await resolveSettings({ ...flags, on: urls.find((url) => !parseBridgeUrl(url)) });
  const loop = flags.loop ?? flags.count === undefined;
  const named = await Promise.all(urls.map((url) => boardsOf(url, context.signal)));
  const boards = urls.length > 0 ? named.flat() : [settings.on];
  requireFed(boards, flags);
  return runWeb(boards, settings, flags, context, async (url, students) =>
    openSource(await resolveSettings({ ...flags, on: url }), { ...flags, loop }, context, students),
  );
}

/** Of a bridge, all of its boards. */
async function boardsOf(url: string, signal: AbortSignal): Promise<readonly string[]> {
  const bridge = parseBridgeUrl(url);
  if (!bridge) return [url];
  const { listBridgeBoards } = await import('../../../device-bridge/link/list-bridge-boards.ts');
  const boards = await listBridgeBoards({ ...bridge, signal });
  return boards.map(({ board }) => boardOfBridge(url, board)).sort();
}

async function monitor(flags: MonitorFlags, context: CommandContext): Promise<CommandOutcome> {
  const { openImage } = await import('../steps/open-image.ts');
  const { openComparisons } = await import('../monitor/judge.ts');
  const { runMonitor } = await import('../monitor/run-monitor.ts');
  const { lookAt } = await import('../monitor/look.ts');
  const { wantsColour } = await import('../monitor/paint.ts');
  const { renderLine, toJson } = await import('../monitor/view.ts');
  const settings = await resolveSettings(flags);
  requireFed([settings.on], flags);
  const image = await openImage(settings.out, flags.image);
  const { judge, ...absent } = await openComparisons(image, { ...flags, out: settings.out });
  const source = await openSource(settings, flags, context);
  const { labels: classes, imageId, name: imageName } = image;
  const look = (observation: Observation) => lookAt(image, observation);
  const colour = wantsColour(process.stdout);
  const view = { name: source.name, classes, imageId, imageName, ...absent, look, colour };
  try {
    const { for: seconds, count } = flags;
    const { stdout } = process;
    const ends = { seconds, count, signal: context.signal };
    const last = await runMonitor({ source, judge, context: view, json: flags.json === true, stdout, ...ends });
    const ended = `ended after ${last.seconds.toFixed(1)} s and ${grouped(last.predictions)} predictions`;
    // Below the frame, where a terminal may have written ^C.
    const text = stdout.isTTY ? `\n${ended}` : renderLine(last, view);
    return { json: { ...toJson(last, view), ended: true }, text };
  } finally {
    await source.close();
  }
}

/** @param students by image id: whichever of them is on a board that the monitor feeds, it feeds that one's data */
async function openSource(
  settings: Settings,
  flags: MonitorFlags,
  context: CommandContext,
  students?: ReadonlyMap<number, KnownStudent>,
): Promise<BoardSource> {
  const target = parseBoardUrl(settings.on);
  if (target.kind === 'mqtt') {
    const { openPredictionStream } = await import('../../../device-bridge/monitor/prediction-stream.ts');
    const { connectBoard } = await import('../steps/connect.ts');
    const stream = await openPredictionStream({ ...target, signal: context.signal });
    return { ...stream, borrow: (signal) => connectBoard(target, signal) };
  }
  const { openFedBoard, openFeed } = await import('../steps/open-fed-board.ts');
  const { createFedSource } = await import('../monitor/fed-source.ts');
  return createFedSource(await openFedBoard(settings, flags, context), async (imageId) => {
    const { out, imagePath } = students?.get(imageId) ?? {};
    return out === undefined ? undefined : openFeed({ ...settings, out }, { ...flags, image: imagePath }, context);
  });
}
