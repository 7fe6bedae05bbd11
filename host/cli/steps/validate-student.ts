// Validates a student on a board: every prediction beside the integer reference's, the teacher's and the label, and a report of it.

import { RetortError } from '../../../proto/retort-error.ts';
import type { Dataset, Split } from '../../dataset/dataset.ts';
import { describeHead, namesClass } from '../../image/head.ts';
import { taskOfImage } from '../../image/image-task.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { asDetection } from '../../task/detection.ts';
import { taskOf } from '../../task/task-of.ts';
import type { GuessingWarning } from '../../validate/guessing.ts';
import type { CommandContext } from '../run-command.ts';
import type { Settings } from '../settings/settings.ts';
import type { Classification } from './classify.ts';
import type { MeasuredRobustness } from './measure-robustness.ts';
import type { Predictor, PredictorOptions } from './open-predictor.ts';
import { refuseOverwrite } from './refuse-overwrite.ts';
import { artifactsOf } from './run-folder.ts';

/** Each file is the run folder's unless named. */
export interface ValidateStudentOptions extends Pick<PredictorOptions, 'connect'> {
  readonly config?: string;
  readonly data?: string;
  readonly image?: string;
  readonly quantized?: string;
  readonly teacherOutputs?: string;
  /** To run instead of reading its cached logits. */
  readonly teacher?: string;
  /** Only the first samples of the test split. */
  readonly limit?: number;
  /** Where an HTML report is written; none without it. */
  readonly report?: string;
  readonly robustness?: boolean;
}

export interface ValidatedStudent {
  readonly classification: Classification;
  readonly image: StudentImage;
  readonly dataset: Dataset;
  /** The samples that were asked. */
  readonly split: Split;
  /** What its accuracy is called, such as `accuracy` or `mAP`. */
  readonly measure: string;
  readonly guessing: readonly GuessingWarning[];
  readonly robustness?: MeasuredRobustness;
  readonly board: Pick<Predictor, 'clockHz' | 'build' | 'boardCount'>;
}

/**
 * Flashes the image where the board does not have it, classifies the test split, and compares every prediction.
 * @throws NoClassesError, NoTeacherError where a report is asked for that cannot be written; what opening, flashing and reading throw
 */
export async function validateStudent(
  settings: Settings,
  options: ValidateStudentOptions,
  context: CommandContext,
): Promise<ValidatedStudent> {
  const { loadRunData, noteOtherData } = await import('./load-run-data.ts');
  const { madeFromOf } = await import('./image-origin.ts');
  const { openImage } = await import('./open-image.ts');
  const { openPredictor } = await import('./open-predictor.ts');
  const { boardsPerCore } = await import('./connect.ts');
  const { classify, runReference } = await import('./classify.ts');
  const { requireSameForm } = await import('./require-same-form.ts');
  const { takeFirst } = await import('./take-first.ts');
  const { hasTeacher, teacherLogitsFor } = await import('./teacher-logits.ts');
  const { openNetwork } = await import('./open-network.ts');
  const { warnOfGuessing } = await import('../../validate/guessing.ts');
  const { on, out } = settings;
  const image = await openImage(out, options.image);
  const files = { out, quantized: options.quantized };
  const { quantized } = await openNetwork(image, files);
  const { teacher, teacherOutputs } = options;
  const { teacherDigest } = image.provenance;
  const teacherFiles = { out, teacher, teacherOutputs, teacherDigest };
  const compared = hasTeacher(teacherFiles, options.image);
  const obstacle = options.report === undefined ? undefined : await reportObstacle(out, image, options);
  if (obstacle) throw obstacle;
  const made = madeFromOf(image, out, options.image);
  if (options.report !== undefined) {
    const named = [made.path, options.quantized, teacher, teacherOutputs, options.config, options.data];
    await refuseOverwrite(options.report, [...named, ...artifactsOf(out)]);
  }
  const { dataset, settings: found } = await loadRunData(settings, made, context);
  if (options.report !== undefined) await refuseOverwrite(options.report, [found.data]);
  requireSameForm(dataset, image);
  const robust = options.robustness ? await import('./measure-robustness.ts') : undefined;
  robust?.requirePictureClasses(image, dataset);
  await noteOtherData(dataset, made, context);
  const split = takeFirst(dataset.test, options.limit);
  const teacherLogits = compared ? await teacherLogitsFor(split, dataset, teacherFiles, context) : undefined;
  const { input, memory } = image;
  const reference = await runReference(quantized, split, input.preprocessing, context, memory.inputBits);
  const boards = boardsPerCore(split.ids.length);
  const predictor = await openPredictor(settings, image, { ...files, boards, connect: options.connect }, context);
  try {
    const parts = { image, quantized, teacherLogits, on, task: taskOf(dataset) };
    const classification = await classify(predictor, reference, parts, context);
    const { clockHz, flashed } = predictor;
    const { openImageStudent } = await import('./image-student.ts');
    const isAsked = robust !== undefined || options.report !== undefined;
    const student = isAsked ? await openImageStudent(out, image) : undefined;
    const toMeasure = { image, quantized, dataset, split, out, student };
    const robustness = await robust?.measureStudentRobustness(toMeasure, predictor, on, context);
    if (options.report !== undefined && teacherLogits) {
      const { modelsOf } = await import('./models.ts');
      const { learnedFromOf } = await import('./learned-from.ts');
      const { writeReport } = await import('./write-report.ts');
      const { teacherParameters } = await import('./teacher-parameters.ts');
      const { countParameters } = await import('../../network/shapes.ts');
      const { treeOf } = await import('./student-tree.ts');
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
    const { build, boardCount } = predictor;
    const measure = taskOf(dataset).measure.name;
    const board = { clockHz, build, boardCount };
    return { classification, image, dataset, split, measure, guessing, robustness, board };
  } finally {
    await predictor.close();
  }
}

/** Says nothing about whether the board computes correctly: see `bit-exact`. */
const validationAdvice =
  'make sure that the data set is the one the student was trained for (--data), with the same class order and pixel scaling, or train it again';

/** Why there can be no report of a student; undefined where there can. @param out its run folder */
export async function reportObstacle(
  out: string,
  image: StudentImage,
  { image: given, teacher, teacherOutputs }: Pick<ValidateStudentOptions, 'image' | 'teacher' | 'teacherOutputs'>,
): Promise<RetortError | undefined> {
  const { hasTeacher } = await import('./teacher-logits.ts');
  if (!namesClass(image.head) && asDetection(taskOfImage(image)) === undefined) return new NoClassesError(image);
  const { teacherDigest } = image.provenance;
  return hasTeacher({ out, teacher, teacherOutputs, teacherDigest }, given)
    ? undefined
    : new NoTeacherError(image.name);
}

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
