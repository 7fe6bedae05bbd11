// `retort students`: which students fit a board for a data set, what they cost, and what limits them.

import { Command } from 'commander';
import { RetortError } from '../../../proto/retort-error.ts';
import { type CommandContext, type CommandOutcome, runCommand } from '../run-command.ts';
import { type NetworkChoice, networkNamesHelp, type Pictures, picturesOf } from '../settings/network-choice.ts';
import { addCoreOption, addReadingOptions, type CoreOptions, integer } from '../settings/options.ts';
import { resolveSettings, type Settings, type SettingsFlags } from '../settings/settings.ts';
import { DEFAULT_BAUD, HIGHEST_BAUD } from '../steps/board-url.ts';

interface StudentsOptions extends SettingsFlags, CoreOptions {
  readonly classes?: number;
  readonly baud: number;
}

/** The pictures were specified twice, or incompletely. */
class StudentsOptionsError extends RetortError {
  readonly code = 'CLI_STUDENTS_OPTIONS';
  readonly category = 'usage';
  override readonly name = 'StudentsOptionsError';
}

export function studentsCommand(): Command {
  return addCoreOption(addReadingOptions(new Command('students')), 'up5k')
    .description(
      'lists students for a data set and a board: parameters, bytes, cycles, time, what limits them, and which fit',
    )
    .argument('[networks...]', 'the networks to list (default: the usual ones)')
    .option(
      '-d, --data <set>',
      "a data set's name, a folder of pictures, a .csv, or a .safetensors of samples (default: mnist)",
    )
    .option('--classes <n>', 'number of classes, with --shape instead of a data set', integer(2, 256))
    .option('--baud <rate>', 'baud rate of the line', integer(115_200, HIGHEST_BAUD), DEFAULT_BAUD)
    .addHelpText(
      'after',
      `\nExample:\n  retort students --board up5k --data fashion-mnist\n  retort students vgg:12-24/2 resnet8:12 --board ulx3s-85f --shape 48x48x3 --classes 5\n\n${networkNamesHelp()}`,
    )
    .action((networks: readonly string[], options: StudentsOptions) =>
      runCommand(options.json === true, (context) => listStudents(networks, options, context)),
    );
}

async function listStudents(
  networks: readonly string[],
  options: StudentsOptions,
  context: CommandContext,
): Promise<CommandOutcome> {
  const { coreNamed } = await import('../../image/core-description.ts');
  const { checkBaud } = await import('../steps/line-rates.ts');
  const { parseNetworkName } = await import('../../network/named-networks.ts');
  const { candidatesFor, costStudents } = await import('../steps/cost-students.ts');
  const { runStep } = await import('../output.ts');
  const { studentsText } = await import('../text/students-text.ts');
  const { baud } = options;
  const core = coreNamed(options.board);
  checkBaud(baud, core);
  const settings = await resolveSettings(options);
  const named = networks.map((name) => parseNetworkName(name).name);
  const { data, pictures } = await picturesFor(options, settings, context);
  const own = settings.studentNetwork === undefined ? [] : [settings.studentNetwork];
  const choices: readonly NetworkChoice[] = named.length > 0 ? named : [...own, ...candidatesFor(pictures)];
  const target = { core, baud, pictures };
  const costs = await runStep(context.output, 'students', async (update) => {
    const costs = await costStudents([...new Set(choices)], target, context, update);
    const fitting = costs.students.filter(({ fits }) => fits).length;
    return { result: costs, text: `${fitting} of ${costs.students.length} fit ${core.name}` };
  });
  const { name, clockHz, noBitstream, memoryBytes } = core;
  return {
    json: {
      board: name,
      ...{ clockHz, ...(noBitstream !== undefined && { noBitstream }), memoryBytes, baud },
      data: data ?? null,
      shape: pictures.shape,
      classes: pictures.classes,
      ...costs,
    },
    text: studentsText(costs, target, data),
  };
}

interface NamedPictures {
  /** Absent where no data set was named. */
  readonly data?: string;
  readonly pictures: Pictures;
}

/** Of a published set as it is without its files; of others by reading them. @throws StudentsOptionsError, and what reading throws */
async function picturesFor(
  { classes }: StudentsOptions,
  settings: Settings,
  context: CommandContext,
): Promise<NamedPictures> {
  const { data, dataSettings, dataFlags } = settings;
  if (classes !== undefined) {
    const { shape } = dataSettings;
    if (dataFlags.data !== undefined)
      throw new StudentsOptionsError('--classes is for --shape without --data: leave one out');
    if (shape === undefined)
      throw new StudentsOptionsError('--classes needs the shape of the pictures, such as --shape 28x28x1');
    return { pictures: { shape, classes } };
  }
  const { namedForms } = await import('../../dataset/named-forms.ts');
  if (Object.hasOwn(namedForms, data)) {
    if (dataFlags.shape === undefined && dataFlags.trim === undefined) return { data, pictures: namedForms[data] };
  }
  const { loadData } = await import('../steps/load-data.ts');
  return { data, pictures: picturesOf(await loadData(settings, context)) };
}
