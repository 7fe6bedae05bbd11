// `retort demo`: the whole path in one go, from a data set to predictions of a board that have been held against reference and teacher.

import { Command } from 'commander';
import { addAugmentOption } from '../augment-option.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { addSizeOption, addStudentOption, addTeacherNetworkOption } from '../network-choice.ts';
import { addBoardOption, addDataOptions, integer } from '../options.ts';
import { runCommand } from '../run-command.ts';
import { resolveSettings, type SettingsFlags } from '../settings.ts';

interface DemoOptions extends SettingsFlags {
  readonly student?: string;
  readonly epochs?: number;
  readonly limit?: number;
}

export function demoCommand(): Command {
  const withData = addBoardOption(addDataOptions(new Command('demo')));
  return addAugmentOption(
    addTeacherNetworkOption(addStudentOption(addSizeOption(withData, 'small, to end in minutes'))),
  )
    .description('trains, distils, quantizes, packs, flashes, classifies the test split on a board, and compares')
    .option('--epochs <n>', 'for teacher and students alike, instead of the defaults', integer(1, 10_000))
    .option('--seed <n>', 'the seed of everything random (default: 1)', integer(0, 0xffff_ffff))
    .option('--limit <n>', 'classify only the first n samples of the test split', integer(1, 1_000_000))
    .addHelpText(
      'after',
      '\nExample:\n  retort demo --data mnist --json\n  retort demo --data fashion-mnist --student vgg:8-16-32/2 --teacher-network vgg:32-64-128\n\nWithout --on, one virtual board per core is started, each behind a pseudo-terminal and opened like a serial port. virtual:up5k?boards=1 gives one.',
    )
    .action((options: DemoOptions) =>
      runCommand(options.json === true, async (context) => {
        const { runDemo } = await import('../demo/run-demo.ts');
        const { demoFigures, demoText } = await import('../demo/demo-outcome.ts');
        const { epochs } = options;
        const { size = 'small', ...settings } = await resolveSettings({
          ...options,
          studentNetwork: options.student,
          teacherTraining: { epochs },
          distillation: { epochs },
        });
        const run = await runDemo({ ...settings, size }, { on: options.on, limit: options.limit }, context);
        const figures = demoFigures(run);
        return {
          json: { ...figures },
          text: demoText(figures, run),
          exitCode: figures.bitExact === figures.total ? EXIT_CODES.ok : EXIT_CODES.comparisonFailed,
        };
      }),
    );
}
