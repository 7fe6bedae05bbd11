// The attention graph, against its equations written out in float64 without TensorFlow, with gradients by central differences; its singular
// vectors against an eigendecomposition by Jacobi's rotations.
import { describe, expect, it } from 'vitest';
import { leadingVector } from '../../../host/distill/leading-vector.ts';
import { attentionGraph } from '../../../host/distill/terms/attention-graph.ts';
import type { Network } from '../../../host/network/network.ts';
import { tf } from '../../../host/tensorflow/tensorflow.ts';
import { tfjsOperations } from '../../../host/tensorflow/tfjs-operations.ts';
import { dot, draw, evaluate, expectGolden, mean, rowsOf, type Values } from '../../support/evaluate-term.ts';

type Matrix = readonly (readonly number[])[];
const transpose = (a: Matrix) => a[0].map((_, j) => a.map((row) => row[j]));
const times = (a: Matrix, b: Matrix) => a.map((row) => transpose(b).map((column) => dot(row, column)));
const unit = (row: readonly number[]) => row.map((value) => value / Math.hypot(...row));
const matrix = ({ shape, data }: Values): Matrix =>
  rowsOf({ shape: [shape.slice(0, -1).reduce((a, b) => a * b, 1)], data });

/** Like a rectifier's output: not below 0, with a strongest pattern. */
function rectified(seed: number, ...shape: number[]): Values {
  const drawn = draw(seed, ...shape);
  return { shape, data: drawn.data.map((value) => Math.abs(value) + 0.2) };
}

/** [places, channels] of each sample. */
function placesOf(values: Values): Matrix[] {
  const [batch, rows, columns, channels] = values.shape;
  return rowsOf(values)
    .map((row) => matrix({ shape: [rows * columns, channels], data: Float64Array.from(row) }))
    .slice(0, batch);
}

/** Five steps of power iteration on XᵀX from (1, …, 1). */
const iterate = (x: Matrix) => {
  const square = times(transpose(x), x);
  let vector: number[] = square.map(() => 1);
  for (let i = 0; i < 5; i++) vector = unit(square.map((row) => dot(row, vector)));
  return vector;
};

/** The eigenvector of the largest eigenvalue of a symmetric matrix, by Jacobi's rotations. */
function largestEigenvector(symmetric: Matrix): number[] {
  const n = symmetric.length;
  const a = symmetric.map((row) => [...row]);
  const v = symmetric.map((_, i) => symmetric.map((_, j) => Number(i === j)));
  for (let sweep = 0; sweep < 30; sweep++)
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        const angle = 0.5 * Math.atan2(2 * a[p][q], a[q][q] - a[p][p]);
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        const rotate = (x: number[], i: number, j: number) => {
          [x[i], x[j]] = [c * x[i] - s * x[j], s * x[i] + c * x[j]];
        };
        for (const row of a) rotate(row, p, q);
        for (let k = 0; k < n; k++) [a[p][k], a[q][k]] = [c * a[p][k] - s * a[q][k], s * a[p][k] + c * a[q][k]];
        for (const row of v) rotate(row, p, q);
      }
  const values = a.map((row, i) => row[i]);
  return v.map((row) => row[values.indexOf(Math.max(...values))]);
}

const vectorsOf = (values: Values) =>
  tf.tidy(() => {
    const tensor = tf.tensor(Float32Array.from(values.data), [...values.shape]);
    return leadingVector<tf.Tensor>(tfjsOperations, tensor).arraySync() as number[][];
  });

/** Columns to mean 0 and variance 1. */
const normalize = (rows: Matrix) =>
  transpose(
    transpose(rows).map((column) => {
      const centred = column.map((value) => value - mean(column));
      return centred.map((value) => value / Math.sqrt(dot(centred, centred) / column.length + 1e-3));
    }),
  );
const head = (rows: Matrix, h: number, width: number) => rows.map((row) => row.slice(h * width, (h + 1) * width));
const softmax = (row: readonly number[]) => {
  const powers = row.map(Math.exp);
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / sum);
};

const [heads, width] = [2, 3];
type Heads = Readonly<Record<'query' | 'key' | 'value' | 'estimate', Values>>;

