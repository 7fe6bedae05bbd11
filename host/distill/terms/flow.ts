// The flow of the solution procedure (Yim et al. 2017, "A Gift from Knowledge Distillation", section 3): how one layer's channels go with
// another's, over all places.
import { z } from 'zod';
import type { Network, Pair } from '../../network/network.ts';
import type { Operations } from '../../tensorflow/operations.ts';
import { TrainingSettingError } from '../../train/training-errors.ts';
import { asMap, findShape } from '../layer-maps.ts';
import { defineTerm } from '../term.ts';

const pair = z.tuple([z.string(), z.string()]);

export const flow = defineTerm({
  title: 'the flow matrix between two layers is to equal that between two layers of the teacher',
  source: 'Yim et al. 2017, equations 1 and 2: G = F₁ᵀF₂ / hw, ‖G_t − G_s‖², here the mean over the matrix',
  listens: true,
  looksInside: true,
  settings: {
    student: pair.describe('two layers; the paper: the first and last of a stage'),
    teacher: pair.describe('two layers with as many channels each'),
  },
  check(layers, { student, teacher }) {
    const matrixOf = (network: Network, names: readonly string[]) => {
      const maps = names.map((name) => findShape(network, name));
      findPooling(maps);
      return maps.map(([, , channels]) => channels);
    };
    requireEqual(layers, matrixOf(student, layers.student), matrixOf(teacher, layers.teacher));
  },
  compute(ops, layers, { student, teacher }) {
    const own = flowMatrix(ops, student.layer(layers.student[0]), student.layer(layers.student[1]));
    const given = flowMatrix(ops, teacher.layer(layers.teacher[0]), teacher.layer(layers.teacher[1]));
    requireEqual(layers, ops.shapeOf(own).slice(1), ops.shapeOf(given).slice(1));
    return ops.mean(ops.square(ops.sub(own, given)));
  },
});

function requireEqual(
  { student, teacher }: { readonly student: readonly string[]; readonly teacher: readonly string[] },
  own: readonly number[],
  given: readonly number[],
): void {
  const [ours, theirs] = [own.join('×'), given.join('×')];
  if (ours === theirs) return;
  throw new TrainingSettingError(
    `flow matrix of ${student.join(' and ')}`,
    ours,
    `${theirs}, as the teacher’s of ${teacher.join(' and ')} is: choose layers with as many channels`,
  );
}

/** F₁ᵀF₂ / places, [batch, channels of the first, channels of the second]. A larger map is brought to the other's size by maximum pooling. */
export function flowMatrix<T>(ops: Operations<T>, first: T, second: T): T {
  const maps = [asMap(ops, first), asMap(ops, second)];
  const { places, windows } = findPooling(maps.map((map) => ops.shapeOf(map).slice(1)));
  const [one, other] = maps.map((map, i) => {
    const [batch, , , channels] = ops.shapeOf(map);
    const [high, wide] = windows[i];
    const pooled =
      high * wide === 1 ? map : ops.maxPool2d(map, [high, wide], { strides: [high, wide], padding: 'valid' });
    return ops.reshape(pooled, [batch, places[0] * places[1], channels]);
  });
  return ops.div(ops.matMul(one, other, true, false), places[0] * places[1]);
}

/** Rows and columns that both maps [rows, columns, channels] come to, and by which window each does. */
function findPooling(maps: readonly (readonly number[])[]) {
  const places = [0, 1].map((axis) => Math.min(...maps.map((map) => map[axis])));
  const windows = maps.map(([rows, columns]): Pair => {
    const [high, wide] = [rows / places[0], columns / places[1]];
    if (Number.isInteger(high) && Number.isInteger(wide)) return [high, wide];
    throw new TrainingSettingError('map of a flow matrix', `${rows}×${columns}`, `a multiple of ${places.join('×')}`);
  });
  return { places, windows };
}
