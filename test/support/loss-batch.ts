// A loss evaluated by tfjs on given logits and labels, without a network: for the golden values of loss terms.
import { composeLoss, type TermSpec } from '../../host/distill/compose-loss.ts';
import type { Combination } from '../../host/distill/teachers.ts';
import { classificationOver } from '../../host/task/task-of.ts';
import { tf } from '../../host/tensorflow/tensorflow.ts';
import { tfjsOperations } from '../../host/tensorflow/tfjs-operations.ts';
import { viewStudent } from '../../host/train/loss.ts';

/** Of a loss that neither runs networks nor has weights of its own. */
export const noParts = { frozen: [], own: new Map<string, never>() };

export interface LossCase {
  /** z_s, [batch][classes]. */
  readonly student: readonly (readonly number[])[];
  /** z_t of each teacher. */
  readonly teachers: readonly (readonly (readonly number[])[])[];
  readonly combine?: Combination;
  /** Classes, [batch]. */
  readonly labels: readonly number[];
  readonly progress?: number;
  readonly randomSeed?: readonly [number, number];
  /** By name. */
  readonly weights?: ReadonlyMap<string, readonly (readonly number[])[]>;
}

export interface EvaluatedLoss {
  readonly terms: Readonly<Record<string, number>>;
  /** Of the sum by the student's logits, [batch][classes]. */
  readonly gradient: readonly (readonly number[])[];
}

export function evaluateLoss(specs: readonly TermSpec[], one: LossCase): EvaluatedLoss {
  const { student, teachers, combine = 'logits', labels, progress = 0, randomSeed = [1, 2] } = one;
  const views = teachers.map((rows, i) => ({
    digest: `teacher ${i}`,
    logitsOf: (ids: Int32Array) => Float32Array.from([...ids].flatMap((id) => rows[id])),
  }));
  const loss = composeLoss(specs, { teachers: views, combine });
  const ids = Int32Array.from(student, (_, i) => i);
  return tf.tidy(() => {
    const weights = new Map([...(one.weights ?? [])].map(([name, rows]) => [name, toTensor(rows)]));
    const batch = {
      task: classificationOver(student[0].length),
      labels: tf.oneHot([...labels], student[0].length).toFloat(),
      progress: tf.scalar(progress),
      randomSeed: tf.tensor1d([...randomSeed], 'int32'),
      bySample: (_: string, shape: readonly number[], valuesOf: (wanted: Int32Array) => Float32Array) =>
        tf.tensor(valuesOf(ids), [ids.length, ...shape]),
    };
    let terms: Record<string, number> = {};
    const { grad } = tf.valueAndGrad((logits) => {
      const view = viewStudent(logits, new Map(), weights, undefined as never);
      const values = loss.terms<tf.Tensor>(tfjsOperations, view, batch, noParts);
      terms = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.dataSync()[0]]));
      return tf.addN(Object.values(values)) as tf.Scalar;
    })(toTensor(student));
    return { terms, gradient: grad.arraySync() as number[][] };
  });
}

function toTensor(rows: readonly (readonly number[])[]): tf.Tensor2D {
  return tf.tensor2d(rows.map((row) => [...row]));
}
