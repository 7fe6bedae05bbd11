import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { composeLoss } from '../../host/distill/compose-loss.ts';
import { hintonTerms } from '../../host/distill/hinton.ts';
import { meanWithInterval } from '../../host/distill/paired-interval.ts';
import { indexTeacher } from '../../host/distill/pseudo-data.ts';
import { drawInitialWeights } from '../../host/network/initial-weights.ts';
import type { Network } from '../../host/network/network.ts';
import { digestTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { computeTeacherOutputs, type TeacherOutputs } from '../../host/teacher/teacher-outputs.ts';
import { tf } from '../../host/tensorflow/tensorflow.ts';
import { computeLogits } from '../../host/train/evaluate.ts';
import { labelLoss } from '../../host/train/loss.ts';
import { trainNetwork } from '../../host/train/train.ts';
import { CheckpointMismatchError } from '../../host/train/training-errors.ts';
import type { TrainingOptions } from '../../host/train/training-options.ts';
import { accuracy } from '../support/accuracy.ts';
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
const recipe = { epochs: 2, batchSize: 32, learningRate: 0.01 };

/** Soft targets of the teacher's cached outputs, beside the labels. */
function distil({ alpha = 0.8, outputs = teacherOutputs, ...over }: DistilOptions = {}) {
  const { teacherDigest, ids, logits, classes } = outputs;
  const teachers = [indexTeacher(teacherDigest, ids, logits, classes)];
  const loss = composeLoss(hintonTerms({ alpha, temperature: 4 }), { teachers, combine: 'logits' });
  const { train: split, preprocessing } = dataset;
  return trainNetwork({ ...recipe, network: student, split, preprocessing, loss, seed: 1, ...over });
}

interface DistilOptions extends Partial<TrainingOptions> {
  readonly alpha?: number;
  readonly outputs?: TeacherOutputs;
}

describe('distillation', () => {
  it('leaves the teacher byte-identical, and the number of tensors flat', async () => {
    const [before, tensors] = [digestTrainedNetwork(teacher), tf.memory().numTensors];
    const counts = new Set<number>();
    const onEvent = () => counts.add(tf.memory().numTensors);
    await distil({ onEvent });
    expect(digestTrainedNetwork(teacher)).toBe(before);
    expect(counts.size).toBe(1);
    expect(tf.memory().numTensors).toBe(tensors);
  });

  it('makes the student answer like the teacher, here one unrelated to the labels', async () => {
    const taught = await distil({ alpha: 1, epochs: 12, learningRate: 0.03, network: tinyNetwork });
    const logits = await computeLogits(taught, dataset.train.images, dataset.preprocessing);
    const answers = Uint8Array.from(dataset.train.labels, (_, i) => {
      const row = [...teacherOutputs.logits.subarray(i * 3, i * 3 + 3)];
      return row.indexOf(Math.max(...row));
    });
    expect(accuracy(logits, answers)).toBeGreaterThan(0.9);
  });

  it('with alpha 0 is training from scratch, byte for byte', async () => {
    const { train: split, preprocessing } = dataset;
    const plain = await trainNetwork({ ...recipe, network: student, split, preprocessing, loss: labelLoss, seed: 1 });
    const unheard = await distil({ alpha: 0 });
    expect(digestTrainedNetwork(unheard)).toBe(digestTrainedNetwork(plain));
  });

  it('does not resume if the teacher’s outputs have changed under the same name', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'retort-stale-'));
    const checkpointPath = join(folder, 'student.safetensors');
    await distil({ epochs: 1, checkpointPath });
    const outputs = { ...teacherOutputs, logits: teacherOutputs.logits.map((z) => 2 * z) };
    await expect(distil({ epochs: 1, outputs, checkpointPath })).rejects.toThrow(CheckpointMismatchError);
    await rm(folder, { recursive: true });
  });

  it('refuses outputs for another split', async () => {
    const validation = await computeTeacherOutputs(teacher, dataset, { split: dataset.validation });
    await expect(distil({ outputs: validation })).rejects.toThrow('but not the one with id');
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
