// Holds every prediction against the integer reference (all logits must be equal), the labels, and the teacher where there is one.
// Where the first wrong layer lies is found by ./first-difference.ts; drawing is left to ./report.

import { grouped } from '../../proto/numbers.ts';
import type { Prediction } from '../../proto/prediction.ts';
import { RetortError } from '../../proto/retort-error.ts';
import { classOf, givesLabels, labelsOf, namesClass, realValues } from '../image/head.ts';
import type { StudentImage } from '../image/student-image.ts';
import { argmax } from '../network/logits.ts';
import { type Answer, decodeOutputs, type Task } from '../task/task.ts';
import { classificationOver } from '../task/task-of.ts';
import { sameAsReference } from './same-as-reference.ts';
import { scoreAnswers } from './score-answers.ts';
import { type Percentiles, type Proportion, percentilesOf, proportionOf } from './statistics.ts';

/** What is expected of each of n samples, all in the order of `ids`. */
export interface Expectations {
  /** [n], unique */
  readonly ids: Int32Array;
  /** [n], the true classes, or as the task has them */
  readonly labels: Uint8Array;
  /** Outputs per sample, without padding. */
  readonly classes: number;
  /** [n, classes], from the integer reference */
  readonly referenceLogits: Int8Array;
  /** [n, the teacher's classes]; absent where there is no teacher. */
  readonly teacherLogits?: Float32Array;
  /** What the outputs mean, an image's; the logits of a softmax where absent. */
  readonly meaning?: Pick<StudentImage, 'head' | 'logitsQuantization'>;
  /** Of the data; a classification where absent. */
  readonly task?: Task;
}

export interface Mismatch {
  readonly sampleId: number;
  readonly expected: Int8Array;
  readonly actual: Int8Array;
  readonly expectedLabel: number;
  readonly actualLabel: number;
}

export interface ValidationResult {
  readonly total: number;
  /** Samples whose label and logits all equal the reference's. */
  readonly bitExact: number;
  /** The first few of the total − bitExact mismatches, in the order of `ids`. */
  readonly mismatches: readonly Mismatch[];
  /** By the task's score, such as how often the class is right; absent where the head says nothing that the task knows. */
  readonly boardAccuracy?: Proportion;
  /** Of each of several independent labels: how often its yes or no is right where the true class alone is a yes. */
  readonly labelAccuracy?: readonly Proportion[];
  /** Of how many samples, or boxes of a detection, the teacher says the same, where there is a teacher and a `boardAccuracy`. */
  readonly agreement?: Proportion;
  /** Absent where no core ran (all cycles 0). */
  readonly cycles?: Percentiles;
  /**
   * Of the board, in the order of `ids`: its answers as the task's labels, the classes named [n] of a classification
   * (none where there is no `boardAccuracy`, or if answers are not labels, as in detection), logits [n, classes],
   * cycles [n].
   */
  readonly labels: Uint16Array;
  readonly logits: Int8Array;
  readonly cyclesBySample: Uint32Array;
}

const MISMATCHES_KEPT = 10;

export class SampleIdError extends RetortError {
  readonly code:
    | 'VALIDATE_NO_SAMPLES'
    | 'VALIDATE_MISSING_SAMPLE'
    | 'VALIDATE_DUPLICATE_SAMPLE'
    | 'VALIDATE_FOREIGN_SAMPLE';
  readonly category = 'comparison';
  override readonly name = 'SampleIdError';
  readonly sampleIds: readonly number[];

  constructor(code: SampleIdError['code'], sampleIds: readonly number[], message: string) {
    super(message);
    this.code = code;
    this.sampleIds = sampleIds;
  }
}

export class LogitCountError extends RetortError {
  readonly code = 'VALIDATE_LOGIT_COUNT';
  readonly category = 'comparison';
  override readonly name = 'LogitCountError';
  readonly sampleId: number;
  readonly count: number;
  readonly expected: number;

  constructor(sampleId: number, count: number, expected: number) {
    super(
      `the prediction for sample ${sampleId} has ${grouped(count)} logits, not ${grouped(expected)}: the board runs a different student from the reference; flash the image first`,
    );
    this.sampleId = sampleId;
    this.count = count;
    this.expected = expected;
  }
}

