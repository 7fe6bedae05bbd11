// `retort inputs`: smaller inputs for a slow line, and what they cost in accuracy.

import { join } from 'node:path';
import { Command, Option } from 'commander';
import { RetortError } from '../../../proto/retort-error.ts';
import type { InputForm } from '../../plan/input-forms.ts';
import { type CommandContext, type CommandOutcome, runCommand } from '../run-command.ts';
import { addSizeOption, addStudentOption } from '../settings/network-choice.ts';
import {
  addCoreOption,
  addDataOptions,
  addTrainingOptions,
  type CoreOptions,
  decimal,
  integer,
} from '../settings/options.ts';
import { resolveSettings, type SettingsFlags, type TrainingFlags } from '../settings/settings.ts';
import { DEFAULT_BAUD, HIGHEST_BAUD } from '../steps/board-url.ts';
import { keepCheckpoints } from '../steps/checkpoints.ts';
import { claimRunFolder } from '../steps/run-lock.ts';
import { grouped } from '../text/format.ts';
import type { ListedForm } from '../text/inputs-text.ts';

interface InputsFlags extends SettingsFlags, TrainingFlags, CoreOptions {
  readonly inputBudget?: number;
  readonly lineMs?: number;
  readonly baud: number;
  readonly measure?: boolean;
  readonly student?: string;
}

/** No budget, or one that nothing fits. */
class InputBudgetError extends RetortError {
  readonly code = 'CLI_INPUT_BUDGET';
  readonly category = 'usage';
  override readonly name = 'InputBudgetError';
}

export function inputsCommand(): Command {
  const withData = addTrainingOptions(addDataOptions(new Command('inputs')));
  return addCoreOption(addStudentOption(addSizeOption(withData)), 'up5k')
    .description(
      'lists smaller inputs that fit a budget on the serial line: pictures trimmed, pooled, grey or with fewer bits; --measure shows what each costs in accuracy',
    )
    .addOption(
      new Option('--input-budget <bytes>', 'most bytes per input, without framing')
        .argParser(integer(1, 1_000_000))
        .conflicts('lineMs'),
    )
    .option('--line-ms <ms>', 'most time per input on the line, with framing', decimal(0.001, 60_000))
    .option('--baud <rate>', 'baud rate of the line', integer(115_200, HIGHEST_BAUD), DEFAULT_BAUD)
    .option('--measure', 'train a student from scratch for each shape and evaluate it on the validation split')
    .addHelpText(
      'after',
      '\nExample:\n  retort inputs --data fashion-mnist --input-budget 200\n  retort inputs --data cifar10 --line-ms 1 --measure',
    )
    .action((flags: InputsFlags) => runCommand(flags.json === true, (context) => listInputs(flags, context)));
}

async function listInputs(flags: InputsFlags, context: CommandContext): Promise<CommandOutcome> {
  const { inputWireBytes } = await import('../../../device-bridge/session/wire-bytes.ts');
  const { holdsPictures } = await import('../../dataset/shrink.ts');
  const { coreNamed } = await import('../../image/core-description.ts');
  const { hasBoxes } = await import('../../task/detection.ts');
  const { listInputForms, smallestInputBytes, wholeForm } = await import('../../plan/input-forms.ts');
  const { inputsText, nextCommands } = await import('../text/inputs-text.ts');
  const { checkBaud } = await import('../steps/line-rates.ts');
  const { loadData, pathOfData } = await import('../steps/load-data.ts');
  const { measureForms } = await import('../steps/measure-forms.ts');
  const { inputBudget, lineMs, baud } = flags;
  if (inputBudget === undefined && lineMs === undefined) {
    throw new InputBudgetError('no budget is given for an input: set --input-budget 200 (bytes) or --line-ms 1');
  }
  const core = coreNamed(flags.board);
  checkBaud(baud, core);
  const settings = await resolveSettings({ ...flags, distillation: flags, studentNetwork: flags.student });
  if (settings.dataSettings.trim !== undefined) {
    throw new InputBudgetError('retort inputs chooses itself what to trim: leave --trim out');
  }
  const dataset = await loadData(settings, context);
  const { name, shape } = dataset;
  if (!holdsPictures(dataset) || hasBoxes(dataset.task)) {
    throw new InputBudgetError(
      `samples of ${name} are not plain pictures, and only pictures can be trimmed and pooled`,
    );
  }
  const millisecondsOf = (bytes: number) => (10_000 * inputWireBytes(bytes)) / baud;
  const forms = listInputForms(shape, (bytes) =>
    inputBudget === undefined ? millisecondsOf(bytes) <= lineMs! : bytes <= inputBudget,
  );
  if (forms.length === 0) {
    const least = smallestInputBytes(shape);
    throw new InputBudgetError(
      `no input of ${name} is that small: the smallest has ${grouped(least)} bytes, on the line for ${millisecondsOf(least).toFixed(3)} ms`,
    );
  }
  const whole = wholeForm(shape);
  const listed = (form: InputForm): ListedForm => ({ ...form, lineMilliseconds: millisecondsOf(form.inputBytes) });
  const budget = inputBudget === undefined ? `at most ${lineMs} ms` : `at most ${grouped(inputBudget)} bytes`;
  const common = { data: settings.data, board: core.name, baud, budget };
  if (!flags.measure) {
    const result = { ...common, whole: listed(whole), forms: forms.map(listed) };
    return { json: result, text: inputsText(result) };
  }
  const folder = join(settings.out, 'inputs');
  await using _claim = await claimRunFolder(settings.out, 'inputs', [await pathOfData(settings)]);
  return keepCheckpoints(folder, context, [], async () => {
    const [first, ...rest] = await measureForms(dataset, [whole, ...forms], { settings, folder }, context);
    const measured = (form: typeof first): ListedForm => ({ ...listed(form), accuracy: form.accuracy });
    const listedForms = rest.map(measured);
    const best = listedForms.reduce((one, other) => (other.accuracy!.count > one.accuracy!.count ? other : one));
    const result = { ...common, whole: measured(first), forms: listedForms, best };
    return { json: { ...result, next: nextCommands(settings.data, best) }, text: inputsText(result) };
  });
}
