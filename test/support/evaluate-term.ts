// A term that looks inside, evaluated on given layers without networks, and compared with its equation in float64.
import { expect } from 'vitest';
import { createRandom } from '../../host/artifact/random.ts';
import type { TermDefinition } from '../../host/distill/term.ts';
import { tf } from '../../host/tensorflow/tensorflow.ts';
import { tfjsOperations } from '../../host/tensorflow/tfjs-operations.ts';
import { viewNetwork, viewStudent } from '../../host/train/loss.ts';

export interface Values {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

export function draw(seed: number, ...shape: number[]): Values {
  const random = createRandom(seed);
  return { shape, data: Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal()) };
}

type Layers = Readonly<Record<string, Values>>;
interface Case {
  readonly student: Layers;
  readonly teacher: Layers;
  readonly own?: Layers;
}

/** The term and its gradient by each of the student's layers and its own weights, by tfjs. */
export function evaluate(term: unknown, settings: object, { student, teacher, own = {} }: Case) {
  const { compute } = term as TermDefinition<Record<string, never>>;
  const toTensor = ({ shape, data }: Values) => tf.tensor(Float32Array.from(data), [...shape]);
  const learning = [...Object.entries(student), ...Object.entries(own)];
  return tf.tidy(() => {
    const fixed = viewNetwork(
      tf.zeros([1]),
      new Map(Object.entries(teacher).map(([name, one]) => [name, toTensor(one)])),
    );
    const { value, grads } = tf.valueAndGrads((...tensors) => {
      const named = learning.map(([name], i) => [name, tensors[i]] as const);
      const layers = new Map<string, tf.Tensor>(named.slice(0, Object.keys(student).length));
      return compute<tf.Tensor>(tfjsOperations, settings as never, {
        student: viewStudent<tf.Tensor>(tf.zeros([1]), layers, new Map(), undefined as never),
        batch: undefined as never,
        teacher: { layer: fixed.layer } as never,
        own: new Map<string, tf.Tensor>(named.slice(Object.keys(student).length)),
      }).asScalar();
    })(learning.map(([, one]) => toTensor(one)));
    return { value: value.dataSync()[0], gradients: grads.map((gradient) => [...gradient.dataSync()]) };
  });
}

/** Value and gradients to 1e-5. @param formula in float64 */
export function expectGolden(
  term: unknown,
  settings: object,
  one: Case,
  formula: (one: Required<Case>) => number,
): void {
  const full = { own: {}, ...one };
  const actual = evaluate(term, settings, one);
  expect(Math.abs(actual.value - formula(full)) / Math.max(1, Math.abs(actual.value))).toBeLessThan(1e-5);
  const learning = [...Object.values(one.student), ...Object.values(full.own)];
  for (const [i, { data }] of learning.entries()) {
    for (let at = 0; at < data.length; at++) {
      const keep = data[at];
      const [up, down] = [1e-5, -1e-5].map((step) => {
        data[at] = keep + step;
        return formula(full);
      });
      data[at] = keep;
      expect(Math.abs(actual.gradients[i][at] - (up - down) / 2e-5), `gradient ${i}, ${at}`).toBeLessThan(1e-5);
    }
  }
}

export const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
export const rowsOf = ({ shape: [count], data }: Values) =>
  Array.from({ length: count }, (_, i) => [
    ...data.subarray((i * data.length) / count, ((i + 1) * data.length) / count),
  ]);
export const minus = (a: readonly number[], b: readonly number[]) => a.map((value, i) => value - b[i]);
export const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * b[i], 0);
