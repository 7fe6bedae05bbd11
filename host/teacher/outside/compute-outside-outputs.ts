// Asks a model from outside about every sample, or sorts rows that it has left, and makes teacher outputs of either.

import { setImmediate } from 'node:timers/promises';
import { grouped } from '../../../proto/numbers.ts';
import type { Dataset, Split } from '../../dataset/dataset.ts';
import { tf } from '../../tensorflow/tensorflow.ts';
import { gatherImages } from '../../train/batches.ts';
import { fitInput } from './fit-input.ts';
import { OutsideTeacherMismatchError, OutsideTeacherModelError } from './outside-errors.ts';
import type { OutsideChoices, OutsideModel, OutsideOutputs } from './outside-teacher.ts';
import { takeLogits } from './take-logits.ts';

const batchSize = 250;

/**
 * What the model says of a split. One batch of tensors is alive at a time.
 * @throws OutsideTeacherModelError, OutsideTeacherMismatchError, OutsideTeacherOutputError; the signal's reason when aborted
 */
export async function computeOutsideOutputs(
  model: OutsideModel,
  dataset: Dataset,
  split: Split,
  { preprocessing = dataset.preprocessing, output, signal, onProgress }: OutsideChoices = {},
): Promise<OutsideOutputs> {
  const form = fitInput(model, dataset.shape);
  const { ids, images } = split;
  const classes = dataset.classes.length;
  const rows = new Float32Array(ids.length * classes);
  const size = Math.min(batchSize, model.largestBatch);
  if (size < 1) {
    const problem = `it takes batches of ${grouped(model.largestBatch)} samples`;
    throw new OutsideTeacherModelError(model.source, problem, 'Export it with a variable batch size.');
  }
  for (let first = 0; first < ids.length; first += size) {
    await setImmediate();
    signal?.throwIfAborted();
    const positions = Array.from({ length: Math.min(size, ids.length - first) }, (_, i) => first + i);
    // `tidy` looks through what is returned to it element by element: typed arrays stay inside.
    tf.tidy(() => {
      const input = gatherImages(images, dataset.shape, positions, preprocessing);
      const batch = model.run(tf.reshape(input, [positions.length, ...form]));
      checkClasses(model.source, batch.length / positions.length, classes);
      rows.set(batch, first * classes);
    });
    onProgress?.(first + positions.length, ids.length);
  }
  const taken = takeLogits(rows, ids, classes, model.source, output ?? (model.givesLogits ? 'logits' : undefined));
  return {
    ids,
    logits: taken.logits,
    classes,
    teacherDigest: model.digest,
    datasetDigest: dataset.digest,
    outside: { source: model.source, kind: model.kind, output: taken.output, preprocessing },
  };
}

function checkClasses(source: string, actual: number, expected: number): void {
  if (actual === expected) return;
  throw new OutsideTeacherMismatchError(
    source,
    'the number of outputs for a sample',
    String(actual),
    `${expected} classes`,
    'Use a model for these classes, or the data set that it was trained on.',
  );
}
