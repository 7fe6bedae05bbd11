// The samples on which board and teacher disagree, the most confident contradictions first.

import { grouped, percent } from '../../../../proto/numbers.ts';
import { softmax } from '../../../network/logits.ts';
import { taskOf } from '../../../task/task-of.ts';
import { type Html, html } from '../../html.ts';
import { nameOfSample, pictureOf } from '../../picture.ts';
import { boardProbabilities, type ReportContent, rowOf } from '../report-content.ts';

const SHOWN = 36;

export function disagreements(content: ReportContent): Html {
  const { samples, validation } = content;
  const classes = samples.classes.length;
  const task = taskOf(samples);
  const found = Array.from(samples.ids, (_, sample) => {
    const teacherLogits = rowOf(samples.teacherLogits, sample, classes);
    const teacher = softmax(teacherLogits);
    const student = boardProbabilities(content, sample);
    return { sample, teacher, student, byTeacher: task.decode(teacherLogits)[0], byStudent: validation.labels[sample] };
  })
    .filter(({ byTeacher, byStudent }) => byTeacher !== byStudent)
    .sort((a, b) => confidence(b) - confidence(a));
  if (found.length === 0) {
    return html`<h2>Where student and teacher disagree</h2><p>Nowhere: they agree on all ${grouped(samples.ids.length)} samples.</p>`;
  }
  const right = (label: (item: (typeof found)[number]) => number) =>
    found.filter((item) => label(item) === samples.labels[item.sample]).length;
  return html`<h2>Where student and teacher disagree</h2>
<p class="quiet">${grouped(found.length)} of ${grouped(samples.ids.length)} samples; the teacher is right on ${right((item) => item.byTeacher)} of them,
the student on ${right((item) => item.byStudent)}. ${found.length > SHOWN ? `The ${SHOWN} most confident contradictions:` : ''}</p>
<div class="cards">${found.slice(0, SHOWN).map((item) => {
    const label = samples.labels[item.sample];
    const row = (who: string, predicted: number, probability: number) =>
      html`<tr><td>${who}</td><td class="${predicted === label ? 'good' : 'bad'}">${task.show([predicted])}</td><td class="number">${percent(probability, 1)}</td></tr>`;
    return html`<figure class="card">${pictureOf(samples, item.sample)}<figcaption><span class="quiet">${nameOfSample(samples, item.sample)}: a</span> ${task.show([label])}
<table>${row('teacher', item.byTeacher, item.teacher[item.byTeacher])}${row('student', item.byStudent, item.student[item.byStudent])}</table></figcaption></figure>`;
  })}</div>`;
}

function confidence(item: {
  teacher: Float64Array;
  student: Float64Array;
  byTeacher: number;
  byStudent: number;
}): number {
  return item.teacher[item.byTeacher] * item.student[item.byStudent];
}