export interface ValidationOptions {
  readonly predictions: AsyncIterable<Prediction>;
  readonly expected: Expectations;
  readonly signal?: AbortSignal;
  /** Called after each prediction. */
  readonly onEvent?: (event: { readonly type: 'prediction'; readonly done: number; readonly total: number }) => void;
}

/**
 * Compares every prediction with the integer reference, the labels, and the teacher where there is one. Predictions may come in any order, but there
 * must be exactly one for each id.
 * @throws SampleIdError, LogitCountError; what the predictions throw; the signal's reason when aborted
 * @example
 * import { readFileSync } from 'node:fs';
 * import { computeReferenceLogits, flashStudent, openBoard, predict, quantizeForImage, readStudentImage, validatePredictions } from 'retort-fpga/board';
 * import { loadQuantizedNetwork } from 'retort-fpga/image';
 * import { loadDataset } from 'retort-fpga/train';
 *
 * const { test, classes, shape } = await loadDataset('glyphs');
 * const image = readStudentImage(readFileSync('retort-out/student.retort'), 'student.retort');
 * const { quantized } = await loadQuantizedNetwork('retort-out/student.int8.safetensors');
 * const inputs = quantizeForImage(test.images, image);
 * const size = shape[0] * shape[1] * shape[2];
 * const samples = Array.from(test.ids, (sampleId, i) => ({ sampleId, input: inputs.subarray(i * size, (i + 1) * size) }));
 * const referenceLogits = await computeReferenceLogits(quantized, inputs);
 * const board = await openBoard('virtual:up5k');
 * await flashStudent(board, image);
 * const expected = { ids: test.ids, labels: test.labels, classes: classes.length, referenceLogits };
 * const { bitExact, total } = await validatePredictions({ predictions: predict(board, image, samples), expected });
 * console.log(`${bitExact} of ${total} bit-exact`);
 * await board.close();
 */
export async function validatePredictions(options: ValidationOptions): Promise<ValidationResult> {
  const { expected, signal, onEvent } = options;
  const { ids, classes } = expected;
  if (ids.length === 0) throw noSamples();
  const rowById = new Map(Array.from(ids, (id, row) => [id, row]));
  const seen = new Uint8Array(ids.length);
  const labels = new Uint16Array(ids.length);
  const logits = new Int8Array(ids.length * classes);
  const cyclesBySample = new Uint32Array(ids.length);
  let done = 0;

  for await (const prediction of options.predictions) {
    signal?.throwIfAborted();
    const row = rowById.get(prediction.sampleId);
    if (row === undefined) throw foreign(prediction.sampleId, ids.length);
    if (seen[row]) throw duplicate(prediction.sampleId);
    if (prediction.logits.length !== classes) {
      throw new LogitCountError(prediction.sampleId, prediction.logits.length, classes);
    }
    seen[row] = 1;
    labels[row] = prediction.label;
    logits.set(prediction.logits, row * classes);
    cyclesBySample[row] = prediction.cycles;
    done++;
    onEvent?.({ type: 'prediction', done, total: ids.length });
  }
  signal?.throwIfAborted();
  if (done < ids.length) throw missing(Array.from(ids.filter((_, row) => !seen[row])));
  return summarize(expected, labels, logits, cyclesBySample);
}

function summarize(
  expected: Expectations,
  found: Uint16Array,
  logits: Int8Array,
  cyclesBySample: Uint32Array,
): ValidationResult {
  const { ids, classes, referenceLogits } = expected;
  const mismatches: Mismatch[] = [];
  let bitExact = 0;
  for (let row = 0; row < ids.length; row++) {
    const actual = logits.subarray(row * classes, (row + 1) * classes);
    const reference = referenceLogits.subarray(row * classes, (row + 1) * classes);
    if (sameAsReference({ label: found[row], logits: actual }, reference)) bitExact++;
    else if (mismatches.length < MISMATCHES_KEPT) {
      mismatches.push({
        sampleId: ids[row],
        expected: reference.slice(),
        actual: actual.slice(),
        expectedLabel: argmax(reference),
        actualLabel: found[row],
      });
    }
  }
  return {
    total: ids.length,
    bitExact,
    mismatches,
    ...judge(expected, found, logits),
    cycles: cyclesBySample.some((cycles) => cycles > 0) ? percentilesOf(cyclesBySample) : undefined,
    logits,
    cyclesBySample,
  };
}

