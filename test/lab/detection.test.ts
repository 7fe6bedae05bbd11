// Boxes in pictures, from a drawn data set to a board: what is trained, how it is taught, and what the board says.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRandom } from '../../host/artifact/random.ts';
import { createDataset, type Samples } from '../../host/dataset/dataset.ts';
import { taskOfImage } from '../../host/image/image-task.ts';
import { compareMethods } from '../../host/lab/compare-methods.ts';
import type { LabTeacher } from '../../host/lab/method.ts';
import { checkMethodFor, readMethodOptions, siteOf } from '../../host/lab/methods.ts';
import { loadStudent } from '../../host/lab/run-cell.ts';
import { withholdTest } from '../../host/lab/withhold-test.ts';
import { networkNamed } from '../../host/network/named-networks.ts';
import { quantizeNetwork } from '../../host/quantize/quantize.ts';
import { boxesToBytes, bytesOfBox } from '../../host/task/boxes.ts';
import { detection } from '../../host/task/detection.ts';
import { scoreOutputs } from '../../host/task/task.ts';
import { computeTeacherOutputs, indexTeacherOutputs } from '../../host/teacher/teacher-outputs.ts';
import { computeLogits } from '../../host/train/evaluate.ts';
import { labelLoss } from '../../host/train/loss.ts';
import { trainNetwork } from '../../host/train/train.ts';
import { tinyNetwork } from '../support/tiny-dataset.ts';
import { validateOnVirtualBoard } from '../support/validate-on-virtual-board.ts';
import { tinyDataset } from './lab-bench.ts';

const shape = [24, 24, 1] as const;
const most = 2;

/** A bright block or a dark one, somewhere on grey; in some pictures both. */
function drawBlocks(count: number, seed: number): Samples {
  const random = createRandom(seed);
  const size = shape[0] * shape[1];
  const images = Uint8Array.from({ length: count * size }, () => 110 + random.integer(30));
  const labels = new Uint8Array(count * most * bytesOfBox);
  for (let sample = 0; sample < count; sample++) {
    const kinds = [[0], [1], [0, 1]][random.integer(3)];
    const boxes = kinds.map((label) => {
      const [left, top, side] = [random.integer(14), random.integer(7) + 9 * label, 6 + random.integer(2)];
      for (let row = top; row < top + side; row++) {
        for (let column = left; column < left + side; column++) {
          images[sample * size + row * shape[1] + column] = label === 0 ? 230 : 20;
        }
      }
      const edges = [left, top, left + side, top + side].map((pixels) => pixels / shape[0]);
      return { label, box: edges as unknown as [number, number, number, number] };
    });
    labels.set(boxesToBytes(boxes, most), sample * most * bytesOfBox);
  }
  return { images, labels };
}

const dataset = createDataset('blocks', {
  shape,
  classes: ['bright', 'dark'],
  task: detection(shape, ['bright', 'dark'], most),
  train: drawBlocks(160, 1),
  validation: drawBlocks(20, 2),
  test: drawBlocks(24, 3),
});
const task = dataset.task!;
const recipe = { epochs: 24, batchSize: 16, learningRate: 0.01, augmentation: { flip: true } };
const network = networkNamed('detector:4-8', shape, 2);

let folder = '';
let teacher: LabTeacher;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-detection-'));
  const { train: split, preprocessing } = dataset;
  const training = { network: networkNamed('detector:8-16', shape, 2), split, preprocessing, task, loss: labelLoss };
  const trained = await trainNetwork({ ...training, ...recipe, seed: 5 });
  const outputs = await computeTeacherOutputs(trained, dataset);
  teacher = { digest: outputs.teacherDigest, logitsOf: indexTeacherOutputs(outputs), trained };
});
afterAll(() => rm(folder, { recursive: true }));

