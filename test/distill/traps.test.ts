// What goes wrong in distillation code without anybody noticing, and that it does not here. Each test's name states the trap.
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../host/artifact/random.ts';
import { selectSamples } from '../../host/dataset/dataset.ts';
import { composeLoss, type TermSpec } from '../../host/distill/compose-loss.ts';
import { askTeachers, indexTeacher } from '../../host/distill/pseudo-data.ts';
import { drawInitialWeights } from '../../host/network/initial-weights.ts';
import { softmax } from '../../host/network/logits.ts';
import type { Network } from '../../host/network/network.ts';
import { computeLogits } from '../../host/train/evaluate.ts';
import { trainNetwork } from '../../host/train/train.ts';
import { evaluateLoss } from '../support/loss-batch.ts';
import { createTinyDataset } from '../support/tiny-dataset.ts';

const random = createRandom(11);
const drawRows = (rows: number, classes: number, size = 1) =>
  Array.from({ length: rows }, () => Array.from({ length: classes }, () => Math.fround(size * random.normal())));
const [student, teacher] = [drawRows(4, 5), drawRows(4, 5)];
const labels = [0, 4, 2, 1];
const one = { student, teachers: [teacher], labels };
const soft = (temperature: number): TermSpec[] => [{ type: 'soft-targets', temperature }];
const norm = (rows: readonly (readonly number[])[]) => Math.hypot(...rows.flat());
const centre = (row: readonly number[]) => row.map((z) => z - row.reduce((a, b) => a + b, 0) / row.length);

describe('soft targets', () => {
  it('keep their gradient’s size as T grows, by the factor T²; without it the gradient falls as 1/T²', () => {
    const sizes = [10, 40, 160].map((temperature) => norm(evaluateLoss(soft(temperature), one).gradient));
    expect(sizes[1] / sizes[0]).toBeGreaterThan(0.8);
    expect(sizes[1] / sizes[0]).toBeLessThan(1.25);
    expect(sizes[2] / sizes[1]).toBeCloseTo(1, 1);
    const without = sizes.map((size, i) => size / [10, 40, 160][i] ** 2);
    expect(without[0] / without[2]).toBeGreaterThan(200);
  });

  it('are summed over the classes and averaged over the batch, not over all elements', () => {
    const { terms, gradient } = evaluateLoss(soft(3), one);
    const twice = evaluateLoss(soft(3), {
      student: [...student, ...student],
      teachers: [[...teacher, ...teacher]],
      labels: [...labels, ...labels],
    });
    expect(twice.terms['soft-targets']).toBeCloseTo(terms['soft-targets'], 5);
    expect(norm(twice.gradient.slice(0, 4)) / norm(gradient)).toBeCloseTo(0.5, 4);
    // Five more classes that nobody believes in: a mean over elements would halve.
    const widen = (rows: number[][]) => rows.map((row) => [...row, ...new Array(5).fill(-500)]);
    const wide = evaluateLoss(soft(3), { student: widen(student), teachers: [widen(teacher)], labels });
    expect(wide.terms['soft-targets']).toBeCloseTo(terms['soft-targets'], 5);
  });

  it('have the gradient α T (p_s − p_t) / B: the weight once, T once, and towards the teacher', () => {
    const [alpha, temperature] = [0.7, 6];
    const specs: TermSpec[] = [{ type: 'soft-targets', temperature, weight: alpha }];
    for (const [i, row] of evaluateLoss(specs, one).gradient.entries()) {
      const [predicted, target] = [softmax(student[i], temperature), softmax(teacher[i], temperature)];
      for (const [c, value] of row.entries()) {
        expect(value).toBeCloseTo((alpha * temperature * (predicted[c] - target[c])) / student.length, 5);
      }
    }
  });

  it('are logit regression at large T, over the number of classes, for logits of mean zero: T² KL → ‖Δz‖² / 2N', () => {
    const centred = { student: student.map(centre), teachers: [teacher.map(centre)], labels };
    const [hot, matched] = [evaluateLoss(soft(200), centred), evaluateLoss([{ type: 'logit-regression' }], centred)];
    expect(hot.terms['soft-targets'] / (matched.terms['logit-regression'] / 5)).toBeCloseTo(1, 1);
    for (const [i, z] of hot.gradient.flat().entries()) expect(z).toBeCloseTo(matched.gradient.flat()[i] / 5, 2);
  });

  it('ignore what softmax ignores, a constant added to a row, which logit regression does not', () => {
    const raised = { ...one, teachers: [teacher.map((row) => row.map((z) => z + 30))] };
    expect(evaluateLoss(soft(4), raised).terms['soft-targets']).toBeCloseTo(
      evaluateLoss(soft(4), one).terms['soft-targets'],
      3,
    );
    const regression: TermSpec[] = [{ type: 'logit-regression' }];
    expect(evaluateLoss(regression, raised).terms['logit-regression']).toBeGreaterThan(1000);
  });
});

