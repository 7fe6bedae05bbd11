// The demo's result: its figures as JSON and as a table.

import { hasGuessing } from '../../validate/guessing.ts';
import { timeText } from '../steps/flash-image.ts';
import { agreementRow } from '../text/agreement-row.ts';
import { boardTime } from '../text/board-time.ts';
import { columns, grouped, percent, table } from '../text/format.ts';
import type { DemoRun } from './run-demo.ts';

/** Accuracies and shares are fractions; total and bitExact are counts. */
export interface DemoFigures {
  readonly teacherAccuracy: number;
  readonly scratchAccuracy: number;
  readonly studentAccuracy: number;
  readonly int8Accuracy: number;
  readonly boardAccuracy: number;
  readonly total: number;
  readonly bitExact: number;
  readonly agreement?: { readonly value: number; readonly low: number; readonly high: number };
  readonly imageBytes: number;
  readonly flashSeconds?: number;
  readonly lineShare?: number;
  readonly cyclesPerInference?: number;
  readonly millisecondsPerInference?: number;
  readonly seconds: number;
  readonly teacherNetwork: string;
  readonly studentNetwork: string;
  readonly dataset: string;
  readonly on: string;
  /** How many boards had a share of the samples; 0 where no core ran. */
  readonly boards: number;
  readonly report: string;
  readonly noBetterThanGuessing: boolean;
  readonly warnings: DemoRun['warnings'];
}

export function demoFigures({ classification: { validation }, flashed, clockHz, ...run }: DemoRun): DemoFigures {
  const { total, bitExact, boardAccuracy, agreement, cycles } = validation;
  const {
    teacherAccuracy,
    scratchAccuracy,
    studentAccuracy,
    int8Accuracy,
    imageBytes,
    seconds,
    teacherNetwork,
    studentNetwork,
    dataset,
    on,
    boards,
    report,
    warnings,
  } = run;
  return {
    teacherAccuracy,
    scratchAccuracy,
    studentAccuracy,
    int8Accuracy,
    boardAccuracy: boardAccuracy!.value, // a student that Retort trains names a class
    total,
    bitExact,
    agreement: agreement && { value: agreement.value, low: agreement.low, high: agreement.high },
    imageBytes,
    flashSeconds: flashed?.seconds,
    lineShare: flashed?.lineShare,
    cyclesPerInference: cycles?.median,
    millisecondsPerInference: cycles && clockHz ? (1000 * cycles.median) / clockHz : undefined,
    seconds,
    teacherNetwork,
    studentNetwork,
    dataset,
    on,
    boards,
    report,
    noBetterThanGuessing: hasGuessing(warnings),
    warnings,
  };
}

export function demoText(
  figures: DemoFigures,
  { classification: { validation, firstDifference }, flashed, clockHz }: DemoRun,
): string {
  const models: (readonly [string, number])[] = [
    ['teacher', figures.teacherAccuracy],
    ['student from scratch', figures.scratchAccuracy],
    ['student, distilled', figures.studentAccuracy],
    ['int8 reference', figures.int8Accuracy],
  ];
  if (figures.cyclesPerInference !== undefined) models.push(['board', figures.boardAccuracy]);
  const rows: (readonly [string, string])[] = [
    ['bit-exact', `${grouped(figures.bitExact)} of ${grouped(figures.total)} predictions, all logits`],
    ...agreementRow(validation),
    ['image', `${grouped(figures.imageBytes)} bytes`],
  ];
  if (flashed) rows.push(['flash', timeText(flashed)]);
  if (clockHz && figures.cyclesPerInference && figures.millisecondsPerInference) {
    rows.push([
      'inference',
      `${grouped(figures.cyclesPerInference)} cycles, ${boardTime(figures.millisecondsPerInference, clockHz)}`,
    ]);
  }
  if (firstDifference) rows.push(['first wrong layer', firstDifference.layer]);
  rows.push(
    ['report', figures.report],
    ['time', `${Math.floor(figures.seconds / 60)} min ${Math.round(figures.seconds % 60)} s`],
  );
  const guessing = figures.warnings.filter((warning) => warning.kind === 'no-better-than-guessing');
  return [
    columns(
      ['', 'accuracy'],
      models.map(([name, accuracy]) => [name, percent(accuracy)]),
      new Set([1]),
    ),
    table(rows),
    ...(guessing.length === 0 ? [] : [guessingText(guessing)]),
  ].join('\n\n');
}

/** The figures stood with each step's warning. */
function guessingText(warnings: readonly { readonly model: string; readonly advice: string }[]): string {
  const models = new Intl.ListFormat('en').format(warnings.map(({ model }) => `the ${model}`));
  const verb = warnings.length === 1 ? 'is' : 'are';
  return `warning: ${models} ${verb} no better than guessing; ${[...new Set(warnings.map(({ advice }) => advice))].join('; ')}`;
}
