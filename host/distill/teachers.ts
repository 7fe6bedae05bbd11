// Several teachers as one: what an ensemble says of a batch (Hinton, Vinyals, Dean 2015, section 1: an arithmetic or geometric mean).
import type { Operations } from '../tensorflow/operations.ts';
import type { FrozenNetwork, LossBatch, NetworkView } from '../train/loss.ts';
import { TrainingSettingError } from '../train/training-errors.ts';
import type { TeacherView } from './term.ts';

/** A teacher as a loss sees it. */
export interface TeacherLogits {
  readonly digest: string;
  /** Logits [batch, classes] of the samples with these ids. */
  logitsOf(ids: Int32Array): Float32Array;
  /** The network itself; absent where only its outputs are known. */
  readonly trained?: FrozenNetwork;
}

/** Mean of the probabilities at the temperature, mean of the logits, or one of them per batch, drawn each time. */
export const combinations = ['probabilities', 'logits', 'one-per-batch'] as const;
export type Combination = (typeof combinations)[number];

export interface Teachers {
  readonly teachers: readonly TeacherLogits[];
  /** Of no matter with a single teacher. */
  readonly combine: Combination;
  /**
   * Whether the teachers run on each batch as the student sees it, augmented, rather than being looked up by the sample: their logits then
   * belong to the picture moved. Terms that look at a teacher's layers run them in any case.
   */
  readonly live?: boolean;
}

/** The teachers' networks, to be run in the step. @throws TrainingSettingError where one is known by its outputs alone */
export function runnableNetworks(teachers: readonly TeacherLogits[]): FrozenNetwork[] {
  return teachers.map(({ digest, trained }) => {
    if (trained) return trained;
    const known = `${digest.slice(0, 12)}…, of which only outputs are available`;
    throw new TrainingSettingError('teacher', known, 'a network that can be run: train one, or use its cached outputs');
  });
}

/**
 * @param frozen the teachers as they run in the step; none where their cached outputs serve
 * @throws TrainingSettingError, once a term asks, where there is no teacher
 */
export function viewTeachers<T>(
  ops: Operations<T>,
  { teachers, combine }: Teachers,
  batch: LossBatch<T>,
  classes: number,
  frozen: readonly NetworkView<T>[],
): TeacherView<T> {
  const each = (): readonly T[] => {
    if (teachers.length === 0) throw new TrainingSettingError('number of teachers', 0, 'at least 1 for this loss');
    if (frozen.length > 0) return frozen.map(({ logits }) => ops.stopGradient(logits));
    return teachers.map((teacher, i) =>
      ops.stopGradient(batch.bySample(`teacher ${i} logits`, [classes], (ids) => teacher.logitsOf(ids))),
    );
  };
  const meanOf = (values: readonly T[]) =>
    ops.div(
      values.reduce((sum, value) => ops.add(sum, value)),
      values.length,
    );
  const combined = (): T => {
    const all = each();
    if (all.length === 1) return all[0];
    return combine === 'one-per-batch' ? drawOne(ops, all, batch.randomSeed) : meanOf(all);
  };
  return {
    logits: combined,
    layer: (name, index = 0) => ops.stopGradient(frozen[index].layer(name)),
    logProbabilities(temperature) {
      if (combine !== 'probabilities' || teachers.length < 2) return ops.logSoftmax(ops.div(combined(), temperature));
      return meanOfProbabilities(
        ops,
        each().map((logits) => ops.logSoftmax(ops.div(logits, temperature))),
      );
    },
  };
}

/** log of the mean of exp(logs), with the largest taken out first: a probability that underflows would become log 0. */
function meanOfProbabilities<T>(ops: Operations<T>, logs: readonly T[]): T {
  const largest = logs.reduce((one, other) => ops.maximum(one, other));
  const shares = logs.map((log) => ops.exp(ops.sub(log, largest)));
  const mean = ops.div(
    shares.reduce((sum, share) => ops.add(sum, share)),
    logs.length,
  );
  return ops.add(largest, ops.log(mean));
}

/** One of `all`, each as probable. @param seed int32 [2] */
function drawOne<T>(ops: Operations<T>, all: readonly T[], seed: T): T {
  const drawn = ops.mul(ops.randomUniform([1, 1], seed), all.length);
  return all.slice(1).reduce((chosen, logits, i) => {
    const isLater = ops.greater(ops.add(ops.mul(logits, 0), drawn), i + 1);
    return ops.select(isLater, logits, chosen);
  }, all[0]);
}
