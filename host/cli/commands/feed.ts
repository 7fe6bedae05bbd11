// `retort feed URL`: plays a data set or a live source into a board, so that there is something to watch.

import { Command } from 'commander';
import type { LinkHealth } from '../../../device-bridge/session/connection.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { type CommandContext, type CommandOutcome, runCommand } from '../run-command.ts';
import { addDataOptions } from '../settings/options.ts';
import { addPlayOptions, liveKeys, type PlayFlags } from '../settings/play-options.ts';
import { resolveSettings, type SettingsFlags } from '../settings/settings.ts';
import type { LiveSource } from '../steps/live-source.ts';
import type { FedBoard } from '../steps/open-fed-board.ts';
import type { Played } from '../steps/play-inputs.ts';
import { grouped, proportion, table } from '../text/format.ts';

interface FeedOptions extends SettingsFlags, PlayFlags {
  readonly image?: string;
}

export function feedCommand(): Command {
  return addPlayOptions(addDataOptions(new Command('feed')))
    .description('feeds the test split of a data set, or what happens now, to a board that has the student')
    .argument('<url>', 'the board: virtual:up5k, serial:PATH, mqtt://HOST/GROUP/BRIDGE/BOARD')
    .option('--image <file>', 'the image on the board (default: student.retort of the run folder)')
    .addHelpText(
      'after',
      '\nExample:\n  retort feed serial:/dev/ttyUSB0 --microphone\n  retort feed serial:/dev/ttyUSB0 --camera v4l2:/dev/video0 --rate 10\n  retort feed virtual:up5k --watch pictures\n  retort feed mqtt://127.0.0.1/retort/bench/b1 --data mnist --noise 0.2 --drift -0.1 --rate 20 --loop',
    )
    .action((url: string, options: FeedOptions) =>
      runCommand(options.json === true, (context) => feed({ ...options, on: url }, context)),
    );
}

async function feed(options: FeedOptions, context: CommandContext): Promise<CommandOutcome> {
  const { openFedBoard } = await import('../steps/open-fed-board.ts');
  const settings = await resolveSettings(options);
  const fed = await openFedBoard(settings, options, context);
  const { live } = fed.feed;
  try {
    return live
      ? await feedLive(fed, { ...options, on: settings.on }, live, context)
      : await feedSplit(fed, settings.on, context);
  } finally {
    await fed.connection.board.close();
  }
}

interface FeedCounts {
  predictions: number;
  /** Counts only those that name a class. */
  judged: number;
  correct: number;
}

async function feedSplit(
  { connection: { board }, feed }: FedBoard,
  on: string,
  { output, signal }: CommandContext,
): Promise<CommandOutcome> {
  const { runStep } = await import('../output.ts');
  const started = performance.now();
  const counts: FeedCounts = { predictions: 0, judged: 0, correct: 0 };
  await runStep(output, `feed ${on}`, async (update) => {
    await untilInterrupted(feed.play(board, { signal }), signal, ({ named, label }) => {
      counts.predictions += 1;
      if (named !== undefined) counts.judged += 1;
      if (named === label) counts.correct += 1;
      update(`${grouped(counts.predictions)} predictions`);
    });
    return { result: undefined, text: `${grouped(counts.predictions)} predictions` };
  });
  return outcomeOf(on, counts, (performance.now() - started) / 1000, board.health);
}

/** A line for what the board says, as often as the source has it; how often the board named what, at the end. */
async function feedLive(
  { connection: { board }, feed }: FedBoard,
  options: FeedOptions,
  live: LiveSource,
  { output, signal }: CommandContext,
): Promise<CommandOutcome> {
  const { predictionOutcome } = await import('../text/prediction-outcome.ts');
  const { decodePrediction } = await import('../../image/decode-output.ts');
  const named = new Map<string, number>();
  const onNote = ({ note }: { readonly note: string }) => output.note(note);
  await untilInterrupted(feed.play(board, { signal, onNote }), signal, ({ prediction, line }) => {
    const said = predictionOutcome(decodePrediction(feed.image, prediction), feed.image).headline;
    named.set(said, (named.get(said) ?? 0) + 1);
    const text = line?.(said);
    if (text !== undefined) output.note(text);
  });
  const { on } = options;
  const source = Object.fromEntries(
    liveKeys.flatMap((key) => (options[key] === undefined ? [] : [[key, options[key]]])),
  );
  const counts = Object.entries(live.counts);
  const rows = [...counts, ...named].map(([what, times]) => [what, grouped(times)] as const);
  const predictions = [...named.values()].reduce((sum, times) => sum + times, 0);
  return {
    json: { on, ...source, ...live.counts, predictions, named: Object.fromEntries(named) },
    text: table(rows),
    exitCode: live.counts.unreadable > 0 ? EXIT_CODES.input : EXIT_CODES.ok,
  };
}

/** Until the end, or until it is interrupted, which is the usual case. */
async function untilInterrupted(
  played: AsyncIterable<Played>,
  signal: AbortSignal,
  onPlayed: (played: Played) => void,
): Promise<void> {
  try {
    for await (const one of played) onPlayed(one);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

async function outcomeOf(
  on: string,
  { predictions, judged, correct }: FeedCounts,
  seconds: number,
  health: Readonly<LinkHealth>,
): Promise<CommandOutcome> {
  const { proportionOf } = await import('../../validate/statistics.ts');
  const accuracy = judged === 0 ? undefined : proportionOf(correct, judged);
  const rate = predictions / seconds;
  const rows: (readonly [string, string])[] = [
    ['predictions', `${grouped(predictions)} in ${seconds.toFixed(1)} s, ${rate.toFixed(1)} per second`],
    [
      'accuracy',
      accuracy
        ? proportion(accuracy)
        : predictions === 0
          ? 'no predictions'
          : 'not applicable: the output has no classes',
    ],
    ['retries', `${grouped(health.inferencesRepeated)} inputs, ${grouped(health.requestsRepeated)} other requests`],
  ];
  return {
    json: { on, predictions, ...(accuracy && { accuracy: accuracy.value }), seconds, rate, health },
    text: table(rows),
  };
}
