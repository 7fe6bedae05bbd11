// Detection as a task: bytes to cells and back, its loss, its score, and what it says in words.
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../host/artifact/random.ts';
import { MOST_LOGITS } from '../../host/image/header.ts';
import { detectorGrid, detectorNetwork } from '../../host/network/detector.ts';
import { inferShapes } from '../../host/network/shapes.ts';
import { boxesToBytes, bytesToBoxes, type LabelledBox, overlapOf } from '../../host/task/boxes.ts';
import { boxesToCells, cellsToBoxes } from '../../host/task/cells.ts';
import { answerToBoxes, asDetection, detectedClasses, detection } from '../../host/task/detection.ts';
import { scoreOutputs } from '../../host/task/task.ts';
import { tf } from '../../host/tensorflow/tensorflow.ts';
import { tfjsOperations } from '../../host/tensorflow/tfjs-operations.ts';

const shape = [72, 96, 3] as const;
const classes = ['cat', 'dog', 'bird'];
const task = detection(shape, classes, 4);
const { grid } = task.detection;
const dog: LabelledBox = { label: 1, box: [0.1, 0.2, 0.4, 0.5] };
const bird: LabelledBox = { label: 2, box: [0.6, 0.55, 0.95, 0.9] };

/** Outputs that say what the labels' cells say. */
function sure(targets: Float32Array): Float32Array {
  return targets.map((value, i) => (i % grid.channels < classes.length + 1 ? 20 * value : value));
}

function labelsOf(...pictures: readonly (readonly LabelledBox[])[]): Uint8Array {
  return Uint8Array.from(pictures.flatMap((boxes) => [...boxesToBytes(boxes, 4)]));
}

describe('a detector’s grid', () => {
  it('is the finest that the core can put out', () => {
    expect(grid).toEqual({ rows: 9, columns: 12, channels: 8 });
    for (const count of [1, 3, 4, 11, 40, 80]) {
      const { rows, columns, channels } = detectorGrid([96, 128, 3], count);
      const words = Math.ceil(channels / 8) * 8;
      expect(rows * columns * words).toBeLessThanOrEqual(MOST_LOGITS);
    }
    expect(() => detectorGrid(shape, 2000)).toThrow('2000 classes, but a board distinguishes at most 1012');
  });

  it.each([
    [[8, 16, 32], shape],
    [
      [8, 16, 32, 48],
      [144, 192, 3],
    ],
    [[8, 16], shape],
    [[8, 8, 8, 8, 8], shape],
    [
      [4, 4, 4],
      [40, 40, 1],
    ],
  ] as const)('is what a network of stages %s puts out for %s', (filters, pictures) => {
    const network = detectorNetwork({ name: 'detector', shape: pictures, classes: 3 }, filters);
    const { rows, columns, channels } = detectorGrid(pictures, 3);
    expect(inferShapes(network).get('cells')).toEqual([rows, columns, channels]);
  });

  it('is not reached by too few stages', () => {
    const build = () => detectorNetwork({ name: 'detector:8', shape, classes: 3 }, [8]);
    expect(build).toThrow('too few stages for pictures of 72×96×3, which need at least 2: use detector:8-8');
  });
});

describe('labels', () => {
  it('hold a box’s sides to 1/510 of the picture', () => {
    const random = createRandom(3);
    for (let round = 0; round < 200; round++) {
      const [left, top] = [random.next() * 0.9, random.next() * 0.9];
      const box = [left, top, left + random.next() * (1 - left), top + random.next() * (1 - top)] as const;
      const [read] = bytesToBoxes(boxesToBytes([{ label: 2, box }], 3));
      expect(read.label).toBe(2);
      for (const [i, side] of box.entries()) expect(Math.abs(read.box[i] - side)).toBeLessThan(1.5 / 255);
      expect(read.box[2]).toBeGreaterThan(read.box[0]);
      expect(read.box[3]).toBeGreaterThan(read.box[1]);
    }
  });

  it('become cells that say the same boxes', () => {
    const values = new Float32Array(grid.rows * grid.columns * grid.channels);
    boxesToCells([dog, bird], grid, values);
    const found = cellsToBoxes(sure(values), grid);
    expect(found.map(({ label }) => label).sort()).toEqual([1, 2]);
    for (const { label, box, confidence } of found) {
      expect(confidence).toBeGreaterThan(0.99);
      expect(overlapOf(box, (label === 1 ? dog : bird).box)).toBeGreaterThan(0.999);
    }
  });

  it('leave a cell to the smaller of two boxes', () => {
    const values = new Float32Array(grid.rows * grid.columns * grid.channels);
    const within: LabelledBox = { label: 0, box: [0.22, 0.32, 0.28, 0.38] };
    boxesToCells([within, dog], grid, values);
    expect(
      cellsToBoxes(sure(values), grid)
        .map(({ label }) => label)
        .sort(),
    ).toEqual([0, 1]);
  });
});

