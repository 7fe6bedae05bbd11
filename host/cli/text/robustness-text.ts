// What `validate --robustness` says, as text and as JSON.
import { boardEpsilon, unboundedEpsilon } from '../../validate/robustness/robustness.ts';
import type { MeasuredRobustness } from '../steps/measure-robustness.ts';
import { columns, grouped, interval, percent } from './format.ts';

export function robustnessText({ measures, attacks, notAttacked, board }: MeasuredRobustness): string {
  const rows = measures.map(({ name, level, accuracy }) => [name, level, percent(accuracy.value), interval(accuracy)]);
  return [
    columns(['pictures', 'level', 'accuracy', '95 % interval'], rows, new Set([2])),
    `Integer reference; ε and σ in pixel values of 0 … 255, at ε = ${unboundedEpsilon} an attack is unbounded.`,
    ...(notAttacked ? [`Not attacked by FGSM and PGD: ${notAttacked}.`] : []),
    ...(board
      ? [`Board, PGD at ε = ${boardEpsilon}: ${grouped(board.bitExact)} of ${grouped(board.total)} bit-exact.`]
      : []),
    ...(attacks ? maskingLines(attacks.masking) : []),
  ].join('\n');
}

function maskingLines(masking: readonly string[]): readonly string[] {
  return masking.length > 0 ? masking.map((sign) => `warning: ${sign}`) : ['No sign of gradient masking.'];
}

/** Accuracies are fractions. */
export function robustnessJson({ seed, measures, attacks, notAttacked, board }: MeasuredRobustness) {
  return {
    seed,
    measures: measures.map(({ accuracy, ...measure }) => ({ ...measure, ...accuracy })),
    ...(attacks && { masking: attacks.masking }),
    ...(notAttacked && { notAttacked }),
    ...(board && { board: { epsilon: boardEpsilon, total: board.total, bitExact: board.bitExact } }),
  };
}
