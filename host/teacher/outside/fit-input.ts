// Whether a model takes the data set's pictures, and in which form. Pure.
import type { Shape } from '../../dataset/dataset.ts';
import { OutsideTeacherMismatchError, OutsideTeacherModelError } from './outside-errors.ts';
import type { OutsideModel } from './outside-teacher.ts';

/**
 * The shape in which one picture is fed: [rows, columns, channels], or without the axis of one channel, or flat where the model wants that;
 * the values' order is the same in all three.
 * @throws OutsideTeacherModelError for channels first, OutsideTeacherMismatchError for any other shape
 */
export function fitInput({ inputShape, source }: Pick<OutsideModel, 'inputShape' | 'source'>, shape: Shape): number[] {
  const [rows, columns, channels] = shape;
  const forms = [[...shape], ...(channels === 1 ? [[rows, columns]] : []), [rows * columns * channels]];
  const found = forms.find((form) => matches(inputShape, form));
  if (found) return found;
  const [given, expected] = [describe(inputShape), shape.join('×')];
  if (matches(inputShape, [channels, rows, columns])) {
    throw new OutsideTeacherModelError(
      source,
      `its input ${given} has the channels first, but the data set's pictures are ${expected}`,
      'Build it with data_format="channels_last", or save its outputs and name their file.',
    );
  }
  throw new OutsideTeacherMismatchError(
    source,
    'the input shape',
    given,
    expected,
    'Name the data set that it was trained on with --data, or use a model for this one.',
  );
}

function matches(inputShape: readonly (number | null)[], form: readonly number[]): boolean {
  return (
    inputShape.length === form.length && inputShape.every((length, axis) => length === null || length === form[axis])
  );
}

function describe(inputShape: readonly (number | null)[]): string {
  return inputShape.map((length) => length ?? '?').join('×') || 'one number';
}