/** Scores of each head, [batch][batch]. */
const attend = (front: Matrix, back: Matrix, { query, key }: Heads) =>
  Array.from({ length: heads }, (_, h) => {
    const queries = head(normalize(times(back, matrix(query))), h, width);
    const keys = head(normalize(times(front, matrix(key))), h, width);
    return times(queries, transpose(keys)).map((row) => row.map((value) => value / Math.sqrt(width)));
  });

const missed = (front: Matrix, back: Matrix, own: Heads) => {
  const values = times(front, matrix(own.value)).map((row) => row.map((value) => Math.max(0, value)));
  const mixed = attend(front, back, own).map((scores, h) => times(scores.map(softmax), head(values, h, width)));
  const estimates = times(
    front.map((_, i) => mixed.flatMap((rows) => rows[i])),
    matrix(own.estimate),
  );
  return mean(estimates.map((row, i) => 1 - dot(unit(row), back[i])));
};

const divergence = (given: readonly Matrix[], predicted: readonly Matrix[]) =>
  mean(
    given.flatMap((scores, h) =>
      scores.map((row, i) => {
        const [p, q] = [row, predicted[h][i]].map((one) => softmax(one.map(Math.tanh)));
        return p.reduce((sum, value, j) => sum + value * Math.log(value / q[j]), 0);
      }),
    ),
  );

const copy = (values: Values): Values => ({ ...values, data: Float64Array.from(values.data) });
const settings = { student: ['front', 'back'], teacher: ['front', 'back'], heads, width };
const maps = {
  student: { front: rectified(1, 4, 3, 2, 3), back: rectified(2, 4, 2, 2, 4) },
  teacher: { front: rectified(3, 4, 2, 2, 5), back: rectified(4, 4, 2, 1, 4) },
};
const headsFor = (front: number, back: number): Heads => ({
  query: draw(5, back, heads * width),
  key: draw(6, front, heads * width),
  value: draw(7, front, heads * width),
  estimate: draw(8, heads * width, back),
});

describe('the term of attention graphs has the value and the gradients of its equations, to 1e-5', () => {
  it('where the student has other channels in front: the divergence teaches student and matrix, the estimate the heads', () => {
    const own = { front: draw(9, 3, 5), ...headsFor(5, 4) };
    const fixed = { query: copy(own.query), key: copy(own.key) } as Heads;
    expectGolden(attentionGraph, settings, { ...maps, own }, ({ student, teacher, own: learning }) => {
      const vectors = (values: Values) => placesOf(values).map(iterate);
      const [front, back] = [vectors(teacher.front), vectors(teacher.back)];
      const ownFront = times(vectors(student.front), matrix(learning.front)).map(unit);
      const predicted = attend(ownFront, vectors(student.back), fixed);
      return divergence(attend(front, back, fixed), predicted) + missed(front, back, learning as unknown as Heads);
    });
  });
});

describe('the leading vector of a map', () => {
  it('is its first right singular vector, by an eigendecomposition', () => {
    const map = rectified(10, 3, 4, 4, 5);
    const expected = placesOf(map).map((x) => largestEigenvector(times(transpose(x), x)));
    for (const [i, vector] of vectorsOf(map).entries()) {
      const sign = Math.sign(expected[i].reduce((a, b) => a + b));
      for (const [j, value] of vector.entries()) expect(value).toBeCloseTo(sign * expected[i][j], 4);
    }
  });

  it('stays where the map changes its sign or size, and where its places change order', () => {
    const map = rectified(11, 2, 3, 3, 4);
    const before = vectorsOf(map).flat();
    const reversed = rowsOf(map).flatMap((row) =>
      placesOf({ shape: [1, 3, 3, 4], data: Float64Array.from(row) })[0]
        .toReversed()
        .flat(),
    );
    for (const data of [map.data.map((x) => -x), map.data.map((x) => 1e-3 * x), Float64Array.from(reversed)]) {
      for (const [i, value] of vectorsOf({ ...map, data })
        .flat()
        .entries())
        expect(value).toBeCloseTo(before[i], 5);
    }
  });

  it('of a dense layer is the sample itself, of length 1; of a map of zeros it is 0', () => {
    const rows = rectified(12, 3, 4);
    for (const [i, vector] of vectorsOf(rows).entries()) {
      for (const [j, value] of unit(rowsOf(rows)[i]).entries()) expect(vector[j]).toBeCloseTo(value, 5);
    }
    expect(vectorsOf({ shape: [1, 2, 2, 3], data: new Float64Array(12) })).toEqual([[0, 0, 0]]);
  });
});

