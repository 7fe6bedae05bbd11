// Things in pictures: boxes with classes, said by the cells of a detector's grid. The score is the mean average precision.
import { grouped } from '../../proto/numbers.ts';
import { boxValues, type DetectorGrid, detectorGrid } from '../network/detector.ts';
import type { ActivationShape } from '../network/shapes.ts';
import { huber } from '../tensorflow/composed-operations.ts';
import type { Operations } from '../tensorflow/operations.ts';
import {
  countFound,
  intervalOf,
  type MatchedPicture,
  matchPicture,
  meanAveragePrecision,
  saidConfidence,
} from './average-precision.ts';
import { bytesOfBox, bytesToBoxes, type FoundBox } from './boxes.ts';
import { boxesToCells, cellsToBoxes } from './cells.ts';
import type { Answer, Task } from './task.ts';

export interface DetectionForm {
  readonly classes: readonly string[];
  readonly grid: DetectorGrid;
}

export interface DetectionTask extends Task {
  readonly detection: DetectionForm;
}

/** Of the values of a cell, in their order, as an image names its channels: by these names it is known to be a detector's. */
const background = 'background';
const boxNames = ['box x', 'box y', 'box width', 'box height'] as const;

const measure = { name: 'mAP', unit: 'mAP' };

/**
 * The task of finding boxes: a network's outputs are the cells of a grid over the picture; its score is the mean average precision (mAP).
 * @param shape of the pictures, [rows, columns, channels]
 * @param most boxes that a picture's label has room for
 * @throws TooManyClassesError
 * @example
 * import { answerToBoxes, detection } from 'retort-fpga/train';
 *
 * const task = detection([96, 96, 3], ['cell', 'platelet'], 20);
 * const outputs = new Float32Array(task.outputs.length);
 * for (const { label, confidence } of answerToBoxes(task.decode(outputs))) console.log(task.detection.classes[label], confidence);
 */
export function detection(shape: ActivationShape, classes: readonly string[], most: number): DetectionTask {
  const grid = detectorGrid(shape, classes.length);
  return detectionOver({ classes, grid }, most);
}

/** @param most as of `detection`; 0 where there are outputs alone, and no labels */
export function detectionOver({ classes, grid }: DetectionForm, most = 0): DetectionTask {
  const { rows, columns, channels } = grid;
  const channelNames = channelNamesOf(classes);
  const cells = Array.from({ length: rows * columns }, (_, cell) => `${Math.floor(cell / columns)}, ${cell % columns}`);
  const match = (answers: readonly Answer[], labels: Uint8Array): MatchedPicture[] =>
    answers.map((answer, row) =>
      matchPicture(
        answerToBoxes(answer),
        bytesToBoxes(labels.subarray(row * most * bytesOfBox, (row + 1) * most * bytesOfBox)),
        classes.length,
      ),
    );
  return {
    name: 'detection',
    detection: { classes, grid },
    outputs: cells.flatMap((cell) => channelNames.map((name) => `${name} at ${cell}`)),
    channels: channelNames,
    labelValues: Array.from({ length: most }, () => [classes.length + 1, 256, 256, 256, 256]).flat(),
    head: 'values',
    measure,
    mirrored: mirrorCells(grid),
    /** [cell, channel] of each picture, as cells.ts writes them. */
    targets(labels, positions) {
      const each = rows * columns * channels;
      const values = new Float32Array(positions.length * each);
      for (let row = 0; row < positions.length; row++) {
        const from = positions[row] * most * bytesOfBox;
        const boxes = bytesToBoxes(labels.subarray(from, from + most * bytesOfBox));
        boxesToCells(boxes, grid, values.subarray(row * each, (row + 1) * each));
      }
      return values;
    },
    /**
     * (Σ cross-entropy of all cells + Σ smooth L1 of the boxes of those that have one) / how many have one (Liu et al. 2016, equation 1, with all
     * negatives).
     */
    loss(ops, outputs, targets) {
      const [said, labelled] = [outputs, targets].map((values) => splitCells(ops, values, channels));
      const has = hasBox(ops, labelled.classes);
      const ofClasses = ops.sum(ops.softmaxCrossEntropy(said.classes, labelled.classes));
      const ofBoxes = ops.sum(huber(ops, ops.sub(said.boxes, labelled.boxes), 1), [1]);
      return ops.div(ops.add(ofClasses, ops.sum(ops.mul(ofBoxes, has))), countBoxes(ops, has));
    },
    decode: (outputs) => boxesToAnswer(cellsToBoxes(outputs, grid)),
    /** The value is the mAP; correct are the labelled boxes that were found with a confidence of at least one half, of all labelled ones. */
    score(answers, labels) {
      const pictures = match(answers, labels);
      const { found, labelled } = countFound(pictures);
      return { ...measure, correct: found, total: labelled, value: meanAveragePrecision(pictures, classes.length) };
    },
    interval: (answers, labels) => intervalOf(match(answers, labels), classes.length),
    /** Whoever says nothing has an mAP of 0. */
    guess: () => 0,
    /** Of the boxes that either says, with a confidence of at least one half, how many both say. */
    agreement(answers, others) {
      let [same, total] = [0, 0];
      for (const [row, answer] of answers.entries()) {
        const [mine, theirs] = [answer, others[row]].map((one) => saidBoxes(answerToBoxes(one)));
        const both = matchPicture(mine, theirs, classes.length).judged.filter(({ right }) => right).length;
        same += both;
        total += mine.length + theirs.length - both;
      }
      return { same, total };
    },
    show: (answer) =>
      saidBoxes(answerToBoxes(answer))
        .map(({ label }) => classes[label])
        .join(', ') || 'nothing',
  };
}

