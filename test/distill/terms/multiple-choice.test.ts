// MCL-KD's loss, against all choices of members written out in float64 without TensorFlow, with gradients by central differences.
import { describe, expect, it } from 'vitest';
import { multipleChoice } from '../../../host/distill/terms/multiple-choice.ts';
import { draw, evaluate, expectGolden, mean, rowsOf, type Values } from '../../support/evaluate-term.ts';

const [batch, classes] = [7, 4];
const labelsOf = [0, 1, 2, 3, 2, 1, 0];
const labels: Values = {
  shape: [batch, classes],
  data: Float64Array.from({ length: batch * classes }, (_, i) =>
    i % classes === labelsOf[Math.floor(i / classes)] ? 1 : 0,
  ),
};
const members = ['0-logits', '1-logits', '2-logits'];
const layersOf = (seed: number) => Object.fromEntries(members.map((name, i) => [name, draw(seed + i, batch, classes)]));
const one = { student: layersOf(1), teacher: layersOf(11), labels };

const logSoftmax = (logits: readonly number[], temperature = 1) => {
  const scaled = logits.map((value) => value / temperature);
  const largest = Math.max(...scaled);
  const log = largest + Math.log(scaled.reduce((sum, value) => sum + Math.exp(value - largest), 0));
  return scaled.map((value) => value - log);
};
/** All sets of `count` of 0 … n − 1. */
const choices = (n: number, count: number): number[][] =>
  count === 0
    ? [[]]
    : Array.from({ length: n }, (_, last) => last).flatMap((last) =>
        choices(last, count - 1).map((set) => [...set, last]),
      );

interface Settings {
  readonly nearest: number;
  readonly beta: number;
  readonly temperature: number;
}

function formula({ nearest, beta, temperature }: Settings) {
  return ({ student, teacher }: { student: Record<string, Values>; teacher: Record<string, Values> }) =>
    mean(
      labelsOf.map((label, row) => {
        const learned = members.map((name) => -logSoftmax(rowsOf(student[name])[row])[label]);
        const kept = members.map((name) => {
          const [own, base] = [student[name], teacher[name]].map((values) =>
            logSoftmax(rowsOf(values)[row], temperature),
          );
          return beta * base.reduce((sum, log, c) => sum + Math.exp(log) * (log - own[c]), 0);
        });
        const losses = choices(members.length, nearest).map((chosen) =>
          members.reduce((sum, _, m) => sum + (chosen.includes(m) ? learned[m] : kept[m]), 0),
        );
        return Math.min(...losses);
      }),
    );
}

describe('the loss of multiple choice', () => {
  it.each([
    { nearest: 1, beta: 1, temperature: 1 },
    { nearest: 2, beta: 1, temperature: 1 },
    { nearest: 1, beta: 0.3, temperature: 4 },
    { nearest: 2, beta: 2, temperature: 0.5 },
    { nearest: 3, beta: 1, temperature: 1 },
  ])('is the least of all choices, value and gradients to 1e-5: %o', (settings) => {
    expectGolden(multipleChoice, { members, ...settings }, one, formula(settings));
  });

  it('teaches every member every label where all are nearest, whatever their base models say', () => {
    const settings = { members, nearest: 3, beta: 5, temperature: 2 };
    const { value, gradients } = evaluate(multipleChoice, settings, one);
    const other = evaluate(multipleChoice, settings, { ...one, teacher: layersOf(21) });
    expect(other).toEqual({ value, gradients });
    const crossEntropy = mean(
      labelsOf.map((label, row) =>
        members.reduce((sum, name) => sum - logSoftmax(rowsOf(one.student[name])[row])[label], 0),
      ),
    );
    expect(Math.abs(value - crossEntropy)).toBeLessThan(1e-5);
    for (const gradient of gradients) for (const of of gradient) expect(of).not.toBe(0);
  });

  it('gives a tie to the earlier members', () => {
    const same = draw(1, batch, classes);
    const equal = Object.fromEntries(members.map((name) => [name, same]));
    const { gradients } = evaluate(
      multipleChoice,
      { members, nearest: 2, beta: 1, temperature: 1 },
      { student: equal, teacher: equal, labels },
    );
    const learns = gradients.map((gradient) => gradient.some((of) => Math.abs(of) > 1e-4));
    expect(learns).toEqual([true, true, false]);
  });

  it('teaches each label to exactly as many as are nearest', () => {
    for (const nearest of [1, 2]) {
      // What they keep weighs nothing: who learns nothing of a sample has no gradient there.
      const { gradients } = evaluate(multipleChoice, { members, nearest, beta: 0, temperature: 1 }, one);
      for (let row = 0; row < batch; row++) {
        const learning = gradients.filter((gradient) => gradient[row * classes] !== 0);
        expect(learning).toHaveLength(nearest);
      }
    }
  });
});
