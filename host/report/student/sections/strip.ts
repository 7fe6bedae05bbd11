// The way from the teacher to the board as one strip: what each step keeps of the accuracy, and what it weighs.

import { grouped, percent } from '../../../../proto/numbers.ts';
import { hasBoxes } from '../../../task/detection.ts';
import { taskOf } from '../../../task/task-of.ts';
import type { Proportion } from '../../../validate/statistics.ts';
import { type Html, html } from '../../html.ts';
import type { ReportContent } from '../report-content.ts';

const titles = { teacher: 'Teacher', student: 'Student', int8: 'Student, int8' } as const;

export function strip(content: ReportContent): Html {
  const { models, samples, validation } = content;
  const { name } = taskOf(samples).measure;
  const steps = models.flatMap(({ role, accuracy, bytes }) => {
    if (role === undefined || role === 'scratch') return [];
    // Of other samples than the board's, where only the figure of the whole split is known.
    const other =
      hasBoxes(samples.task) || accuracy.total === validation.total ? [] : [`of ${grouped(accuracy.total)} samples`];
    const weight = bytes === undefined ? [] : [`${grouped(bytes)} bytes${role === 'int8' ? ' uploaded' : ', float32'}`];
    return [step(titles[role], name, accuracy, [...other, ...weight])];
  });
  const board =
    content.clockHz === undefined ? [] : [step('Board', name, validation.boardAccuracy!, boardLines(content))];
  return html`<ul class="strip" aria-label="from the teacher to the board">${[...steps, ...board]}</ul>`;
}

function step(
  title: string,
  measure: string,
  { value, low, high }: Proportion,
  lines: readonly (string | Html)[],
): Html {
  return html`<li><span class="name">${title}</span><span class="large">${percent(value)}</span>
<span class="quiet">${measure} ${(100 * low).toFixed(2)} – ${percent(high)}</span>${lines.map((line) => html`<span class="quiet">${line}</span>`)}</li>`;
}

function boardLines({ validation, clockHz, plan }: ReportContent): (string | Html)[] {
  const { cycles, bitExact, total } = validation;
  const exact =
    bitExact === total
      ? 'bit-exact'
      : html`<span class="bad">${grouped(total - bitExact)} of ${grouped(total)} not bit-exact</span>`;
  if (!cycles || !clockHz) return [exact];
  const target = plan?.noBitstream === undefined ? '' : ', a target';
  return [`${((1000 * cycles.median) / clockHz).toFixed(3)} ms at ${clockHz / 1e6} MHz${target}`, exact];
}
