// What a teacher's boxes teach (Chen et al. 2017, "Learning Efficient Object Detection Models with Knowledge Distillation"). Both terms are sums over
// the cells of a batch, divided by how many of them stand for a labelled box, as the task's own loss.
import { z } from 'zod';
import { asDetection, countBoxes, hasBox, splitCells } from '../../task/detection.ts';
import type { Task } from '../../task/task.ts';
import type { Operations } from '../../tensorflow/operations.ts';
import { TrainingSettingError } from '../../train/training-errors.ts';
import { defineTerm, type TermInputs } from '../term.ts';

export const softCells = defineTerm({
  title: 'the teacher’s class in each cell, with more weight on the background',
  source: 'Chen et al. 2017, equation 4: −Σ w_c P_t log P_s, with w of the background 1.5 and of all classes 1',
  listens: true,
  detects: 'only',
  settings: {
    background: z
      .number()
      .min(0)
      .max(100)
      .default(1.5)
      .describe('weight of the background; each class has 1. The paper uses 1.5'),
  },
  compute(ops, { background }, inputs) {
    const { student, teacher, labels } = viewCells(ops, inputs);
    const [, values] = ops.shapeOf(student.classes);
    const weights = ops.constant([background, ...Array<number>(values - 1).fill(1)], [1, values]);
    const targets = ops.mul(ops.softmax(teacher.classes), weights);
    const loss = ops.neg(ops.sum(ops.mul(targets, ops.logSoftmax(student.classes))));
    return ops.div(loss, countBoxes(ops, hasBox(ops, labels.classes)));
  },
});

export const boundedBoxes = defineTerm({
  title: 'the student’s boxes, unless they are better than the teacher’s by a margin',
  source:
    'Chen et al. 2017, equation 5: ‖R_s − y‖² where ‖R_s − y‖² + m > ‖R_t − y‖², else 0; here over the cells that stand for a labelled box',
  listens: true,
  detects: 'only',
  settings: {
    margin: z
      .number()
      .min(0)
      .max(10_000)
      .default(0)
      .describe('m, in squared units of a cell’s values; the paper gives no value'),
  },
  compute(ops, { margin }, inputs) {
    const { student, teacher, labels } = viewCells(ops, inputs);
    const has = hasBox(ops, labels.classes);
    const errorOf = (boxes: ReturnType<typeof splitCells<typeof has>>['boxes']) =>
      ops.sum(ops.square(ops.sub(boxes, labels.boxes)), [1]);
    const [own, given] = [errorOf(student.boxes), errorOf(teacher.boxes)];
    const nothing = ops.mul(ops.stopGradient(own), 0);
    const counted = ops.select(ops.greater(ops.add(own, margin), given), own, nothing);
    return ops.div(ops.sum(ops.mul(counted, has)), countBoxes(ops, has));
  },
});

/** What student, teacher and labels say in each cell. @throws TrainingSettingError where the task is not a detection */
function viewCells<T>(ops: Operations<T>, { student, teacher, batch: { task, labels } }: TermInputs<T>) {
  const channels = channelsOf(task);
  const split = (values: T) => splitCells(ops, values, channels);
  return { student: split(student.logits), teacher: split(teacher.logits()), labels: split(labels) };
}

function channelsOf(task: Task): number {
  const form = asDetection(task)?.detection;
  if (form) return form.grid.channels;
  throw new TrainingSettingError(
    'task of a loss of boxes',
    task.name,
    'detection: a data set with boxes in its pictures',
  );
}
