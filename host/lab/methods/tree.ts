// A decision tree that answers as the teachers do (Liu, Wang, Matwin 2018), where it asks about pixels alone.
import { z } from 'zod';
import type { Split } from '../../dataset/dataset.ts';
import { preprocessingOfLevels } from '../../dataset/preprocessing.ts';
import { joinValues } from '../../dataset/sample-values.ts';
import { munge } from '../../distill/munge.ts';
import { softmax } from '../../network/logits.ts';
import { treeDepth } from '../../network/tree-architecture.ts';
import { computeLogits } from '../../train/evaluate.ts';
import { growStudent, levelsOf } from '../grow-student.ts';
import { MethodOptionError } from '../lab-errors.ts';
import { defineMethod, type MethodContext } from '../method.ts';
import { runnableTeachers } from '../runnable-teachers.ts';

export const tree = defineMethod({
  title:
    'a decision tree grown on the teachers’ mean logits, also for pseudo data that MUNGE generates from the training split; use with --student tree:8',
  source:
    'Liu, Wang, Matwin 2018, "Improving the Interpretability of Deep Neural Networks with Knowledge Distillation", section 3; Breiman et al. 1984 (CART)',
  grows: true,
  runsTeachers: true,
  options: {
    times: z
      .int()
      .min(0)
      .max(50)
      .default(8)
      .describe('pseudo samples per training sample; 0 uses the training split alone, as in the paper'),
    probability: z
      .number()
      .min(0)
      .max(1)
      .default(0.5)
      .describe('MUNGE: probability that a pixel is exchanged; chosen on digits’ validation split'),
    s: z
      .number()
      .min(0.01)
      .max(100)
      .default(4)
      .describe('MUNGE: a sampled value has deviation |e − e′|/s; chosen on digits’ validation split'),
    leaves: z
      .int()
      .min(2)
      .max(4096)
      .optional()
      .describe(
        'maximum number of leaves; default: as many as the tree grown on the labels, so that both have the same size',
      ),
    targets: z
      .enum(['logits', 'probabilities'])
      .default('logits')
      .describe('what the tree is grown on: of the mean logits, or their softmax'),
  },
  search: { probability: [0.2, 0.5], s: [1, 4] },
  problemFor: (_, { student }) =>
    treeDepth(student) === undefined ? `"${student.name}" is not a tree; use a student such as tree:8` : undefined,
  async run(context, { times, leaves, targets: kind, ...settings }) {
    if (context.teachers.length === 0) throw new MethodOptionError('tree', 0, 'there is no teacher; train one');
    const { data, seed, signal } = context;
    if (times > 0) runnableTeachers('tree', context.teachers);
    const train = { ids: data.train.ids, images: levelsOf(data.train.images, context) };
    const pseudo = times > 0 ? await munge(train, data.shape, { ...settings, times, seed }, signal) : undefined;
    const logits = await askMean(pseudo, context);
    const split = pseudo ? join(train, pseudo) : train;
    const source =
      kind === 'logits'
        ? ({ targets: logits, means: 'logits' } as const)
        : ({ targets: softmaxOf(logits, data.classes.length), means: 'shares' } as const);
    return growStudent({ split, leaves, ...source }, context);
  },
});

type Unlabelled = Pick<Split, 'ids' | 'images'>;

function join(first: Unlabelled, second: Unlabelled): Unlabelled {
  return {
    ids: Int32Array.from([...first.ids, ...second.ids]),
    images: joinValues(first.images, second.images),
  };
}

/** Of the training split, and the pseudo data, in levels, behind it: [n, classes]. */
async function askMean(pseudo: Unlabelled | undefined, { data, teachers, signal }: MethodContext) {
  const { train, preprocessing, classes } = data;
  const mean = new Float32Array((train.ids.length + (pseudo?.ids.length ?? 0)) * classes.length);
  const add = (logits: Float32Array, at: number) => {
    for (let i = 0; i < logits.length; i++) mean[at + i] += logits[i] / teachers.length;
  };
  for (const teacher of teachers) add(teacher.logitsOf(train.ids), 0);
  if (pseudo) {
    for (const trained of runnableTeachers('tree', teachers)) {
      const logits = await computeLogits(trained, pseudo.images, preprocessingOfLevels(preprocessing), signal);
      add(logits, train.ids.length * classes.length);
    }
  }
  return mean;
}

function softmaxOf(logits: Float32Array, classes: number): Float32Array {
  const shares = new Float32Array(logits.length);
  for (let at = 0; at < logits.length; at += classes) shares.set(softmax(logits.subarray(at, at + classes)), at);
  return shares;
}