describe('the task', () => {
  const labels = labelsOf([dog, bird], [], [bird]);
  const outputs = sure(task.targets(labels, [0, 1, 2]));

  it('scores what is right with 1, half of it with the class’s average precision, nothing with 0', () => {
    expect(scoreOutputs(task, outputs, labels)).toMatchObject({ value: 1, correct: 3, total: 3, name: 'mAP' });
    const blind = outputs.with(0, 0);
    blind.fill(0, 0, outputs.length / 3);
    for (let at = 0; at < outputs.length / 3; at += grid.channels) blind[at] = 20;
    // dog: not found; bird: one of two
    expect(scoreOutputs(task, blind, labels)).toMatchObject({ value: 0.25, correct: 1, total: 3 });
    const silent = outputs.map((_, i) => (i % grid.channels === 0 ? 20 : 0));
    expect(scoreOutputs(task, silent, labels)).toMatchObject({ value: 0, correct: 0 });
    expect(task.guess!(labels)).toBe(0);
  });

  it('says in words what it is sure of, and what two say alike', () => {
    const each = outputs.length / 3;
    const answers = [0, 1, 2].map((row) => task.decode(outputs.subarray(row * each, (row + 1) * each)));
    expect(answers.map((answer) => task.show(answer).split(', ').sort().join())).toEqual([
      'bird,dog',
      'nothing',
      'bird',
    ]);
    expect(task.agreement!(answers, answers)).toEqual({ same: 3, total: 3 });
    expect(task.agreement!(answers, [answers[2], answers[1], answers[2]])).toEqual({ same: 2, total: 3 });
    expect(answerToBoxes(answers[0])).toHaveLength(2);
  });

  it('is known again by the names of an image’s channels', () => {
    expect(detectedClasses(task.channels!)).toEqual(classes);
    expect(detectedClasses(['background', 'box x', 'box y', 'box width', 'box height'])).toBeUndefined();
    expect(detectedClasses(['a', 'b', 'c', 'd', 'e', 'f'])).toBeUndefined();
    expect(asDetection(task)).toBe(task);
  });

  it('mirrors targets as it mirrors boxes', () => {
    const boxes = [dog, bird].map(({ label, box }) => ({
      label,
      box: box.map((side) => Math.round(side * 255) / 255),
    }));
    const mirroredBoxes = boxes.map(({ label, box: [left, top, right, bottom] }) => ({
      label,
      box: [1 - right, top, 1 - left, bottom] as const,
    }));
    const [plain, mirrored] = [[dog, bird], mirroredBoxes].map((boxes) => task.targets(labelsOf(boxes), [0]));
    const { order, signs } = task.mirrored!;
    const changed = Float32Array.from(order, (from, i) => signs[i] * plain[from]);
    for (const [i, value] of changed.entries()) expect(Math.abs(value - mirrored[i])).toBeLessThan(1e-3);
  });
});

describe('the loss', () => {
  /** Independent of the task: one cell after another, in doubles. */
  function lossOf(outputs: Float32Array, targets: Float32Array): number {
    let [sum, boxes] = [0, 0];
    for (let at = 0; at < outputs.length; at += 8) {
      const logits = [...outputs.slice(at, at + 4)];
      const label = [...targets.slice(at, at + 4)].indexOf(1);
      sum += Math.log(logits.reduce((all, logit) => all + Math.exp(logit), 0)) - logits[label];
      if (label === 0) continue;
      boxes++;
      for (let i = 4; i < 8; i++) {
        const off = Math.abs(outputs[at + i] - targets[at + i]);
        sum += off < 1 ? (off * off) / 2 : off - 0.5;
      }
    }
    return sum / Math.max(1, boxes);
  }

  it.each([
    ['with boxes', labelsOf([dog, bird], [bird])],
    ['without any', labelsOf([], [])],
  ])('of pictures %s is SSD’s, over the cells that stand for a box', (_, labels) => {
    const targets = task.targets(labels, [0, 1]);
    const random = createRandom(5);
    const outputs = targets.map((value) => value + 2 * random.next() - 1);
    const value = tf.tidy(() => {
      const [z, y] = [outputs, targets].map((values) => tf.tensor2d(values, [2, values.length / 2]));
      return task.loss(tfjsOperations, z as tf.Tensor, y as tf.Tensor).dataSync()[0];
    });
    expect(value).toBeCloseTo(lossOf(outputs, targets), 4);
  });
});
