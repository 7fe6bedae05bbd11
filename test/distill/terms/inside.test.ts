// The terms that look inside, against their equations written out in float64 without TensorFlow, with gradients by central differences.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { namedForms } from '../../../host/dataset/named-forms.ts';
import { relateByAngle, relateByDistance } from '../../../host/distill/embedding-relations.ts';
import { flowMatrix } from '../../../host/distill/flow-matrix.ts';
import { flow } from '../../../host/distill/terms/flow.ts';
import { hint } from '../../../host/distill/terms/hint.ts';
import { relationalAngle, relationalDistance } from '../../../host/distill/terms/relational.ts';
import { networkNamed } from '../../../host/network/named-networks.ts';
import { tf } from '../../../host/tensorflow/tensorflow.ts';
import { tfjsOperations } from '../../../host/tensorflow/tfjs-operations.ts';
import { dot, draw, evaluate, expectGolden, mean, minus, rowsOf, type Values } from '../../support/evaluate-term.ts';

const huber = (x: number) => (Math.abs(x) <= 1 ? x ** 2 / 2 : Math.abs(x) - 0.5);

describe('a term that looks inside has the value and the gradients of its equation, to 1e-5:', () => {
  it('hint, whose regressor brings a guided map of 4×4×2 to a hint of 3×3×3', () => {
    const one = {
      student: { guided: draw(1, 2, 4, 4, 2) },
      teacher: { hinted: draw(2, 2, 3, 3, 3) },
      own: { kernel: draw(3, 2, 2, 2, 3), bias: draw(4, 3) },
    };
    expectGolden(hint, { student: 'guided', teacher: 'hinted' }, one, ({ student, teacher, own }) => {
      const errors: number[] = [];
      for (let b = 0; b < 2; b++)
        for (let y = 0; y < 3; y++)
          for (let x = 0; x < 3; x++)
            for (let o = 0; o < 3; o++) {
              let sum = own.bias.data[o];
              for (let dy = 0; dy < 2; dy++)
                for (let dx = 0; dx < 2; dx++)
                  for (let i = 0; i < 2; i++)
                    sum +=
                      student.guided.data[((b * 4 + y + dy) * 4 + x + dx) * 2 + i] *
                      own.kernel.data[((dy * 2 + dx) * 2 + i) * 3 + o];
              errors.push((sum - teacher.hinted.data[((b * 3 + y) * 3 + x) * 3 + o]) ** 2);
            }
      return mean(errors) / 2;
    });
  });

  const gram = (first: Values, second: Values) => {
    const [batch, rows, columns, a] = first.shape;
    const [c, places] = [second.shape[3], rows * columns];
    const matrix: number[] = [];
    for (let b = 0; b < batch; b++)
      for (let i = 0; i < a; i++)
        for (let j = 0; j < c; j++) {
          let sum = 0;
          for (let p = 0; p < places; p++)
            sum += first.data[(b * places + p) * a + i] * second.data[(b * places + p) * c + j];
          matrix.push(sum / places);
        }
    return matrix;
  };

  it('flow, between layers of 2 and 3 channels', () => {
    const student = { first: draw(5, 2, 3, 2, 2), last: draw(6, 2, 3, 2, 3) };
    const teacher = { begin: draw(7, 2, 4, 4, 2), end: draw(8, 2, 4, 4, 3) };
    expectGolden(flow, { student: ['first', 'last'], teacher: ['begin', 'end'] }, { student, teacher }, (one) => {
      const own = gram(one.student.first, one.student.last);
      return mean(gram(one.teacher.begin, one.teacher.end).map((value, i) => (value - own[i]) ** 2));
    });
  });

  const distances = (values: Values) => {
    const rows = rowsOf(values);
    const all = rows.map((a) => rows.map((b) => Math.hypot(...minus(a, b))));
    const average = all.flat().reduce((a, b) => a + b) / (rows.length * (rows.length - 1));
    return all.flat().map((distance) => distance / average);
  };
  const embeddings = { student: { code: draw(9, 5, 4) }, teacher: { code: draw(10, 5, 1, 2, 3) } };
  const layers = { student: 'code', teacher: 'code' };

  it('relational distance', () => {
    expectGolden(relationalDistance, layers, embeddings, ({ student, teacher }) => {
      const given = distances(teacher.code);
      return mean(distances(student.code).map((value, i) => huber(value - given[i])));
    });
  });

  it('relational angle', () => {
    const angles = (values: Values) => {
      const rows = rowsOf(values);
      return rows.flatMap((b) =>
        rows.flatMap((a) =>
          rows.map((c) => {
            const [one, other] = [minus(a, b), minus(c, b)];
            const lengths = Math.hypot(...one) * Math.hypot(...other);
            return lengths === 0 ? 0 : dot(one, other) / lengths;
          }),
        ),
      );
    };
    expectGolden(relationalAngle, layers, embeddings, ({ student, teacher }) => {
      const given = angles(teacher.code);
      return mean(angles(student.code).map((value, i) => huber(value - given[i])));
    });
  });
});