/** The task of a data set or an image, where it is a detection. */
export function asDetection(task: Task): DetectionTask | undefined {
  return task.name === 'detection' ? (task as DetectionTask) : undefined;
}

/** Whether a data set's labels are boxes. */
export function hasBoxes(task: Task | undefined): boolean {
  return task !== undefined && asDetection(task) !== undefined;
}

/** What an image calls the channels of a detector of these classes. */
export function channelNamesOf(classes: readonly string[]): string[] {
  return [background, ...classes, ...boxNames];
}

/** The classes behind an image's names of channels; `undefined` if it is not a detector's. */
export function detectedClasses(channelNames: readonly string[]): string[] | undefined {
  const classes = channelNames.slice(1, -boxValues);
  const isDetector = channelNamesOf(classes).join('\n') === channelNames.join('\n') && classes.length > 0;
  return isDetector ? classes : undefined;
}

export function saidBoxes(found: readonly FoundBox[]): FoundBox[] {
  return found.filter(({ confidence }) => confidence >= saidConfidence);
}

/** Of boxes that `saidBoxes` gives: `2 cat, 1 dog`, in the order of `classes`. */
export function countsInWords(said: readonly FoundBox[], classes: readonly string[]): string {
  const counts = classes.flatMap((name, label) => {
    const count = said.filter((one) => one.label === label).length;
    return count === 0 ? [] : [`${grouped(count)} ${name}`];
  });
  return counts.join(', ') || 'nothing found';
}

const numbersEach = 6;

function boxesToAnswer(found: readonly FoundBox[]): Answer {
  return found.flatMap(({ label, confidence, box }) => [label, confidence, ...box]);
}

/**
 * The boxes of what a detection's `decode` says, the most confident first.
 * @example
 * import { answerToBoxes, detection } from 'retort-fpga/train';
 *
 * const task = detection([96, 96, 3], ['cell'], 20);
 * console.log(answerToBoxes(task.decode(new Float32Array(task.outputs.length))).length);
 */
export function answerToBoxes(answer: Answer): FoundBox[] {
  return Array.from({ length: answer.length / numbersEach }, (_, i) => {
    const [label, confidence, left, top, right, bottom] = answer.slice(i * numbersEach, (i + 1) * numbersEach);
    return { label, confidence, box: [left, top, right, bottom] };
  });
}

/** Values of cells [batch, rows · columns · channels] apart: what they say of classes [cells, classes + 1] and of boxes [cells, 4]. */
export function splitCells<T>(
  ops: Operations<T>,
  values: T,
  channels: number,
): { readonly classes: T; readonly boxes: T } {
  const [batch, each] = ops.shapeOf(values);
  const cells = (batch * each) / channels;
  const rows = ops.reshape(values, [cells, channels]);
  return {
    classes: ops.slice(rows, [0, 0], [cells, channels - boxValues]),
    boxes: ops.slice(rows, [0, channels - boxValues], [cells, boxValues]),
  };
}

/** 1 for each cell that stands for a labelled box, else 0: [cells]. @param trueClasses [cells, classes + 1] of the targets */
export function hasBox<T>(ops: Operations<T>, trueClasses: T): T {
  const [cells] = ops.shapeOf(trueClasses);
  return ops.sub(ops.constant([1], []), ops.reshape(ops.slice(trueClasses, [0, 0], [cells, 1]), [cells]));
}

/** How many cells of the batch stand for a box, at least 1. @param has of `hasBox` */
export function countBoxes<T>(ops: Operations<T>, has: T): T {
  return ops.maximum(ops.sum(has), 1);
}

/** Left and right change places, and so does the side to which a box's middle lies. */
function mirrorCells({ rows, columns, channels }: DetectorGrid): NonNullable<Task['mirrored']> {
  const order: number[] = [];
  const signs: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const from = (row * columns + (columns - 1 - column)) * channels;
      for (let channel = 0; channel < channels; channel++) {
        order.push(from + channel);
        signs.push(channel === channels - boxValues ? -1 : 1);
      }
    }
  }
  return { order, signs };
}