it('a detector is trained, taught, judged by mAP and bit-exact on the board, whose image says what it is', async () => {
  const gated = withholdTest(dataset);
  const kept = { folder, cache: folder, versions: {}, int8: true, live: true, keepStudents: true, stopOnFailure: true };
  const bench = { ...gated, network, teachers: [teacher], ...kept };
  const plan = { methods: [{ name: 'bounded-detection', options: {} }], seeds: [1], recipe, tuningBudget: 1 };
  const cells = await compareMethods(bench, plan);
  const [scratch, taught] = cells.map(({ figures }) => figures!);
  for (const { test, int8, steps } of [scratch, taught]) {
    expect(test.accuracy).toBeGreaterThan(0.6);
    expect(int8!.test.accuracy).toBeGreaterThan(test.accuracy - 0.15);
    expect(steps).toBe(scratch.steps);
  }
  expect(Object.keys(taught.history[0].epochs[0].terms)).toEqual(['labels', 'soft-cells', 'bounded-boxes', 'hint']);

  const { test, train, preprocessing } = dataset;
  const student = await loadStudent(bench, cells[1]);
  const float = await computeLogits(student, test.images, preprocessing);
  expect(scoreOutputs(task, float, test.labels).value).toBe(taught.test.accuracy);
  const quantized = await quantizeNetwork(student, train, preprocessing);
  const teacherLogits = await computeLogits(teacher.trained!, test.images, preprocessing);
  const result = await validateOnVirtualBoard(quantized, dataset, test, teacherLogits);
  expect(result).toMatchObject({ total: 24, bitExact: 24 });
  expect(result.boardAccuracy!.value).toBe(taught.int8!.test.accuracy);
  expect(result.boardAccuracy!.low).toBeLessThanOrEqual(result.boardAccuracy!.value);
  expect(result.agreement!.total).toBeGreaterThan(0); // of boxes, not of samples
  const { rows, columns, channels } = detection(shape, dataset.classes, most).detection.grid;
  const head = { kind: 'values', output: 'values', shape: [rows, columns, channels] } as const;
  expect(taskOfImage({ head, labels: task.channels! })).toMatchObject({ name: 'detection', outputs: task.outputs });
});

it('what has one answer for a picture refuses boxes, and what is of boxes refuses all else', () => {
  const site = siteOf(dataset, network, teacher.trained!.network);
  const check = (name: string, options = {}) => checkMethodFor(name, readMethodOptions(name, options), site);
  for (const name of ['soft-targets', 'dkd', 'specialists', 'zero-shot', 'hints']) {
    expect(() => check(name)).toThrow(
      `method "${name}": it needs one answer per picture, but this data set has boxes in pictures; use scratch, logit-regression,`,
    );
  }
  check('bounded-detection');
  check('logit-regression');
  check('composed', { stages: [{ terms: [{ type: 'labels' }, { type: 'bounded-boxes' }] }] });
  expect(() => check('composed', { stages: [{ terms: [{ type: 'soft-targets' }] }] })).toThrow(
    'its term soft-targets is not for boxes in pictures',
  );
  const other = siteOf(tinyDataset, tinyNetwork, tinyNetwork);
  expect(() => checkMethodFor('bounded-detection', readMethodOptions('bounded-detection', {}), other)).toThrow(
    'it needs boxes in pictures, but this data set has none; use soft-targets',
  );
});

it('pictures are mirrored with their boxes, and neither moved nor taught by outputs of the unmirrored', async () => {
  const { train: split, preprocessing } = dataset;
  const training = { network, split, preprocessing, task, loss: labelLoss, ...recipe, epochs: 1, seed: 1 };
  for (const augmentation of [{ shift: 2 }, { crop: 0.2 }]) {
    await expect(trainNetwork({ ...training, augmentation })).rejects.toThrow(
      'boxes would not move with their picture',
    );
  }
  const { composeLoss } = await import('../../host/distill/compose-loss.ts');
  const loss = composeLoss([{ type: 'logit-regression' }], { teachers: [teacher], combine: 'logits' });
  await expect(trainNetwork({ ...training, loss })).rejects.toThrow('run the teacher live (--teacher live)');
  await trainNetwork({ ...training, loss, augmentation: {} });
});