/** What the head and the task say of each sample, against the labels and the teacher. */
function judge(
  {
    ids,
    labels,
    classes,
    teacherLogits,
    meaning = softmaxOver(classes),
    task = classificationOver(classes),
  }: Expectations,
  found: Uint16Array,
  logits: Int8Array,
): Pick<ValidationResult, 'boardAccuracy' | 'labelAccuracy' | 'agreement' | 'labels'> {
  const rowOf = (row: number) => logits.subarray(row * classes, (row + 1) * classes);
  const answers = namesClass(meaning.head)
    ? Array.from(found, (label, row) => [classOf(meaning, { label, logits: rowOf(row) })!])
    : decodeValues(task, meaning, logits, ids.length);
  if (answers === undefined) {
    const labelAccuracy = givesLabels(meaning.head)
      ? judgeLabels(labels, classes, (row) => labelsOf(meaning, rowOf(row)))
      : undefined;
    return { labels: new Uint16Array(0), ...(labelAccuracy && { labelAccuracy }) };
  }
  const ofTeacher = teacherLogits && decodeOutputs(task, teacherLogits, ids.length);
  const agreement = ofTeacher && agreementOf(task, answers, ofTeacher);
  return {
    labels: Uint16Array.from(task.agreement ? [] : answers.flat()),
    boardAccuracy: scoreAnswers(task, answers, labels),
    ...(agreement && { agreement }),
  };
}

/** `undefined` where neither says anything that could agree. */
function agreementOf(task: Task, answers: readonly Answer[], others: readonly Answer[]): Proportion | undefined {
  const isSame = (answer: Answer, row: number) => answer.every((value, i) => value === others[row][i]);
  const counted = task.agreement?.(answers, others);
  const { same, total } = counted ?? { same: answers.filter(isSame).length, total: answers.length };
  return total === 0 ? undefined : proportionOf(same, total);
}

/** Of plain values, which only the task knows to read; `undefined` of any other head that names no class. */
function decodeValues(
  task: Task,
  meaning: NonNullable<Expectations['meaning']>,
  logits: Int8Array,
  samples: number,
): Answer[] | undefined {
  const areValues = task.head === 'values' && meaning.head.kind === 'values';
  return areValues ? decodeOutputs(task, realValues(meaning, logits), samples) : undefined;
}

function softmaxOver(classes: number): NonNullable<Expectations['meaning']> {
  const head = { kind: 'softmax', output: 'logits', shape: [1, 1, classes] } as const;
  return { head, logitsQuantization: { scale: 1, zeroPoint: 0 } };
}

/** `said`: which labels the outputs of a sample say yes to. */
function judgeLabels(labels: Uint8Array, classes: number, said: (row: number) => readonly number[]): Proportion[] {
  const right = new Uint32Array(classes);
  for (const [row, label] of labels.entries()) {
    const yes = new Set(said(row));
    for (let index = 0; index < classes; index++) if (yes.has(index) === (index === label)) right[index]++;
  }
  return Array.from(right, (count) => proportionOf(count, labels.length));
}

function noSamples(): SampleIdError {
  return new SampleIdError(
    'VALIDATE_NO_SAMPLES',
    [],
    'there are no samples to compare with the reference: give a split with at least one',
  );
}

function foreign(id: number, total: number): SampleIdError {
  return new SampleIdError(
    'VALIDATE_FOREIGN_SAMPLE',
    [id],
    `a prediction arrived for sample ${id}, which is not among the ${grouped(total)} sent: another program may be using the board; close it and validate again`,
  );
}

function duplicate(id: number): SampleIdError {
  return new SampleIdError(
    'VALIDATE_DUPLICATE_SAMPLE',
    [id],
    `two predictions arrived for sample ${id}: the run is invalid; validate again, and report it if it happens again`,
  );
}

function missing(ids: readonly number[]): SampleIdError {
  const some = ids.slice(0, 5).join(', ') + (ids.length > 5 ? ', …' : '');
  return new SampleIdError(
    'VALIDATE_MISSING_SAMPLE',
    ids,
    `no prediction arrived for ${grouped(ids.length)} sample${ids.length === 1 ? '' : 's'} (${some}): the run is invalid; check the link with 'retort doctor' and validate again`,
  );
}
