// Collects the data of a report and writes it.

import { hex32 } from '../../../proto/numbers.ts';
import { writeFileAtomically } from '../../artifact/write-file.ts';
import type { Dataset, Samples, Split } from '../../dataset/dataset.ts';
import { boardFor, boards, coreText } from '../../image/core-description.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { type ImagePlan, planImage } from '../../plan/plan-image.ts';
import type { ReportContent } from '../../report/student/report-content.ts';
import type { Tree } from '../../tree/tree.ts';
import { runStep } from '../output.ts';
import type { CommandContext } from '../run-command.ts';
import { grouped } from '../text/format.ts';
import type { Classification } from './classify.ts';
import { type FlashFigures, timeText } from './flash-image.ts';
import { trainingCourseOf } from './training-course.ts';

export interface ReportParts {
  /** The run folder. */
  readonly out: string;
  readonly on: string;
  readonly dataset: Dataset;
  readonly split: Split;
  readonly image: StudentImage;
  readonly classification: Classification;
  readonly teacherLogits: Float32Array;
  /** Of the student before int8, where it is at hand. */
  readonly studentLogits?: Float32Array;
  readonly models: ReportContent['models'];
  /** Where that is not the training split. */
  readonly learnedFrom?: { readonly method: string; readonly samples: Samples };
  /** The student, where it is a decision tree. */
  readonly tree?: Tree;
  readonly robustness?: ReportContent['robustness'];
  readonly clockHz?: number;
  readonly flashed?: FlashFigures;
}

export async function writeReport(path: string, parts: ReportParts, { output }: CommandContext): Promise<void> {
  const { renderReport } = await import('../../report/student/report.ts');
  await runStep(output, 'report', async () => {
    const training = await trainingCourseOf(parts.out, parts.image);
    const content = { ...contentOf(parts, new Date()), ...(training && { training }) };
    await writeFileAtomically(path, renderReport(content));
    return { result: undefined, text: path };
  });
}

function contentOf(
  { on, dataset, split, image, classification, flashed, learnedFrom, ...parts }: ReportParts,
  now: Date,
): ReportContent {
  const plan = planOf(image, parts.clockHz);
  return {
    title: `${dataset.name} on ${on}`,
    samples: {
      ...split,
      shape: dataset.shape,
      classes: dataset.classes,
      task: dataset.task,
      vocabulary: dataset.vocabulary,
      preprocessing: dataset.preprocessing,
      teacherLogits: parts.teacherLogits,
      studentLogits: parts.studentLogits,
      splitLabels: dataset.test.labels,
    },
    models: parts.models,
    ...(plan && { plan }),
    learnedFrom: learnedFrom && {
      method: learnedFrom.method,
      samples: { ...dataset, ...learnedFrom.samples },
    },
    ...classification,
    tree: parts.tree,
    robustness: parts.robustness,
    meaning: image,
    clockHz: parts.clockHz,
    figures: figuresOf(image, flashed),
    provenance: provenanceOf(image, now),
  };
}

/** Of the board with this clock; the first that the image fits, where none has it. */
function planOf(image: StudentImage, clockHz: number | undefined): ImagePlan | undefined {
  const clocked = boards.filter((one) => one.clockHz === clockHz);
  const core = boardFor(image, clocked) ?? boardFor(image);
  return core && planImage(image, core);
}

function figuresOf(image: StudentImage, flashed?: FlashFigures): (readonly [string, string])[] {
  const rows: (readonly [string, string])[] = [
    [
      'payload',
      `${grouped(image.payload.length)} bytes, ${grouped(image.memory.bytesNeeded)} bytes of memory with activations`,
    ],
    ['work', `${grouped(image.layers.reduce((sum, { macs }) => sum + macs, 0))} multiply-accumulates per inference`],
  ];
  if (flashed && !flashed.skipped) rows.push(['flash', timeText(flashed)]);
  return rows;
}

function provenanceOf({ imageId, core, memory, provenance }: StudentImage, now: Date): (readonly [string, string])[] {
  const rows: (readonly [string, string | undefined])[] = [
    ['report written', `${now.toISOString().slice(0, 16).replace('T', ' ')} UTC`],
    ['image', hex32(imageId)],
    ['board', boardFor({ core, memory })?.name ?? coreText(core)],
    ['data set', provenance.datasetDigest],
    ['teacher', provenance.teacherDigest],
    ['student', provenance.studentDigest],
    ['int8 network', provenance.quantizedDigest],
    ['configuration', provenance.configurationDigest],
    ['retort', provenance.toolVersion],
    ['Node', `${process.version} on ${process.platform} ${process.arch}`],
  ];
  return rows.flatMap(([label, value]) => (value === undefined ? [] : [[label, value] as const]));
}