describe('the term of attention graphs', () => {
  it('has no divergence, and no gradient, for a student that is its teacher: what is left is the estimate', () => {
    const own = headsFor(5, 4);
    const { value, gradients } = evaluate(attentionGraph, settings, {
      student: maps.teacher,
      teacher: maps.teacher,
      own,
    });
    const [front, back] = [maps.teacher.front, maps.teacher.back].map((values) => placesOf(values).map(iterate));
    expect(value).toBeCloseTo(missed(front, back, own), 5);
    for (const gradient of gradients.slice(0, 2).flat()) expect(Math.abs(gradient)).toBeLessThan(1e-6);
  });

  it('teaches the student nothing about the estimate: the heads’ values and estimator do not move it', () => {
    const own = { front: draw(9, 3, 5), ...headsFor(5, 4) };
    const other = { ...own, value: draw(13, 5, heads * width), estimate: draw(14, heads * width, 4) };
    const [one, two] = [own, other].map((weights) => evaluate(attentionGraph, settings, { ...maps, own: weights }));
    expect(two.value).not.toBeCloseTo(one.value, 4);
    expect(two.gradients.slice(0, 3)).toEqual(one.gradients.slice(0, 3));
  });

  it.each([
    ['two of the samples are the same', [0, 0, 1, 2]],
    ['all samples are the same', [0, 0, 0]],
    ['the batch is a single sample', [0]],
  ])('has a value and gradients without NaN where %s', (_, samples) => {
    const pick = (values: Values): Values => ({
      shape: [samples.length, ...values.shape.slice(1)],
      data: Float64Array.from(samples.flatMap((i) => rowsOf(values)[i])),
    });
    const pickAll = ({ front, back }: Record<'front' | 'back', Values>) => ({ front: pick(front), back: pick(back) });
    const own = { front: draw(9, 3, 5), ...headsFor(5, 4) };
    const picked = { student: pickAll(maps.student), teacher: pickAll(maps.teacher), own };
    const { value, gradients } = evaluate(attentionGraph, settings, picked);
    expect([value, ...gradients.flat()].every(Number.isFinite)).toBe(true);
    expect(Math.max(...gradients.flat().map(Math.abs))).toBeLessThan(10);
  });

  it('has matrices for other channels alone, and refuses a layer of one channel with both shapes', () => {
    const network = (...filters: number[]): Network => ({
      name: filters.join('-'),
      inputShape: [8, 8, 1],
      layers: ['front', 'back'].map((name, i) => ({
        ...{ type: 'conv2d', name, filters: filters[i], kernel: [3, 3], padding: 'same', activation: 'relu' },
      })),
    });
    const ownOf = (student: Network, teacher: Network) => attentionGraph.own!(settings as never, { student, teacher });
    expect(ownOf(network(4, 6), network(4, 8))).toEqual({
      ...{ back: [6, 8], query: [8, 6], key: [4, 6], value: [4, 6], estimate: [6, 8] },
    });
    expect(() => ownOf(network(4, 1), network(4, 8))).toThrow(
      'pair of layers for an attention graph is "back" [8, 8, 1] for "back" [8, 8, 8]: it must be two layers of several channels each',
    );
  });

  it('has a value and gradients without NaN where a map of the student is dead', () => {
    const dead = { ...maps.student, back: { ...maps.student.back, data: new Float64Array(64) } };
    const own = { front: draw(9, 3, 5), ...headsFor(5, 4) };
    const { value, gradients } = evaluate(attentionGraph, settings, { ...maps, student: dead, own });
    expect([value, ...gradients.flat()].every(Number.isFinite)).toBe(true);
  });
});
