// Rows that a teacher has left, brought into the order of a split. Pure; loads no TensorFlow.
import { grouped } from '../../../proto/numbers.ts';
import type { Dataset, Split } from '../../dataset/dataset.ts';
import { checkTeacherOutputs, logitsOf } from '../teacher-outputs.ts';
import { OutsideTeacherMismatchError } from './outside-errors.ts';
import type { OutputKind, OutsideOutputs, OutsideRows } from './outside-teacher.ts';
import { takeLogits } from './take-logits.ts';

/**
 * A file that names no samples has one row for each of the data set's, the training samples (those of the validation split among them) in
 * their own order and then the test samples: row i is the sample with id i.
 * @throws OutsideTeacherMismatchError, OutsideTeacherOutputError, TeacherOutputsMismatchError, TeacherOutputMissingError
 */
export function sortOutsideRows(
  file: OutsideRows,
  dataset: Dataset,
  split: Split,
  output?: OutputKind,
): OutsideOutputs {
  const { source, kind, values, digest, datasetDigest = dataset.digest } = file;
  const classes = dataset.classes.length;
  if (file.classes !== classes) {
    const nextStep = 'Write one number per class, in the order of the classes.';
    throw new OutsideTeacherMismatchError(
      source,
      'the number of columns',
      String(file.classes),
      `${classes} classes`,
      nextStep,
    );
  }
  const ids = file.ids ?? numberRows(source, values.length / classes, dataset);
  const known = { ids, logits: values, classes, teacherDigest: digest, datasetDigest };
  checkTeacherOutputs(known, { datasetDigest: dataset.digest });
  const taken = takeLogits(logitsOf(known, split.ids), split.ids, classes, source, output);
  const outside = { source, kind, output: taken.output };
  return { ...known, ids: split.ids, logits: taken.logits, outside };
}

function numberRows(source: string, rows: number, { train, validation, test }: Dataset): Int32Array {
  const [training, testing] = [train.ids.length + validation.ids.length, test.ids.length];
  if (rows !== training + testing) {
    throw new OutsideTeacherMismatchError(
      source,
      'the number of rows',
      String(rows),
      `${grouped(training + testing)} samples`,
      `Write one row per sample: the ${grouped(training)} training samples (validation among them) in the data set's order, then the ${grouped(testing)} test samples.`,
    );
  }
  return Int32Array.from({ length: rows }, (_, id) => id);
}
