// Instance relationship graphs, against their equations written out in float64 without TensorFlow, with gradients by central differences.
import { describe, expect, it } from 'vitest';
import { relateByEdges } from '../../../host/distill/embedding-relations.ts';
import {
  irgEdges,
  irgEdgeTransformation,
  irgVertexTransformation,
} from '../../../host/distill/terms/instance-graph.ts';
import { tf } from '../../../host/tensorflow/tensorflow.ts';
import { tfjsOperations } from '../../../host/tensorflow/tfjs-operations.ts';
import { dot, draw, evaluate, expectGolden, mean, minus, rowsOf, type Values } from '../../support/evaluate-term.ts';

const square = (x: number) => x ** 2;
const edges = (values: Values) => {
  const rows = rowsOf(values);
  const all = rows.flatMap((a) => rows.map((b) => dot(minus(a, b), minus(a, b))));
  return all.map((one) => one / Math.max(...all));
};
const code = { student: { code: draw(1, 5, 4) }, teacher: { code: draw(2, 5, 1, 2, 3) } };
const one = { student: 'code', teacher: 'code' };
const maps = {
  student: { front: draw(3, 3, 5, 4, 2), back: draw(4, 3, 2, 2, 4) },
  teacher: { front: draw(5, 3, 4, 2, 6), back: draw(6, 3, 3) },
};
const two = { student: ['front', 'back'], teacher: ['front', 'back'] };

/** Of an axis in `parts`: which of its places belong to each. They overlap where it cannot be divided. */
function windows(length: number, parts: number): number[][] {
  const stride = Math.floor(length / parts);
  const size = length - (parts - 1) * stride;
  return Array.from({ length: parts }, (_, part) => Array.from({ length: size }, (_, i) => part * stride + i));
}

/** [rows, columns, channels] of each sample, averaged over windows and over neighbouring channels. */
function average(values: Values, [rows, columns, channels]: readonly number[]): number[][] {
  const [, high, wide, deep] = values.shape.length === 4 ? values.shape : [0, 1, 1, values.shape[1]];
  return rowsOf(values).map((sample) =>
    windows(high, rows).flatMap((ys) =>
      windows(wide, columns).flatMap((xs) =>
        windows(deep, channels).map((cs) =>
          mean(ys.flatMap((y) => xs.flatMap((x) => cs.map((c) => sample[(y * wide + x) * deep + c])))),
        ),
      ),
    ),
  );
}

const moves = (front: Values, back: Values, shape: readonly number[]) => {
  const [a, b] = [average(front, shape), average(back, shape)];
  const moved = a.map((row, i) => dot(minus(row, b[i]), minus(row, b[i])));
  return moved.map((value) => value / mean(moved));
};

describe('a term of instance relationship graphs has the value and the gradients of its equation, to 1e-5:', () => {
  it('edges', () => {
    expectGolden(irgEdges, one, code, ({ student, teacher }) =>
      mean(minus(edges(student.code), edges(teacher.code)).map(square)),
    );
  });

  it('transformation of edges, between layers of any sizes', () => {
    expectGolden(irgEdgeTransformation, two, maps, ({ student, teacher }) => {
      const [own, given] = [student, teacher].map(({ front, back }) => minus(edges(front), edges(back)));
      return mean(minus(own, given).map(square));
    });
  });

  it('transformation of vertices, brought together by averages over places and neighbouring channels', () => {
    expectGolden(irgVertexTransformation, two, maps, ({ student, teacher }) => {
      const own = moves(student.front, student.back, [2, 2, 2]);
      return mean(minus(own, moves(teacher.front, teacher.back, [1, 1, 3])).map(square));
    });
  });
});

describe('the edges of a batch', () => {
  const relate = (rows: readonly (readonly number[])[]) =>
    tf.tidy(() => [...relateByEdges<tf.Tensor>(tfjsOperations, tf.tensor2d(rows.map((row) => [...row]))).dataSync()]);

  it('stay where the features are scaled, turned and moved, and lie between 0 and 1', () => {
    const rows = rowsOf(draw(7, 6, 3));
    const [c, s] = [Math.cos(1), Math.sin(1)];
    const turned = rows.map(([x, y, z]) => [c * x - s * y + 50, s * x + c * y - 20, z].map((value) => 1e-3 * value));
    const [before, after] = [relate(rows), relate(turned)];
    for (const [i, value] of before.entries()) expect(after[i]).toBeCloseTo(value, 4);
    expect(Math.max(...before)).toBe(1);
    expect(Math.min(...before)).toBeGreaterThan(-1e-6);
    for (let i = 0; i < 6; i++) expect(before[7 * i]).toBe(0);
  });

  it('are all 0 where all samples are one, although rounding leaves something between them', () => {
    for (const value of relate(new Array(5).fill([0.1, 1 / 3, 7e3]))) expect(Math.abs(value)).toBeLessThan(1e-6);
  });
});

/** Each term with its settings, and of the layers those that it looks at. */
function casesOf(student: Record<string, Values>, teacher: Record<string, Values>) {
  const pick = (layers: Record<string, Values>, names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, layers[name]]));
  const takes = (term: unknown, settings: object, ...names: string[]) =>
    [term, settings, { student: pick(student, names), teacher: pick(teacher, names) }] as const;
  return [
    takes(irgEdges, one, 'code'),
    takes(irgEdgeTransformation, two, 'front', 'back'),
    takes(irgVertexTransformation, two, 'front', 'back'),
  ];
}

describe('a term of instance relationship graphs', () => {
  const same = (...rows: number[][]): Values => ({
    shape: [rows.length, rows[0].length],
    data: Float64Array.from(rows.flat()),
  });

  it.each([
    ['two of the samples are the same', same([1, 2], [1, 2], [3, -1], [0, 0])],
    ['all samples are the same', same([0.1, 2], [0.1, 2], [0.1, 2])],
    ['all samples are 0', same([0, 0], [0, 0], [0, 0])],
    ['the batch is a single sample', same([1, 2])],
  ])('has a value and gradients without NaN where %s', (_, features) => {
    const [batch] = features.shape;
    const student = { code: features, front: features, back: { ...features, data: features.data.map((x) => 3 * x) } };
    const teacher = { code: draw(8, batch, 3), front: draw(9, batch, 4), back: draw(10, batch, 2) };
    for (const [term, settings, layers] of casesOf(student, teacher)) {
      const { value, gradients } = evaluate(term, settings, layers);
      expect([value, ...gradients.flat()].every(Number.isFinite)).toBe(true);
      expect(Math.max(...gradients.flat().map(Math.abs))).toBeLessThan(10);
    }
  });

  it('is 0 for a student whose features are the teacher’s, scaled: the graph is the same', () => {
    const scaled = ({ shape, data }: Values) => ({ shape, data: data.map((x) => 100 * x) });
    const student = {
      code: scaled(code.teacher.code),
      front: scaled(maps.teacher.front),
      back: scaled(maps.teacher.back),
    };
    const teacher = { ...code.teacher, ...maps.teacher };
    for (const [term, settings, layers] of casesOf(student, teacher)) {
      expect(evaluate(term, settings, layers).value).toBeLessThan(1e-10);
    }
  });

  it('refuses a transformation of vertices between layers whose channels do not go together, with both shapes', () => {
    const student = { front: draw(11, 2, 5, 4, 3), back: draw(12, 2, 2, 2, 4) };
    expect(() => evaluate(irgVertexTransformation, two, { student, teacher: maps.teacher })).toThrow(
      'change between two layers is "front" [5, 4, 3] to "back" [2, 2, 4]: it must be between layers with the same number of channels, or a multiple',
    );
  });
});
