// A task that Retort does not have, from its targets to a board: two softmax groups in one output. Nothing but its description says so.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRandom } from '../../host/artifact/random.ts';
import { createDataset, type Samples, selectSamples } from '../../host/dataset/dataset.ts';
import { LabelRangeError } from '../../host/dataset/errors.ts';
import { compareMethods } from '../../host/lab/compare-methods.ts';
import { loadStudent } from '../../host/lab/run-cell.ts';
import { withholdTest } from '../../host/lab/withhold-test.ts';
import { argmax } from '../../host/network/logits.ts';
import type { Network } from '../../host/network/network.ts';
import { quantizeNetwork } from '../../host/quantize/quantize.ts';
import { scoreLabels, scoreOutputs, type Task } from '../../host/task/task.ts';
import { computeTeacherOutputs, indexTeacherOutputs } from '../../host/teacher/teacher-outputs.ts';
import { crossEntropy } from '../../host/tensorflow/composed-operations.ts';
import { computeLogits } from '../../host/train/evaluate.ts';
import { labelLoss } from '../../host/train/loss.ts';
import { trainNetwork } from '../../host/train/train.ts';
import { validateOnVirtualBoard } from '../support/validate-on-virtual-board.ts';

const places = ['top', 'middle', 'bottom'];
const shades = ['dark', 'bright'];
const measure = { name: 'mean accuracy', unit: 'of the answers right' };

const placeAndShade: Task = {
  name: 'place and shade',
  outputs: [...places, ...shades],
  labelValues: [3, 2],
  head: 'values',
  measure,
  targets(labels, positions) {
    const values = new Float32Array(5 * positions.length);
    for (let row = 0; row < positions.length; row++) {
      const [place, shade] = labels.subarray(2 * positions[row]);
      values[5 * row + place] = 1;
      values[5 * row + 3 + shade] = 1;
    }
    return values;
  },
  loss(ops, outputs, targets) {
    const [batch] = ops.shapeOf(outputs);
    const ofGroup = (first: number, size: number) => {
      const [z, y] = [outputs, targets].map((x) => ops.slice(x, [0, first], [batch, size]));
      return crossEntropy(ops, z, y);
    };
    return ops.add(ofGroup(0, 3), ofGroup(3, 2));
  },
  decode: (outputs) => {
    const values = Array.from(outputs);
    return [argmax(values.slice(0, 3)), argmax(values.slice(3))];
  },
  score: (answers, labels) => scoreLabels(answers, labels, measure),
  show: ([place, shade]) => `${places[place]}, ${shades[shade]}`,
};

/** A bar at one of three places, dark or bright. */
function drawBars(count: number, seed: number): Samples {
  const random = createRandom(seed);
  const [images, labels] = [new Uint8Array(64 * count), new Uint8Array(2 * count)];
  for (let sample = 0; sample < count; sample++) {
    const [place, shade] = [random.integer(3), random.integer(2)];
    labels.set([place, shade], 2 * sample);
    for (let pixel = 0; pixel < 64; pixel++) {
      const isBar = Math.floor(pixel / 8) === 1 + 2 * place;
      images[64 * sample + pixel] = (isBar ? [110, 200][shade] : 0) + random.integer(50);
    }
  }
  return { images, labels };
}

const shape = [8, 8, 1] as const;
const source = { shape, classes: placeAndShade.outputs, train: drawBars(300, 1), test: drawBars(90, 2) };
const dataset = createDataset('shaded bars', { ...source, task: placeAndShade });
const network: Network = {
  name: 'two heads',
  inputShape: shape,
  layers: [
    { type: 'conv2d', name: 'first', filters: 6, kernel: [3, 3], strides: [2, 2], padding: 'same', activation: 'relu' },
    { type: 'dense', name: 'heads', units: 5 },
  ],
};
const recipe = { epochs: 6, batchSize: 32, learningRate: 0.01 };

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-heads-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('the data set splits, selects and digests by the task’s labels, and refuses one that is out of its range', () => {
  const { train, validation, test } = dataset;
  expect([train, validation, test].map(({ ids, labels }) => [ids.length, labels.length])).toEqual([
    [270, 540],
    [30, 60],
    [90, 180],
  ]);
  const chosen = selectSamples(test, shape, [4, 1]);
  expect(chosen.labels).toEqual(Uint8Array.of(...test.labels.subarray(8, 10), ...test.labels.subarray(2, 4)));
  const other = createDataset('shaded bars', { ...source, task: { ...placeAndShade, name: 'another' } });
  expect(other.digest).not.toBe(dataset.digest);
  const wrong = { images: source.train.images, labels: source.train.labels.with(7, 2) };
  expect(() => createDataset('bars', { ...source, task: placeAndShade, train: wrong })).toThrow(LabelRangeError);
});