describe('the relations of an embedding', () => {
  const code = draw(11, 6, 3);
  const [c, s] = [Math.cos(1), Math.sin(1)];
  const turned = rowsOf(code).map(([x, y, z]) =>
    [c * x - s * y + 100, s * x + c * y - 50, z].map((value) => 7 * value),
  );
  const relate = (rows: readonly (readonly number[])[]) =>
    tf.tidy(() => {
      const x = tf.tensor2d(rows.map((row) => [...row]));
      return [relateByDistance<tf.Tensor>, relateByAngle<tf.Tensor>].map((by) => [...by(tfjsOperations, x).dataSync()]);
    });

  it('stay where it is scaled, turned and moved', () => {
    const [before, after] = [relate(rowsOf(code)), relate(turned)];
    for (const [kind, values] of before.entries()) {
      for (const [i, value] of values.entries()) expect(after[kind][i]).toBeCloseTo(value, 4);
    }
  });

  it.each([
    [
      'two of the samples are the same',
      [
        [1, 2],
        [1, 2],
        [3, -1],
        [0, 0],
      ],
    ],
    [
      'all samples are the same',
      [
        [1, 2],
        [1, 2],
        [1, 2],
      ],
    ],
    ['the batch is a single sample', [[1, 2]]],
  ])('have values and gradients without NaN where %s', (_, rows) => {
    const flat = { shape: [rows.length, 2], data: Float64Array.from(rows.flat()) };
    const one = { student: { code: flat }, teacher: { code: draw(12, rows.length, 3) } };
    for (const term of [relationalDistance, relationalAngle]) {
      const { value, gradients } = evaluate(term, { student: 'code', teacher: 'code' }, one);
      expect([value, ...gradients.flat()].every(Number.isFinite)).toBe(true);
      expect(Math.max(...gradients.flat().map(Math.abs))).toBeLessThan(10);
    }
  });
});

describe('a flow matrix', () => {
  it('of maps of unequal size is that of the larger one after maximum pooling', () => {
    const [large, small] = [draw(13, 1, 4, 4, 2), draw(14, 1, 2, 2, 3)];
    const pooled = Float64Array.from({ length: 8 }, (_, i) => {
      const [y, x, channel] = [i >> 2, (i >> 1) & 1, i & 1];
      return Math.max(...[0, 1, 4, 5].map((at) => large.data[(8 * y + 2 * x + at) * 2 + channel]));
    });
    const matrixOf = (first: Values, second: Values) =>
      tf.tidy(() => {
        const [a, b] = [first, second].map(({ shape, data }) => tf.tensor(Float32Array.from(data), [...shape]));
        return [...flowMatrix<tf.Tensor>(tfjsOperations, a, b).dataSync()];
      });
    const actual = matrixOf(large, small);
    expect(actual).toHaveLength(6);
    for (const [i, value] of matrixOf({ shape: [1, 2, 2, 2], data: pooled }, small).entries()) {
      expect(actual[i]).toBeCloseTo(value, 6);
    }
  });

  it('of maps that no whole factor brings together is refused with both sizes', () => {
    const [a, b] = [tf.zeros([1, 5, 5, 2]), tf.zeros([1, 2, 2, 3])];
    expect(() => flowMatrix<tf.Tensor>(tfjsOperations, a, b)).toThrow('is 5×5: it must be a multiple of 2×2');
  });
});

describe('the example of a hint in docs/laboratory.md', () => {
  const [, student, teacher] = /type: 'hint', student: '(\w+)', teacher: '(\w+)'/.exec(
    readFileSync(new URL('../../../docs/laboratory.md', import.meta.url), 'utf8'),
  )!;

  it.each(Object.entries(namedForms))('suits the default networks for %s', (_, { shape, classes, samples }) => {
    const networks = {
      student: networkNamed('student', shape, classes, samples),
      teacher: networkNamed('teacher', shape, classes, samples),
    };
    expect(Object.keys(hint.own!({ student, teacher }, networks))).toEqual(['kernel', 'bias']);
  });
});
