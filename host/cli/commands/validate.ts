// `retort validate`: compares every prediction of a board with the integer reference, the teacher and the labels.

import { Command } from 'commander';
import { describeHead } from '../../image/head.ts';
import { taskOfImage } from '../../image/image-task.ts';
import type { StudentImage } from '../../image/student-image.ts';
import type { LayerDifference } from '../../validate/first-difference.ts';
import type { GuessingWarning } from '../../validate/guessing.ts';
import type { Percentiles } from '../../validate/statistics.ts';
import type { ValidationResult } from '../../validate/validate.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { type CommandContext, type CommandOutcome, runCommand } from '../run-command.ts';
import { addBoardOption, addDataOptions, integer } from '../settings/options.ts';
import { resolveSettings, type SettingsFlags } from '../settings/settings.ts';
import { type BoardBuild, buildText } from '../steps/board-identity.ts';
import type { Classification } from '../steps/classify.ts';
import type { MeasuredRobustness } from '../steps/measure-robustness.ts';
import type { ValidatedStudent, ValidateStudentOptions } from '../steps/validate-student.ts';
import { agreementRow } from '../text/agreement-row.ts';
import { boardTime } from '../text/board-time.ts';
import { grouped, proportion, table } from '../text/format.ts';

type ValidateOptions = SettingsFlags & Omit<ValidateStudentOptions, 'connect'>;

export function validateCommand(): Command {
  return addBoardOption(addDataOptions(new Command('validate')))
    .description(
      'classifies the test split on a board and compares every prediction with the reference, the teacher and the labels',
    )
    .option('--image <file>', 'the image (default: student.retort of the run folder)')
    .option('--quantized <file>', 'the int8 network behind the reference (default: the one in the image)')
    .option('--teacher-outputs <file>', 'cached logits (default: teacher-outputs.safetensors of the run folder)')
    .option('--teacher <file>', 'a trained teacher to run instead of cached logits; needs TensorFlow')
    .option('--limit <n>', 'only the first n samples of the test split', integer(1, 1_000_000))
    .option('--report <file>', 'write an HTML report to this file')
    .option('--robustness', 'also measure accuracy under noise, corruptions and attacks (needs TensorFlow)')
    .addHelpText(
      'after',
      '\nExample:\n  retort validate --on serial:/dev/ttyUSB1?baud=3000000 --limit 1000 --report report.html\n\nFor a virtual board, one per CPU core is started, and they share the samples; virtual:up5k?boards=1 starts only one.',
    )
    .action((options: ValidateOptions) => runCommand(options.json === true, (context) => validate(options, context)));
}

async function validate(options: ValidateOptions, context: CommandContext): Promise<CommandOutcome> {
  const { validateStudent } = await import('../steps/validate-student.ts');
  const settings = await resolveSettings(options);
  const { classification, image, guessing, board, robustness } = await validateStudent(settings, options, context);
  const outcome = outcomeOf(classification, image, guessing, settings.on, board, options.report);
  return robustness ? await withRobustness(outcome, robustness) : outcome;
}

function outcomeOf(
  { validation, firstDifference }: Classification,
  image: StudentImage,
  guessing: readonly GuessingWarning[],
  on: string,
  { clockHz, build, boardCount }: ValidatedStudent['board'],
  report: string | undefined,
): CommandOutcome {
  const { total, bitExact, boardAccuracy, labelAccuracy, agreement, cycles } = validation;
  const different = total - bitExact;
  const time = cycles && clockHz ? timeOf(cycles, clockHz) : undefined;
  const board: readonly (readonly [string, string])[] = build ? [['board', boardText(build, boardCount)]] : [];
  const rows = table([...board, ...rowsOf({ validation, firstDifference }, image, time)]);
  const mismatches = validation.mismatches.map(({ expected, actual, ...mismatch }) => ({
    ...mismatch,
    expected: Array.from(expected),
    actual: Array.from(actual),
  }));
  return {
    json: {
      on,
      ...(build && { build, boards: boardCount }),
      total,
      bitExact,
      different,
      head: image.head.kind,
      ...(boardAccuracy && { boardAccuracy: boardAccuracy.value }),
      ...(labelAccuracy && { labelAccuracy: labelAccuracy.map(({ value }) => value) }),
      ...(agreement && { agreement: { value: agreement.value, low: agreement.low, high: agreement.high } }),
      ...time?.figures,
      mismatches,
      ...(firstDifference && { firstDifference }),
      ...(report && { report }),
      noBetterThanGuessing: guessing.length > 0,
      warnings: guessing,
    },
    text: [
      rows,
      ...(different === 0 ? [] : [verdictOf(different, total, firstDifference)]),
      ...guessing.map(({ message }) => `warning: ${message}`),
    ].join('\n\n'),
    exitCode: different === 0 ? EXIT_CODES.ok : EXIT_CODES.comparisonFailed,
  };
}

