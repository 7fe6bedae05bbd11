// `retort demo`: the complete flow, from a data set to a board's predictions, compared with the reference and the
// teacher.

import { Command, InvalidArgumentError, Option } from 'commander';
import { type Exhibit, exhibits } from '../demo/exhibits.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { type CommandContext, type CommandOutcome, runCommand } from '../run-command.ts';
import { addAugmentOption } from '../settings/augment-option.ts';
import { addSizeOption, addStudentOption, addTeacherNetworkOption } from '../settings/network-choice.ts';
import { addBoardOption, addDataOptions, dataKeys, integer } from '../settings/options.ts';
import { DEFAULTS, resolveSettings, type SettingsFlags } from '../settings/settings.ts';
import { DEFAULT_RUN_FOLDER } from '../steps/run-folder.ts';

interface DemoOptions extends SettingsFlags {
  readonly student?: string;
  readonly epochs?: number;
  readonly limit?: number;
  readonly gallery?: readonly Exhibit[];
}

export function demoCommand(): Command {
  const withData = addBoardOption(addDataOptions(new Command('demo')));
  return addAugmentOption(
    addTeacherNetworkOption(addStudentOption(addSizeOption(withData, 'small, to finish in minutes'))),
  )
    .description('trains, distils, quantizes, packs, flashes, classifies the test split on a board, and compares')
    .option(
      '--epochs <n>',
      'passes over the training split, for teacher and students (default: by network and data set)',
      integer(1, 10_000),
    )
    .option('--seed <n>', 'random seed (default: 1)', integer(0, 0xffff_ffff))
    .option('--limit <n>', 'classify only the first n samples of the test split', integer(1, 1_000_000))
    .addOption(
      new Option(
        '--gallery [names]',
        `run several demos, each with its own method, data set and settings, and write one page of them: all of ${exhibits.map(({ name }) => name).join(', ')}, or only those named; 200 samples each unless --limit is given`,
      )
        .argParser(parseExhibits)
        .preset('')
        .conflicts([
          ...['data', ...dataKeys, 'config', 'on'],
          ...['size', 'student', 'teacherNetwork', 'augment', 'epochs'],
        ]),
    )
    .addHelpText(
      'after',
      '\nExample:\n  retort demo --data mnist --json\n  retort demo --data fashion-mnist --student vgg:8-16-32/2 --teacher-network vgg:32-64-128\n  retort demo --gallery hints,born-again\n\nWithout --on, one virtual board per CPU core is started, each on a pseudo-terminal that is opened like a serial port. --on virtual:up5k?boards=1 starts only one.',
    )
    .action((options: DemoOptions) =>
      runCommand(options.json === true, (context) =>
        options.gallery ? showGallery(options.gallery, options, context) : demo(options, context),
      ),
    );
}

/** All for an empty list. */
function parseExhibits(list: string): Exhibit[] {
  if (list === '') return [...exhibits];
  return list.split(',').map((name) => {
    const exhibit = exhibits.find((one) => one.name === name);
    if (exhibit) return exhibit;
    throw new InvalidArgumentError(
      `'${name}' is not in the gallery: choose from ${exhibits.map((one) => one.name).join(', ')}`,
    );
  });
}

async function demo(options: DemoOptions, context: CommandContext): Promise<CommandOutcome> {
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
}

async function showGallery(
  asked: readonly Exhibit[],
  { dataDir, out = DEFAULT_RUN_FOLDER, seed = DEFAULTS.seed, limit = 200 }: DemoOptions,
  context: CommandContext,
): Promise<CommandOutcome> {
  const { runGallery } = await import('../demo/run-gallery.ts');
  const { galleryText } = await import('../demo/gallery-text.ts');
  const { page, shown } = await runGallery({ exhibits: asked, dataDir, out, seed, limit }, context);
  const isExact = shown.every(({ figures: { bitExact, total } }) => bitExact === total);
  return {
    json: { page, exhibits: shown.map(({ exhibit: { name, title }, figures }) => ({ name, title, ...figures })) },
    text: galleryText({ page, shown }),
    exitCode: isExact ? EXIT_CODES.ok : EXIT_CODES.comparisonFailed,
  };
}
