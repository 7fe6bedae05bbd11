// The demo's path: each step hands its artifact to the next. What is shown at the end is demo-outcome.ts's.

import type { CommandContext } from '../run-command.ts';
import { pathToWrite, prepareRunFolder } from '../run-folder.ts';
import type { Settings } from '../settings.ts';
import { type Classification, classify, takeQuantized } from '../steps/classify.ts';
import type { FlashFigures } from '../steps/flash-image.ts';
import { modelsOf } from '../steps/models.ts';
import { openPredictor } from '../steps/open-predictor.ts';
import { packImage } from '../steps/pack-image.ts';
import { quantizeStudent } from '../steps/quantize-student.ts';
import { saveStudents, trainStudents } from '../steps/train-students.ts';
import { trainTeacher } from '../steps/train-teacher.ts';
import { writeReport } from '../steps/write-report.ts';
import { startDemoBoard } from './demo-board.ts';
import { loadOrFallBack } from './load-or-fall-back.ts';

export interface DemoRun {
  readonly dataset: string;
  readonly on: string;
  readonly teacherAccuracy: number;
  readonly scratchAccuracy: number;
  readonly studentAccuracy: number;
  readonly int8Accuracy: number;
  readonly imageBytes: number;
  readonly classification: Classification;
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

export async function runDemo(
  settings: Settings,
  { on, limit }: DemoChoices,
  context: CommandContext,
): Promise<DemoRun> {
  const started = performance.now();
  await prepareRunFolder(settings.out);
  const dataset = await loadOrFallBack(settings, context);
  const teacher = await trainTeacher(dataset, settings, context);
  const students = await trainStudents(dataset, teacher.outputs, settings, context);
  const saved = await saveStudents(students, teacher.provenance, settings.out);
  const [{ scratch, distilled }] = students.runs;
  const quantized = await quantizeStudent(distilled.trained, dataset, saved.provenance, settings.out, context);
  const { image, imageBytes } = await packImage(quantized, settings.out, context);
  await using board = await startDemoBoard(on, context);
  const predictor = await openPredictor(
    { ...settings, on: board.url },
    image,
    { lineFrames: board.lineFrames },
    context,
  );
  try {
    const test = takeQuantized(quantized.reference, limit);
    const rows = test.split.ids.length;
    const take = (logits: Float32Array) => logits.subarray(0, rows * dataset.classes.length);
    const teacherLogits = take(teacher.testLogits);
    const parts = { image, quantized: quantized.quantized, teacherLogits, on: board.name };
    const classification = await classify(predictor, test, parts, context);
    const report = pathToWrite(settings.out, 'report');
    const { computeLogits } = await import('../../train/evaluate.ts');
    const logitsOf = (student: typeof distilled) =>
      computeLogits(student.trained, test.split.images, dataset.preprocessing, context.signal);
    const studentLogits = await logitsOf(distilled);
    const models = modelsOf({
      labels: test.split.labels,
      teacherLogits,
      scratchLogits: await logitsOf(scratch),
      studentLogits,
      referenceLogits: test.logits,
      recipe: `α = ${students.recipe.alpha}, T = ${students.recipe.temperature}`,
    });
    const { clockHz, flashed } = predictor;
    const { split } = test;
    const content = {
      on: board.name,
      dataset,
      split,
      image,
      classification,
      teacherLogits,
      studentLogits,
      models,
      clockHz,
      flashed,
    };
    await writeReport(report, content, context);
    return {
      dataset: dataset.name,
      on: board.name,
      teacherAccuracy: teacher.accuracy.value,
      scratchAccuracy: scratch.accuracy,
      studentAccuracy: distilled.accuracy,
      int8Accuracy: quantized.accuracy.value,
      imageBytes,
      classification,
      flashed,
      clockHz,
      report,
      seconds: (performance.now() - started) / 1000,
    };
  } finally {
    await predictor.close();
  }
}
