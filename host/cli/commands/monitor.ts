// `retort monitor URL`: a board's predictions live, next to the reference's and the teacher's.

import { Command } from 'commander';
import type { Observation, ObservationSource } from '../../../device-bridge/monitor/observation.ts';
import { type CommandContext, type CommandOutcome, runCommand } from '../run-command.ts';
import { addDataOptions, addPlayOptions, decimal, type PlayFlags } from '../settings/options.ts';
import { resolveSettings, type Settings, type SettingsFlags } from '../settings/settings.ts';
import { parseBoardUrl } from '../steps/board-url.ts';
import { grouped } from '../text/format.ts';

interface MonitorFlags extends SettingsFlags, PlayFlags {
  readonly image?: string;
  readonly quantized?: string;
  readonly teacher?: string;
  readonly for?: number;
}

export function monitorCommand(): Command {
  return addPlayOptions(addDataOptions(new Command('monitor')))
    .description("shows a board's predictions live, next to the reference's and the teacher's, until Ctrl-C")
    .argument(
      '<url>',
      'mqtt://HOST/GROUP/BRIDGE/BOARD to watch what other clients send; any other board is fed from --data',
    )
    .option('--image <file>', 'the image on the board (default: student.retort of the run folder)')
    .option('--quantized <file>', 'the int8 network (default: the one in the image)')
    .option(
      '--teacher <file>',
      'the teacher; needs TensorFlow (default: teacher.safetensors of the run folder, if present)',
    )
    .option('--for <seconds>', 'stop after this many seconds', decimal(0.1, 1e9))
    .addHelpText(
      'after',
      '\nExample:\n  retort monitor mqtt://127.0.0.1/retort/bench/b1\n  retort monitor virtual:up5k --data mnist --rate 20 --noise 0.2',
    )
    .action((url: string, flags: MonitorFlags) =>
      runCommand(flags.json === true, (context) => monitor({ ...flags, on: url }, context)),
    );
}

async function monitor(flags: MonitorFlags, context: CommandContext): Promise<CommandOutcome> {
  const { openImage } = await import('../steps/open-image.ts');
  const { openComparisons } = await import('../monitor/judge.ts');
  const { runMonitor } = await import('../monitor/run-monitor.ts');
  const { lookAt } = await import('../monitor/look.ts');
  const { wantsColour } = await import('../monitor/paint.ts');
  const { renderLine, toJson } = await import('../monitor/view.ts');
  const settings = await resolveSettings(flags);
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

async function openSource(
  settings: Settings,
  flags: MonitorFlags,
  context: CommandContext,
): Promise<ObservationSource> {
  const target = parseBoardUrl(settings.on);
  if (target.kind === 'mqtt') {
    const { openPredictionStream } = await import('../../../device-bridge/monitor/prediction-stream.ts');
    return openPredictionStream({ ...target, signal: context.signal });
  }
  const { openFedBoard } = await import('../steps/open-fed-board.ts');
  const { createFedSource } = await import('../monitor/fed-source.ts');
  return createFedSource(await openFedBoard(settings, flags, context));
}
