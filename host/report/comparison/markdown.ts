// A summary as Markdown: a table, a sentence for each method, and what has not been run.

import { percent } from '../../../proto/numbers.ts';
import type { Summary, SummaryRow, SummaryTeacher } from '../../lab/summarize.ts';
import {
  boundsOf,
  dataOf,
  fidelitiesOf,
  manyIntervals,
  meanCount,
  overviewOf,
  pointsOf,
  runWith,
  seedsOf,
  sentenceOf,
  stepsOf,
  supersededIn,
  verdictOf,
  whatIntervalsCover,
  whatStepsMean,
} from './wording.ts';

const columns = [
  'method',
  'seeds',
  'test accuracy',
  '95 % interval',
  'errors',
  'points to scratch',
  '95 % interval',
  'effect',
  'int8',
  'parameters',
  'weights not 0',
  'bytes',
  'steps',
  'seconds',
];

/** Same summary, same text; it ends in a line break. */
export function renderMarkdown(summary: Summary): string {
  const { teacher, rows, notYetRun } = summary;
  const table = [
    columns,
    columns.map((_, i) => (i === 0 || columns[i] === 'effect' ? '---' : '---:')),
    ...(teacher ? [teacherRow(teacher)] : []),
    ...rows.map(methodRow),
  ];
  const lines = [
    `# Methods compared on ${escapeMarkdown(dataOf(summary))}`,
    '',
    overviewOf(summary),
    '',
    ...table.map((fields) => `| ${fields.join(' | ')} |`),
    '',
    ...[...rows.map(sentenceOf), ...fidelitiesOf(summary)].map((sentence) => `- ${escapeMarkdown(sentence)}`),
    '',
    [whatIntervalsCover, manyIntervals, whatStepsMean, escapeMarkdown(runWith(summary))].join(' ').trimEnd(),
  ];
  const superseded = supersededIn(summary);
  if (superseded.length > 0)
    lines.push('', 'Superseded, and kept:', '', ...superseded.map((one) => `- ${escapeMarkdown(one)}`));
  if (notYetRun.length > 0) {
    lines.push('', '## Not yet run', '');
    for (const { row, seed, digest } of notYetRun) {
      lines.push(`- ${escapeMarkdown(row)}, seed ${seed} (${digest.slice(0, 12)})`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function teacherRow({ accuracy, total, parameters }: SummaryTeacher): string[] {
  const known: Record<string, string> = {
    method: 'teacher',
    'test accuracy': percent(accuracy),
    errors: meanCount(Math.round((1 - accuracy) * total)),
    parameters: meanCount(parameters),
  };
  return columns.map((column) => known[column] ?? '');
}

function methodRow(row: SummaryRow): string[] {
  const { figures, difference } = row;
  const start = [escapeMarkdown(row.name), seedsOf(row)];
  if (!figures) return columns.map((column, i) => start[i] ?? (column === 'effect' ? verdictOf(row) : ''));
  const [mean, low, high] = difference ? pointsOf(difference) : ['', '', ''];
  return [
    ...start,
    percent(figures.accuracy.mean),
    boundsOf(figures.accuracy),
    meanCount(figures.errors),
    mean,
    difference && difference.pairs > 1 ? `${low} to ${high}` : '',
    verdictOf(row),
    figures.int8 ? percent(figures.int8.accuracy.mean) : '',
    meanCount(figures.parameters),
    meanCount(figures.nonZero),
    meanCount(figures.bytes),
    stepsOf(figures),
    figures.seconds.toFixed(1),
  ];
}

/** Names come from configurations: none may end a table's cell or begin markup. */
function escapeMarkdown(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|]/g, '\\$&');
}
