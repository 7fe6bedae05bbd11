// `retort validate`: compares every prediction of a board with the integer reference, the teacher and the labels.

import { Command } from 'commander';
import { RetortError } from '../../../proto/retort-error.ts';
import { describeHead, namesClass } from '../../image/head.ts';
import { taskOfImage } from '../../image/image-task.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { asDetection } from '../../task/detection.ts';
import { taskOf } from '../../task/task-of.ts';
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
import type { Predictor } from '../steps/open-predictor.ts';
import { refuseOverwrite } from '../steps/refuse-overwrite.ts';
import { artifactsOf } from '../steps/run-folder.ts';
import { agreementRow } from '../text/agreement-row.ts';
import { boardTime } from '../text/board-time.ts';
import { grouped, proportion, table } from '../text/format.ts';

interface ValidateOptions extends SettingsFlags {
  readonly image?: string;
  readonly quantized?: string;
  readonly teacherOutputs?: string;
  readonly teacher?: string;
  readonly limit?: number;
  readonly report?: string;
  readonly robustness?: boolean;
}

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
  const { loadRunData, noteOtherData } = await import('../steps/load-run-data.ts');
  const { madeFromOf } = await import('../steps/image-origin.ts');
  const { openImage } = await import('../steps/open-image.ts');
  const { openPredictor } = await import('../steps/open-predictor.ts');
  const { boardsPerCore } = await import('../steps/connect.ts');
  const { classify, runReference } = await import('../steps/classify.ts');
  const { requireSameForm } = await import('../steps/require-same-form.ts');
  const { takeFirst } = await import('../steps/take-first.ts');
  const { hasTeacher, teacherLogitsFor } = await import('../steps/teacher-logits.ts');
  const { openNetwork } = await import('../steps/open-network.ts');
  const { warnOfGuessing } = await import('../../validate/guessing.ts');
  const settings = await resolveSettings(options);
  const { on, out } = settings;
  const image = await openImage(out, options.image);
  const files = { out, quantized: options.quantized };
  const { quantized } = await openNetwork(image, files);
  const { teacher, teacherOutputs } = options;
  const { teacherDigest } = image.provenance;
  const teacherFiles = { out, teacher, teacherOutputs, teacherDigest };
  const compared = hasTeacher(teacherFiles, options.image);
  const isReported = namesClass(image.head) || asDetection(taskOfImage(image)) !== undefined;
  if (options.report !== undefined && !isReported) throw new NoClassesError(image);
  if (!compared && options.report !== undefined) throw new NoTeacherError(image.name);
  const made = madeFromOf(image, out, options.image);
  if (options.report !== undefined) {
    const named = [made.path, options.quantized, teacher, teacherOutputs, options.config, options.data];
    await refuseOverwrite(options.report, [...named, ...artifactsOf(out)]);
  }
  const { dataset, settings: found } = await loadRunData(settings, made, context);
  if (options.report !== undefined) await refuseOverwrite(options.report, [found.data]);
  requireSameForm(dataset, image);
  const robust = options.robustness ? await import('../steps/measure-robustness.ts') : undefined;
  robust?.requirePictureClasses(image, dataset);
  await noteOtherData(dataset, made, context);
  const split = takeFirst(dataset.test, options.limit);
  const teacherLogits = compared ? await teacherLogitsFor(split, dataset, teacherFiles, context) : undefined;
  const { input, memory } = image;
  const reference = await runReference(quantized, split, input.preprocessing, context, memory.inputBits);
  const boards = boardsPerCore(split.ids.length);
  const predictor = await openPredictor(settings, image, { ...files, boards }, context);
  try {
    const parts = { image, quantized, teacherLogits, on, task: taskOf(dataset) };
    const classification = await classify(predictor, reference, parts, context);
    const { clockHz, flashed } = predictor;
    const { openImageStudent } = await import('../steps/image-student.ts');
    const isAsked = robust !== undefined || options.report !== undefined;
    const student = isAsked ? await openImageStudent(out, image) : undefined;
    const toMeasure = { image, quantized, dataset, split, out, student };
    const robustness = await robust?.measureStudentRobustness(toMeasure, predictor, on, context);
    if (options.report !== undefined && teacherLogits) {
      const { modelsOf } = await import('../steps/models.ts');
      const { learnedFromOf } = await import('../steps/learned-from.ts');
      const { writeReport } = await import('../steps/write-report.ts');
      const { teacherParameters } = await import('../steps/teacher-parameters.ts');
      const { countParameters } = await import('../../network/shapes.ts');
      const { treeOf } = await import('../steps/student-tree.ts');
      const tree = student && (await treeOf(student, dataset.preprocessing));
      const learnedFrom = student && (await learnedFromOf(out, student));
      const models = modelsOf({
        task: taskOf(dataset),
        teacherLogits,
        reference: { image, logits: reference.logits },
        labels: split.labels,
        parameters: {
          ...(await teacherParameters(out, teacher, teacherDigest)),
          ...(student && { student: countParameters(student.trained.network) }),
        },
        recorded: { accuracy: image.provenance.studentAccuracy, samples: dataset.test.ids.length },
      });
      const content = {
        out,
        on,
        dataset,
        split,
        image,
        classification,
        teacherLogits,
        models,
        learnedFrom,
        tree,
        robustness,
        clockHz,
        flashed,
      };
      await writeReport(options.report, content, context);
    }
    const { boardAccuracy } = classification.validation;
    const guessing = boardAccuracy
      ? warnOfGuessing({
          model: 'board',
          accuracy: boardAccuracy,
          labels: dataset.test.labels,
          task: taskOf(dataset),
          advice: validationAdvice,
        })
      : [];
    const outcome = outcomeOf(classification, image, guessing, on, predictor, options.report);
    return robustness ? await withRobustness(outcome, robustness) : outcome;
  } finally {
    await predictor.close();
  }
}

/** Says nothing about whether the board computes correctly: see `bit-exact`. */
const validationAdvice =
  'make sure that the data set is the one the student was trained for (--data), with the same class order and pixel scaling, or train it again';

class NoTeacherError extends RetortError {
  readonly code = 'CLI_NO_TEACHER';
  readonly category = 'usage';
  override readonly name = 'NoTeacherError';

  constructor(image: string) {
    super(
      `${image} was not distilled from a teacher, but the report compares with one: name one with --teacher-outputs or --teacher, or leave --report out`,
    );
  }
}

class NoClassesError extends RetortError {
  readonly code = 'CLI_NO_CLASSES';
  readonly category = 'usage';
  override readonly name = 'NoClassesError';

  constructor({ name, head }: StudentImage) {
    super(
      `the report needs classes or boxes, but ${name} has neither: its output is ${describeHead(head)}; leave --report out`,
    );
  }
}

function outcomeOf(
  { validation, firstDifference }: Classification,
  image: StudentImage,
  guessing: readonly GuessingWarning[],
  on: string,
  { clockHz, build, boardCount }: Predictor,
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
