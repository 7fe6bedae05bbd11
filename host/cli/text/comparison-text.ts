// A comparison as the terminal and --json show it.

import type { LabEvent } from '../../lab/compare-methods.ts';
import type { Difference, Summary } from '../../lab/summarize.ts';
import { runWith, whatIntervalsCover } from '../../report/comparison/wording.ts';
import { describeTraining } from '../steps/training-progress.ts';
import { columns, grouped, percent } from './format.ts';

export function describeSummary({ rows, teacher }: Summary) {
  return {
    ...(teacher && { teacher }),
    rows: rows.map(({ name, method, configuration, seedsRun, figures, difference }) => ({
      name,
      method,
      options: configuration.options,
      seeds: seedsRun,
      ...(figures && {
        accuracy: figures.accuracy,
        int8Accuracy: figures.int8?.accuracy,
        seconds: figures.seconds,
        steps: figures.steps,
        parameters: figures.parameters,
        nonZero: figures.nonZero,
        bytes: figures.bytes,
      }),
      ...(difference && { difference }),
    })),
  };
}

export function textOf(summary: Summary, page: string): string {
  const rows = summary.rows.map(({ name, figures, difference, seedsRun }) => [
    name,
    String(seedsRun),
    figures ? percent(figures.accuracy.mean) : 'not yet run',
    figures?.int8 ? percent(figures.int8.accuracy.mean) : '',
    figures ? grouped(Math.round(figures.bytes)) : '',
    difference ? verdictOf(difference) : '',
  ]);
  const { teacher } = summary;
  const first = teacher ? [['teacher', '', percent(teacher.accuracy), '', '', '']] : [];
  const headings = ['method', 'seeds', 'accuracy', 'int8', 'bytes', 'points over scratch (95 % interval)'];
  const table = columns(headings, [...first, ...rows], new Set([1, 2, 3, 4]));
  return `${table}\n\n${whatIntervalsCover} ${runWith(summary)} ${page} has the plots.`;
}

function verdictOf({ mean, low, high, shown, obstacle }: Difference): string {
  const [middle, ...ends] = [mean, low, high].map((value) =>
    Number.isFinite(value) ? `${value < 0 ? '−' : '+'}${Math.abs(100 * value).toFixed(2)}` : '…',
  );
  const verdict = obstacle ? `${obstacle}, not comparable` : shown === 'not shown' ? shown : `shown, ${shown}`;
  return `${middle} (${ends.join(' to ')}): ${verdict}`;
}

export function describeEvent(event: Exclude<LabEvent, { type: 'plan' }>): string {
  if (event.type === 'cell') {
    const { configuration, figures } = event.cell;
    const { secondsLeft, cell, done, total } = event;
    const left = secondsLeft && done < total ? `, about ${grouped(Math.ceil(secondsLeft))} s left` : '';
    const right = figures ? `${percent(figures.test.accuracy)} on the test split` : `failed: ${cell.failure}`;
    return `${configuration.method}, seed ${configuration.seed}: ${right} (${done} of ${total}${left})`;
  }
  const training = describeTraining(event.training);
  if (event.type === 'tuning') return `tuning ${event.method}, candidate ${event.candidate + 1}, ${training}`;
  return `${event.configuration.method}, seed ${event.configuration.seed}, ${event.stage}, ${training}`;
}
