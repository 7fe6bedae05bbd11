// The demo's path: each step hands its artifact to the next. demo-outcome.ts formats the result.

import type { Dataset } from '../../dataset/dataset.ts';
import { type CoreDescription, coreNamed } from '../../image/core-description.ts';
import { hasBoxes } from '../../task/detection.ts';
import { taskOf } from '../../task/task-of.ts';
import { type GuessingWarning, warnOfGuessing } from '../../validate/guessing.ts';
import type { CommandContext } from '../run-command.ts';
import { nameOfChoice } from '../settings/network-choice.ts';
import { studentChoice, studentNetworkOf, teacherChoice } from '../settings/recipes.ts';
import type { Settings } from '../settings/settings.ts';
import { parseBoardUrl } from '../steps/board-url.ts';
import { keepCheckpoints } from '../steps/checkpoints.ts';
import { type Classification, classify, type QuantizedSplit, takeQuantized } from '../steps/classify.ts';
import { requireFittingStudent } from '../steps/fitting-student.ts';
import type { FlashFigures } from '../steps/flash-image.ts';
import { pathOfData } from '../steps/load-data.ts';
import { modelsOf } from '../steps/models.ts';
import { openPredictor } from '../steps/open-predictor.ts';
import { packImage } from '../steps/pack-image.ts';
import { type QuantizedStudent, quantizeStudent } from '../steps/quantize-student.ts';
import { pathToWrite } from '../steps/run-folder.ts';
import { claimRunFolder } from '../steps/run-lock.ts';
import { saveStudents, type TrainedStudents, trainStudents } from '../steps/train-students.ts';
import { type Teacher, trainTeacher } from '../steps/train-teacher.ts';
import { writeReport } from '../steps/write-report.ts';
import { startDemoBoard } from './demo-board.ts';
import { loadOrFallBack } from './load-or-fall-back.ts';

type RunWarning =
  | Teacher['warnings'][number]
  | TrainedStudents['warnings'][number]
  | QuantizedStudent['warnings'][number];

export interface DemoRun {
  readonly dataset: string;
  readonly on: string;
  readonly boards: number;
  readonly teacherNetwork: string;
  readonly studentNetwork: string;
  readonly teacherAccuracy: number;
  readonly scratchAccuracy: number;
  readonly studentAccuracy: number;
  readonly int8Accuracy: number;
  readonly imageBytes: number;
  readonly classification: Classification;
  readonly warnings: readonly RunWarning[];
  readonly flashed?: FlashFigures;
  readonly clockHz?: number;
  readonly report: string;
  readonly seconds: number;
}

export interface DemoChoices {
  /** The board's URL; a virtual board of the demo's own where absent. */
  readonly on?: string;
  readonly limit?: number;
}

export async function runDemo(settings: Settings, choices: DemoChoices, context: CommandContext): Promise<DemoRun> {
  const started = performance.now();
  await using _claim = await claimRunFolder(settings.out, 'demo', [await pathOfData(settings)]);
  const artifacts = await keepCheckpoints(settings.out, context, ['teacher', 'student-'], () =>
    makeArtifacts(settings, context),
  );
  const tested = await testOnBoard(artifacts, settings, choices, context);
  const { dataset, teacher, students, quantized, packed } = artifacts;
  const [{ scratch, distilled }] = students.runs;
  return {
    dataset: dataset.name,
    teacherNetwork: nameOfChoice(teacherChoice(dataset, settings)),
    studentNetwork: nameOfChoice(studentChoice(dataset, settings)),
    teacherAccuracy: teacher.accuracy.value,
    scratchAccuracy: scratch.accuracy,
    studentAccuracy: distilled.accuracy,
    int8Accuracy: quantized.accuracy.value,
    imageBytes: packed.imageBytes,
    warnings: [...teacher.warnings, ...students.warnings, ...quantized.warnings, ...warnOfBoard(tested, dataset)],
    ...tested,
    seconds: (performance.now() - started) / 1000,
  };
}