it('training, the laboratory, the int8 network and the board follow the task’s description', async () => {
  const { train: split, preprocessing, test } = dataset;
  const teacherRecipe = { ...recipe, epochs: 12, seed: 7 };
  const training = { network, split, preprocessing, loss: labelLoss, task: placeAndShade, ...teacherRecipe };
  const reported: number[] = [];
  const trained = await trainNetwork({
    ...training,
    validation: dataset.validation,
    onEvent(event) {
      if (event.type !== 'epoch') return;
      reported.push(event.accuracy);
      expect(event.validation!.total).toBe(60);
    },
  });
  expect(reported.at(-1)).toBeGreaterThan(0.95);
  expect(Number.isInteger(Math.round(reported[0] * 540 * 1e6) / 1e6)).toBe(true); // a share of 540 answers
  const outputs = await computeTeacherOutputs(trained, dataset);
  const teacher = { digest: outputs.teacherDigest, logitsOf: indexTeacherOutputs(outputs), trained };

  const bench = {
    ...withholdTest(dataset),
    network,
    teachers: [teacher],
    folder,
    cache: folder,
    versions: {},
    int8: true,
  };
  const plan = { methods: [{ name: 'logit-regression', options: {} }], seeds: [1], recipe, tuningBudget: 1 } as const;
  const cells = await compareMethods({ ...bench, keepStudents: true, stopOnFailure: true }, plan);
  for (const { figures } of cells) {
    expect(figures!.test.total).toBe(180);
    expect(figures!.test.accuracy).toBeGreaterThan(0.9);
    expect(figures!.int8!.test.accuracy).toBeGreaterThan(0.9);
  }

  const student = await loadStudent(bench, cells[1]);
  const teacherLogits = await computeLogits(trained, test.images, preprocessing);
  const float = await computeLogits(student, test.images, preprocessing);
  expect(scoreOutputs(placeAndShade, float, test.labels).correct).toBe(cells[1].figures!.test.correct);
  const quantized = await quantizeNetwork(student, split, preprocessing);
  const result = await validateOnVirtualBoard(quantized, dataset, test, teacherLogits);
  expect(result).toMatchObject({ total: 90, bitExact: 90, boardAccuracy: { total: 180 }, agreement: { total: 90 } });
  expect(result.boardAccuracy!.count).toBe(cells[1].figures!.int8!.test.correct);
  expect(result.labels).toHaveLength(180);
  expect(placeAndShade.show([...result.labels.subarray(0, 2)])).toMatch(/^(top|middle|bottom), (dark|bright)$/);
});

it('training refuses labels and networks that are not the task’s', async () => {
  const { train: split, preprocessing } = dataset;
  const training = { network, split, preprocessing, loss: labelLoss, task: placeAndShade, ...recipe, seed: 1 };
  const half = { ...split, labels: split.labels.subarray(0, 270) };
  await expect(trainNetwork({ ...training, split: half })).rejects.toThrow(
    'number of training labels is 270: it must be 540, 2 for each sample',
  );
  const four: Network = { ...network, layers: [network.layers[0], { type: 'dense', name: 'heads', units: 4 }] };
  await expect(trainNetwork({ ...training, network: four })).rejects.toThrow(
    "number of the task's outputs is 5: it must be 4, the network's",
  );
  const wrong = { ...split, labels: split.labels.with(3, 2) };
  await expect(trainNetwork({ ...training, split: wrong })).rejects.toThrow(
    "largest training label is 2: it must be below 2, the values of byte 1 of the task's labels",
  );
});