describe('the article’s own Keras sample', () => {
  /** `np.exp(logits) / np.sum(np.exp(logits))`: the sum is over the whole array [rows, classes]. */
  function articleSoftmax(rows: readonly (readonly number[])[], temperature: number): number[][] {
    const powers = rows.map((row) => row.map((z) => Math.exp(z / temperature)));
    const sum = powers.flat().reduce((a, b) => a + b, 0);
    return powers.map((row) => row.map((power) => power / sum));
  }
  const total = (row: ArrayLike<number>) => Array.from(row).reduce((a, b) => a + b, 0);
  const many = drawRows(50_000, 10);

  it('sums its softmax over all 50,000 rows, so that its targets all but vanish; ours sum to 1 in each row', () => {
    const targets = articleSoftmax(many, 4);
    expect(total(targets.map(total))).toBeCloseTo(1, 8);
    for (const row of targets.slice(0, 100)) expect(total(row)).toBeLessThan(5e-5);
    for (const row of many.slice(0, 100)) expect(total(softmax(row, 4))).toBeCloseTo(1, 10);
  });

  it('so teaches next to nothing: cross-entropy’s gradient is scaled by a target’s sum', () => {
    // ∂/∂z of −Σ t log p is p Σt − t, for targets of any sum.
    const gradientOf = (target: ArrayLike<number>, p: Float64Array) =>
      Math.hypot(...p.map((value, c) => value * total(target) - target[c]));
    const predicted = softmax(many[1], 4);
    const theirs = gradientOf(articleSoftmax(many, 4)[0], predicted);
    expect(theirs).toBeLessThan(1e-4 * gradientOf(softmax(many[0], 4), predicted));
    expect(theirs).toBeGreaterThan(0);
  });

  it('has no max-shift and overflows to NaN; ours does not', () => {
    expect(articleSoftmax([[3000, 0]], 4)[0][0]).toBeNaN();
    expect([...softmax([3000, 0], 4)]).toEqual([1, Math.exp(-750)]);
    const { terms, gradient } = evaluateLoss(soft(4), { student: [[0, 3000]], teachers: [[[3000, 0]]], labels: [0] });
    expect(terms['soft-targets']).toBeCloseTo(16 * 750, 1);
    expect(gradient).toEqual([[-4, 4]]);
  });
});

describe('logits of any size and labels of any class', () => {
  it('give finite values and gradients in every term', () => {
    const specs: TermSpec[] = [
      { type: 'labels' },
      ...soft(1),
      ...soft(20),
      { type: 'soft-targets', temperature: 2, standardize: true },
      { type: 'logit-regression' },
      { type: 'dkd' },
      { type: 'dist' },
    ];
    for (const size of [0, 1e-30, 1, 1e4, 1e9]) {
      const rows = drawRows(6, 256, size);
      const spread = {
        student: rows,
        teachers: [rows.map((row) => row.map((z) => -z))],
        labels: [0, 255, 128, 1, 0, 7],
      };
      const { terms, gradient } = evaluateLoss(specs, spread);
      expect([...Object.values(terms), ...gradient.flat()].every(Number.isFinite)).toBe(true);
    }
  });
});

describe('teacher outputs', () => {
  const { train, shape, preprocessing } = createTinyDataset();
  const network: Network = {
    name: 'plain',
    inputShape: shape,
    layers: [
      { type: 'dense', name: 'hidden', units: 12, activation: 'relu' },
      { type: 'dense', name: 'logits', units: 3 },
    ],
  };
  const trained = { network, weights: drawInitialWeights(network, 3) };

  /** The loss of a student that starts as its teacher and hardly moves. */
  async function lossOf(options: { seed: number; reversed?: boolean; byPosition?: boolean }): Promise<number> {
    const order = [...train.ids.keys()];
    const split = selectSamples(train, shape, options.reversed ? order.reverse() : order);
    const [teacherOfIds] = await askTeachers([trained], train, preprocessing);
    const logits = await computeLogits(trained, train.images, preprocessing);
    const misaligned = indexTeacher('by position', split.ids, logits, 3);
    const teachers = [options.byPosition ? misaligned : teacherOfIds];
    const losses: number[] = [];
    await trainNetwork({
      ...{ network, split, preprocessing, start: trained.weights, epochs: 2, batchSize: 32, learningRate: 1e-12 },
      loss: composeLoss([{ type: 'logit-regression' }], { teachers, combine: 'logits' }),
      seed: options.seed,
      onEvent: (event) => event.type === 'step' && losses.push(event.loss),
    });
    return Math.max(...losses);
  }

  it('are not misaligned by shuffled batches or another order of the split: a student that is its teacher has no loss', async () => {
    for (const seed of [1, 2]) {
      expect(await lossOf({ seed })).toBeLessThan(1e-8);
      expect(await lossOf({ seed, reversed: true })).toBeLessThan(1e-8);
    }
  });

  it('would be, kept by position', async () => {
    expect(await lossOf({ seed: 1, reversed: true, byPosition: true })).toBeGreaterThan(0.01);
  });
});