/** What `quantize` did not say already: of the samples that the board classified. */
function warnOfBoard({ classification: { validation } }: Tested, dataset: Dataset): GuessingWarning[] {
  const { labels } = dataset.test;
  return warnOfGuessing({ model: 'board', accuracy: validation.boardAccuracy!, labels, task: taskOf(dataset) });
}

type Artifacts = Awaited<ReturnType<typeof makeArtifacts>>;

/** From the data set to the image, each written into the run folder. */
async function makeArtifacts(settings: Settings, context: CommandContext) {
  const dataset = await loadOrFallBack(settings, context);
  const core = coreOf(settings.on);
  await requireFittingStudent(studentNetworkOf(dataset, settings), dataset, core);
  const teacher = await trainTeacher(dataset, settings, context);
  const students = await trainStudents(dataset, teacher, settings, context);
  const saved = await saveStudents(students, teacher.provenance, dataset, settings.out);
  const [{ distilled }] = students.runs;
  const quantized = await quantizeStudent(distilled, dataset, saved.provenance, settings.out, context);
  const packed = await packImage(quantized, settings.out, { core }, context);
  return { dataset, teacher, students, quantized, packed };
}

/** A virtual board says in its name what it is; of others it is not known before they answer. */
function coreOf(on: string): CoreDescription {
  const target = parseBoardUrl(on);
  return coreNamed(target.kind === 'virtual' ? target.board : undefined);
}

type Tested = Pick<DemoRun, 'on' | 'boards' | 'classification' | 'flashed' | 'clockHz' | 'report'>;

/** Classifies the test split on the board, and writes the report. */
async function testOnBoard(
  artifacts: Artifacts,
  settings: Settings,
  { on, limit }: DemoChoices,
  context: CommandContext,
): Promise<Tested> {
  const { dataset, teacher, quantized } = artifacts;
  const { image } = artifacts.packed;
  const test = takeQuantized(quantized.reference, limit);
  await using board = await startDemoBoard(on, test.split.ids.length, context);
  const predictor = await openPredictor({ ...settings, on: board.url }, image, board, context);
  try {
    const task = taskOf(dataset);
    const teacherLogits = teacher.testLogits.subarray(0, test.split.ids.length * task.outputs.length);
    const parts = { image, quantized: quantized.quantized, teacherLogits, on: board.name, task };
    const classification = await classify(predictor, test, parts, context);
    const { boardCount: boards, clockHz, flashed } = predictor;
    const compared = await compareModels(artifacts, test, teacherLogits, settings.distill.method, context);
    const report = pathToWrite(settings.out, 'report');
    const content = {
      ...compared,
      ...parts,
      out: settings.out,
      dataset,
      split: test.split,
      classification,
      clockHz,
      flashed,
    };
    await writeReport(report, content, context);
    return { on: board.name, boards, classification, flashed, clockHz, report };
  } finally {
    await predictor.close();
  }
}

/** Runs both float students on the samples that the board classified: what the report puts beside the board. */
async function compareModels(
  { dataset, teacher, students, packed: { image } }: Artifacts,
  { split, logits }: QuantizedSplit,
  teacherLogits: Float32Array,
  method: string | undefined,
  { signal }: CommandContext,
) {
  const { computeLogits } = await import('../../train/evaluate.ts');
  const { countParameters } = await import('../../network/shapes.ts');
  const { recipe, runs } = students;
  const [{ scratch, distilled }] = runs;
  const scratchLogits = await computeLogits(scratch.trained, split.images, dataset.preprocessing, signal);
  const studentLogits = await computeLogits(distilled.trained, split.images, dataset.preprocessing, signal);
  const models = modelsOf({
    task: taskOf(dataset),
    labels: split.labels,
    teacherLogits,
    scratchLogits,
    studentLogits,
    reference: { image, logits },
    parameters: {
      teacher: teacher.parameters,
      scratch: countParameters(scratch.trained.network),
      student: countParameters(distilled.trained.network),
    },
    recipe: method ?? (hasBoxes(dataset.task) ? 'bounded-detection' : `α = ${recipe.alpha}, T = ${recipe.temperature}`),
  });
  return { studentLogits, models };
}
