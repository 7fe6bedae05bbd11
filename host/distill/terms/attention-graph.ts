// The graph of a batch by attention (Lee, Song 2019, "Graph-based Knowledge Distillation by Multi-head Attention Network", section 3). Each
// sample's maps at a front and a back sensing point become vectors; heads of attention, which learn to estimate the teacher's back vector
// from the front vectors of the whole batch, tell how the samples go together on the way between the two points. The student is to have the
// same graph under the same heads.
// Simpler than there: one singular vector of student and teacher alike, with its sign fixed rather than aligned; heads are trained beside the
// student, without being dropped at random; the estimator does not normalize its values. Where the student has other channels, a matrix of
// the term's own brings its vectors to the teacher's size (in the paper both have the same). KL(t ‖ s) as in soft targets, where the authors'
// code has KL(s ‖ t); the tanh of both graphs is from there.
import { z } from 'zod';
import type { Operations } from '../../tensorflow/operations.ts';
import { TrainingSettingError } from '../../train/training-errors.ts';
import { describeLayer, findShape } from '../layer-maps.ts';
import { leadingVector, toUnit } from '../leading-vector.ts';
import { defineTerm, type TermNetworks } from '../term.ts';

const points = z.tuple([z.string(), z.string()]);

export const attentionGraph = defineTerm({
  title:
    'which samples of a batch attend to which between two layers, by heads trained on the teacher, matches the teacher',
  source:
    'Lee, Song 2019, section 3: KL of the attention graphs + 1 − cos of the teacher’s vectors and their estimates',
  listens: true,
  looksInside: true,
  settings: {
    student: points.describe('two layers after a rectifier, the earlier one first'),
    teacher: points.describe('likewise; their sizes may differ'),
    heads: z.number().int().min(1).max(64).default(8).describe('attention heads; the authors’ code uses 8'),
    width: z.number().int().min(1).max(256).default(16).describe('size of a head’s queries, keys and values'),
  },
  /** The student's vectors go through `front` and `back`, which are there only where it has other channels than the teacher. */
  own({ student: [ownFront, ownBack], teacher: [front, back], heads, width }, { student, teacher }) {
    const size = heads * width;
    const atFront = countChannels({ student, teacher }, ownFront, front);
    const atBack = countChannels({ student, teacher }, ownBack, back);
    return {
      ...(atFront.own !== atFront.given && { front: [atFront.own, atFront.given] }),
      ...(atBack.own !== atBack.given && { back: [atBack.own, atBack.given] }),
      query: [atBack.given, size],
      key: [atFront.given, size],
      value: [atFront.given, size],
      estimate: [size, atBack.given],
    };
  },
  /** The divergence teaches the student alone, the estimate the heads alone. */
  compute(ops, { student: ours, teacher: theirs, heads }, { student, teacher, own }) {
    const [front, back] = theirs.map((name) => leadingVector(ops, teacher.layer(name)));
    const scores = attend(ops, front, back, own, heads);
    const estimates = estimate(ops, front, scores, own);
    const missed = ops.add(ops.neg(ops.mean(ops.sum(ops.mul(estimates, back), [1]))), 1);

    const [ownFront, ownBack] = (['front', 'back'] as const).map((point, i) => {
      const vector = leadingVector(ops, student.layer(ours[i]));
      const toTeacher = own.get(point);
      return toTeacher === undefined ? vector : toUnit(ops, ops.matMul(vector, toTeacher));
    });
    const fixed = new Map([...own].map(([name, weight]) => [name, ops.stopGradient(weight)]));
    const logGraph = (one: typeof scores) => ops.logSoftmax(ops.tanh(one));
    const [predicted, target] = [
      logGraph(attend(ops, ownFront, ownBack, fixed, heads)),
      logGraph(ops.stopGradient(scores)),
    ];
    const divergence = ops.mean(ops.sum(ops.mul(ops.exp(target), ops.sub(target, predicted)), [2]));
    return ops.add(divergence, missed);
  },
});

/** How much each sample's back vector attends to each sample's front vector, before the softmax: [heads, batch, batch]. */
function attend<T>(ops: Operations<T>, front: T, back: T, own: ReadonlyMap<string, T>, heads: number): T {
  const project = (vectors: T, kernel: T) => {
    const [, size] = ops.shapeOf(kernel);
    const [ones, zeros] = [1, 0].map((value) => ops.constant(new Array<number>(size).fill(value), [size]));
    return splitHeads(ops, ops.normalizeBatch(ops.matMul(vectors, kernel), ones, zeros, 1e-3).output, heads);
  };
  const [queries, keys] = [project(back, own.get('query')!), project(front, own.get('key')!)];
  return ops.div(ops.matMul(queries, keys, false, true), Math.sqrt(ops.shapeOf(keys)[2]));
}

/** The teacher's back vectors, [batch, channels], of length 1, from the front ones of the whole batch. */
function estimate<T>(ops: Operations<T>, front: T, scores: T, own: ReadonlyMap<string, T>): T {
  const [heads, batch] = ops.shapeOf(scores);
  const values = splitHeads(ops, ops.relu(ops.matMul(front, own.get('value')!)), heads);
  const mixed = ops.transpose(ops.matMul(ops.softmax(scores), values), [1, 0, 2]);
  const estimates = ops.reshape(mixed, [batch, ops.shapeOf(own.get('estimate')!)[0]]);
  return toUnit(ops, ops.matMul(estimates, own.get('estimate')!));
}

/** [heads, batch, width] of [batch, heads · width]. */
function splitHeads<T>(ops: Operations<T>, x: T, heads: number): T {
  const [batch, size] = ops.shapeOf(x);
  return ops.transpose(ops.reshape(x, [batch, heads, size / heads]), [1, 0, 2]);
}

/** @throws TrainingSettingError with both shapes where one has a single channel: its vector would be the same for every sample */
function countChannels({ student, teacher }: TermNetworks, ours: string, theirs: string) {
  const [own, given] = [findShape(student, ours), findShape(teacher, theirs)];
  if (Math.min(own[2], given[2]) > 1) return { own: own[2], given: given[2] };
  throw new TrainingSettingError(
    'pair of layers for an attention graph',
    `${describeLayer(ours, own)} for ${describeLayer(theirs, given)}`,
    'two layers of several channels each',
  );
}