async function withRobustness(outcome: CommandOutcome, robustness: MeasuredRobustness): Promise<CommandOutcome> {
  const { robustnessJson, robustnessText } = await import('../text/robustness-text.ts');
  const { board } = robustness;
  const isExact = !board || board.bitExact === board.total;
  return {
    json: { ...outcome.json, robustness: robustnessJson(robustness) },
    text: `${outcome.text}\n\n${robustnessText(robustness)}`,
    exitCode: isExact ? outcome.exitCode : EXIT_CODES.comparisonFailed,
  };
}

/** `build b18f02df: virtual:up5k, this version's virtual board; 2 boards, sample i on board i mod 2`. */
function boardText(build: BoardBuild, count: number): string {
  return `${buildText(build)}${count > 1 ? `; ${count} boards, sample i on board i mod ${count}` : ''}`;
}

function timeOf(cycles: Percentiles, clockHz: number) {
  const millisecondsPerInference = (1000 * cycles.median) / clockHz;
  return { clockHz, figures: { cycles, cyclesPerInference: cycles.median, millisecondsPerInference } };
}

function rowsOf(
  { validation, firstDifference }: Classification,
  image: StudentImage,
  time: ReturnType<typeof timeOf> | undefined,
): (readonly [string, string])[] {
  const { total, bitExact, mismatches } = validation;
  const different = total - bitExact;
  const rows: (readonly [string, string])[] = [
    ['bit-exact', `${grouped(bitExact)} of ${grouped(total)}`],
    ...accuracyRows(validation, image),
    ...agreementRow(validation),
  ];
  if (time) {
    const { min, median, max } = time.figures.cycles;
    const range = `${grouped(min)} to ${grouped(max)}`;
    rows.push([
      'cycles',
      `${grouped(median)} (${range}), ${boardTime(time.figures.millisecondsPerInference, time.clockHz)}`,
    ]);
  }
  if (different > 0) {
    const ids = mismatches.map(({ sampleId }) => sampleId).join(', ');
    rows.push(['different', `${grouped(different)} samples: ${ids}${mismatches.length < different ? ', …' : ''}`]);
  }
  if (firstDifference) {
    const { layer, differing, of, at, expected, actual } = firstDifference;
    rows.push([
      'first layer',
      `${layer}: ${grouped(differing)} of ${grouped(of)} values, first at [${at.join(', ')}], ${actual} instead of ${expected}`,
    ]);
  }
  return rows;
}

/** Independent labels are each right or wrong; for a map or plain values, a data set's classes mean nothing. */
function accuracyRows(
  { boardAccuracy, labelAccuracy }: ValidationResult,
  image: StudentImage,
): (readonly [string, string])[] {
  const { measure } = taskOfImage(image);
  if (boardAccuracy) return [[measure.name, proportion(boardAccuracy)]];
  if (!labelAccuracy) return [['accuracy', `not applicable: the output is ${describeHead(image.head)}`]];
  return labelAccuracy.map((accuracy, index) => [`label ${image.labels[index] ?? index}`, proportion(accuracy)]);
}

function verdictOf(different: number, total: number, firstDifference: LayerDifference | undefined): string {
  const count = `${grouped(different)} of ${grouped(total)} samples differ from the reference`;
  if (firstDifference) return `${count}, first in layer ${firstDifference.layer}.`;
  return `${count}, but no layer differs in a second run: an intermittent fault, such as a bad power supply or too fast a clock.`;
}
