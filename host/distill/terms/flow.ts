// The flow of the solution procedure (Yim et al. 2017, "A Gift from Knowledge Distillation", section 3): how one layer's channels go with
// another's, over all places.
import { z } from 'zod';
import type { Network } from '../../network/network.ts';
import { TrainingSettingError } from '../../train/training-errors.ts';
import { findPooling, flowMatrix } from '../flow-matrix.ts';
import { findShape } from '../layer-maps.ts';
import { defineTerm } from '../term.ts';

const pair = z.tuple([z.string(), z.string()]);

export const flow = defineTerm({
  title: 'the flow matrix between two layers matches the one between two layers of the teacher',
  source: 'Yim et al. 2017, equations 1 and 2: G = F₁ᵀF₂ / hw, ‖G_t − G_s‖², here the mean over the matrix',
  listens: true,
  looksInside: true,
  settings: {
    student: pair.describe('two layers; the paper: the first and last of a stage'),
    teacher: pair.describe('two layers with the same number of channels each'),
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
    `${theirs}, like the teacher’s of ${teacher.join(' and ')}: choose layers with the same number of channels`,
  );
}
