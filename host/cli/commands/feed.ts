// `retort feed URL`: plays a data set into a board, so that there is something to watch.

import { Command, InvalidArgumentError, Option } from 'commander';
import type { LinkHealth } from '../../../device-bridge/session/connection.ts';
import { type CommandContext, type CommandOutcome, runCommand } from '../run-command.ts';
import { addDataOptions, addPlayOptions, dataKeys, type PlayFlags } from '../settings/options.ts';
import { resolveSettings, type SettingsFlags } from '../settings/settings.ts';
import type { Played } from '../steps/play-samples.ts';
import { grouped, proportion, table } from '../text/format.ts';

interface FeedOptions extends SettingsFlags, PlayFlags {
  readonly image?: string;
  /** As `hear` takes it. */
  readonly microphone?: string;
}

export function feedCommand(): Command {
  return addPlayOptions(addDataOptions(new Command('feed')))
    .description('feeds the test split of a data set to a board that has the student')
    .argument('<url>', 'the board: virtual:up5k, serial:PATH, mqtt://HOST/GROUP/BRIDGE/BOARD')
    .option('--image <file>', 'the image on the board (default: student.retort of the run folder)')
    .addOption(
      new Option(
        '--microphone [source]',
        'instead of a data set, feed each second of sound that ffmpeg records from FORMAT:DEVICE (default: alsa:default on Linux, avfoundation::default on macOS); --count is in seconds',
      )
        .argParser(parseMicrophone)
        .preset('')
        .conflicts(['data', 'dataDir', ...dataKeys, 'noise', 'rate', 'loop']),
    )
    .addHelpText(
      'after',
      '\nExample:\n  retort feed serial:/dev/ttyUSB0 --microphone\n  retort feed mqtt://127.0.0.1/retort/bench/b1 --data mnist --noise 0.2 --rate 20 --loop',
    )
    .action((url: string, options: FeedOptions) =>
      runCommand(options.json === true, (context) => feed({ ...options, on: url }, context)),
    );
}

/** As `FORMAT:DEVICE`, what ffmpeg calls the default microphone; Windows has none. */
const defaultMicrophones: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: 'alsa:default',
  darwin: 'avfoundation::default',
};

/** `text` is empty for the default. */
function parseMicrophone(text: string): string {
  const source = text === '' ? defaultMicrophones[process.platform] : text;
  if (source === undefined) {
    throw new InvalidArgumentError(
      'This system has no default; name the device as ffmpeg does, such as dshow:audio=Microphone.',
    );
  }
  if (!/^[a-z0-9_]+:./i.test(source))
    throw new InvalidArgumentError(`'${source}' is not FORMAT:DEVICE, such as alsa:default.`);
  return source;
}

interface FeedCounts {
  predictions: number;
  /** Counts only those that name a class. */
  judged: number;
  correct: number;
}

async function feed(options: FeedOptions, context: CommandContext): Promise<CommandOutcome> {
  const { openFedBoard } = await import('../steps/open-fed-board.ts');
  const { runStep } = await import('../output.ts');
  const settings = await resolveSettings(options);
  if (options.microphone !== undefined) {
    const { feedMicrophone } = await import('../steps/feed-microphone.ts');
    return feedMicrophone(options.microphone, settings, options, context);
  }
  const { connection, feed } = await openFedBoard(settings, options, context);
  const { board } = connection;
  const started = performance.now();
  const counts: FeedCounts = { predictions: 0, judged: 0, correct: 0 };
  try {
    await runStep(context.output, `feed ${settings.on}`, async (update) => {
      await countAll(feed.play(board, context.signal), counts, update, context.signal);
      return { result: undefined, text: `${grouped(counts.predictions)} predictions` };
    });
    const seconds = (performance.now() - started) / 1000;
    return await outcomeOf(settings.on, counts, seconds, board.health);
  } finally {
    await board.close();
  }
}

/** Runs until the end, or until it is interrupted, which is the usual case. */
async function countAll(
  played: AsyncIterable<Played>,
  counts: FeedCounts,
  update: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    for await (const { named, label } of played) {
      counts.predictions += 1;
      if (named !== undefined) counts.judged += 1;
      if (named === label) counts.correct += 1;
      update(`${grouped(counts.predictions)} predictions`);
    }
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
