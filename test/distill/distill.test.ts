import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareWithScratch } from '../../host/distill/compare.ts';
import { distillStudent } from '../../host/distill/distill.ts';
import { meanWithInterval } from '../../host/distill/paired-interval.ts';
import { drawInitialWeights } from '../../host/network/initial-weights.ts';
import { accuracy } from '../../host/network/logits.ts';
import type { Network } from '../../host/network/network.ts';
import { digestTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { computeTeacherOutputs } from '../../host/teacher/teacher-outputs.ts';
import { tf } from '../../host/tensorflow/tensorflow.ts';
import { computeLogits } from '../../host/train/evaluate.ts';
import { labelLoss } from '../../host/train/loss.ts';
import { trainNetwork } from '../../host/train/train.ts';
import { CheckpointMismatchError } from '../../host/train/training-errors.ts';
import { createTinyDataset, tinyNetwork } from '../support/tiny-dataset.ts';

const dataset = createTinyDataset();
const teacher = { network: tinyNetwork, weights: drawInitialWeights(tinyNetwork, 9) };
const teacherOutputs = await computeTeacherOutputs(teacher, dataset);
const student: Network = {
  name: 'student',
  inputShape: [8, 8, 1],
  layers: [
    { type: 'conv2d', name: 'conv', filters: 2, kernel: [3, 3], strides: [2, 2], padding: 'same', activation: 'relu' },
    { type: 'dense', name: 'logits', units: 3 },
  ],
};
const recipe = { alpha: 0.8, temperature: 4, epochs: 2, batchSize: 32, learningRate: 0.01 };

describe('distillation', () => {
  it('leaves the teacher byte-identical, and the number of tensors flat', async () => {
    const [before, tensors] = [digestTrainedNetwork(teacher), tf.memory().numTensors];
    const counts = new Set<number>();
    const onEvent = () => counts.add(tf.memory().numTensors);
    await distillStudent({ ...recipe, dataset, network: student, teacherOutputs, seed: 1, onEvent });
    expect(digestTrainedNetwork(teacher)).toBe(before);
    expect(counts.size).toBe(1);
    expect(tf.memory().numTensors).toBe(tensors);
  });

  it('makes the student answer as the teacher does, here one that knows nothing of the labels', async () => {
    const settings = { ...recipe, alpha: 1, epochs: 12, learningRate: 0.03 };
    const taught = await distillStudent({ ...settings, dataset, network: tinyNetwork, teacherOutputs, seed: 1 });
    const logits = await computeLogits(taught, dataset.train.images, dataset.preprocessing);
    const answers = Uint8Array.from(dataset.train.labels, (_, i) => {
      const row = [...teacherOutputs.logits.subarray(i * 3, i * 3 + 3)];
      return row.indexOf(Math.max(...row));
    });
    expect(accuracy(logits, answers)).toBeGreaterThan(0.9);
  });

  it('with alpha 0 is training from scratch, byte for byte', async () => {
    const { alpha: _alpha, temperature: _temperature, ...training } = recipe;
    const { train: split, preprocessing } = dataset;
    const plain = await trainNetwork({ ...training, network: student, split, preprocessing, loss: labelLoss, seed: 1 });
    const unheard = await distillStudent({ ...recipe, alpha: 0, dataset, network: student, teacherOutputs, seed: 1 });
    expect(digestTrainedNetwork(unheard)).toBe(digestTrainedNetwork(plain));
  });

  it('does not go on where the teacher’s outputs have changed under the same name', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'retort-stale-'));
    const settings = { ...recipe, epochs: 1, dataset, network: student, seed: 1 };
    const checkpointPath = join(folder, 'student.safetensors');
    await distillStudent({ ...settings, teacherOutputs, checkpointPath });
    const changed = { ...teacherOutputs, logits: teacherOutputs.logits.map((z) => 2 * z) };
    await expect(distillStudent({ ...settings, teacherOutputs: changed, checkpointPath })).rejects.toThrow(
      CheckpointMismatchError,
    );
    await rm(folder, { recursive: true });
  });

  it('refuses outputs for another data set or another split', async () => {
    const other = { ...teacherOutputs, datasetDigest: 'ab'.repeat(32) };
    const run = (outputs: typeof teacherOutputs) =>
      distillStudent({ ...recipe, dataset, network: student, teacherOutputs: outputs, seed: 1 });
    await expect(run(other)).rejects.toThrow("the teacher outputs' data set is abababababab");
    const validation = await computeTeacherOutputs(teacher, dataset, { split: dataset.validation });
    await expect(run(validation)).rejects.toThrow('but not the one with id');
  });
});

describe('the comparison with scratch', () => {
  it('trains both for each seed and reads the test split once, after all training', async () => {
    const log: string[] = [];
    const watched = {
      ...dataset,
      get test() {
        log.push('test split');
        return dataset.test;
      },
    };
    const { runs, difference } = await compareWithScratch({
      dataset: watched,
      network: student,
      teacherOutputs,
      recipe: { ...recipe, epochs: 1 },
      seeds: [1, 2, 3],
      onEvent: ({ student: kind, seed, training }) => training.type === 'epoch' && log.push(`${kind} ${seed}`),
    });
    expect(log).toEqual([
      'scratch 1',
      'distilled 1',
      'scratch 2',
      'distilled 2',
      'scratch 3',
      'distilled 3',
      'test split',
    ]);
    expect(runs.map(({ seed }) => seed)).toEqual([1, 2, 3]);
    const differences = runs.map(({ scratch, distilled }) => distilled.accuracy - scratch.accuracy);
    expect(difference).toEqual(meanWithInterval(differences));
    expect(digestTrainedNetwork(runs[0].scratch.trained)).not.toBe(digestTrainedNetwork(runs[0].distilled.trained));
  });

  it('refuses to run without seeds, or with one twice', async () => {
    const run = (seeds: number[]) => compareWithScratch({ dataset, network: student, teacherOutputs, recipe, seeds });
    await expect(run([])).rejects.toThrow('list of seeds is []: it must be at least one seed, each once');
    await expect(run([1, 1])).rejects.toThrow('list of seeds is [1, 1]');
  });
});

describe('the interval of a mean', () => {
  it("follows Student's t", () => {
    // t(0.975; 2) = 4.302653, t(0.975; 4) = 2.776445 (NIST/SEMATECH e-Handbook, table 1.3.6.7.2)
    const three = meanWithInterval([1, 2, 3]);
    expect(three.mean).toBe(2);
    expect(three.high).toBeCloseTo(2 + 4.302653 / Math.sqrt(3), 5);
    expect(three.low).toBeCloseTo(2 - 4.302653 / Math.sqrt(3), 5);
    const five = meanWithInterval([0, 1, 2, 3, 4]);
    expect(five.high).toBeCloseTo(2 + 2.776445 * Math.sqrt(2.5 / 5), 5);
  });

  it('is unbounded for a single value', () => {
    expect(meanWithInterval([0.5])).toEqual({
      mean: 0.5,
      low: Number.NEGATIVE_INFINITY,
      high: Number.POSITIVE_INFINITY,
    });
  });
});
