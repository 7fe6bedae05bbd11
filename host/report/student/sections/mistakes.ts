// Every mistake of the board, the most confident first.

import { grouped, percent } from '../../../../proto/numbers.ts';
import { taskOf } from '../../../task/task-of.ts';
import { type Html, html } from '../../html.ts';
import { nameOfSample, pictureOf } from '../../picture.ts';
import { boardProbabilities, type ReportContent, rowOf } from '../report-content.ts';

const shown = 24;
/** More than these are listed without a picture, or a report of a poor student would be as large as its data set. */
const mostPictures = 400;

interface Mistake {
  readonly sample: number;
  readonly predicted: number;
  readonly confidence: number;
  /** Of the right class. */
  readonly ofLabel: number;
  readonly byTeacher: number;
}

export function mistakes(content: ReportContent): Html {
  const { samples, validation } = content;
  const { decode } = taskOf(samples);
  const found = Array.from(samples.ids, (_, sample): Mistake => {
    const probabilities = boardProbabilities(content, sample);
    const predicted = validation.labels[sample];
    const [byTeacher] = decode(rowOf(samples.teacherLogits, sample, samples.classes.length));
    const ofLabel = probabilities[samples.labels[sample]];
    return { sample, predicted, confidence: probabilities[predicted], ofLabel, byTeacher };
  })
    .filter(({ sample, predicted }) => predicted !== samples.labels[sample])
    .sort((a, b) => b.confidence - a.confidence);
  const total = grouped(samples.ids.length);
  if (found.length === 0) return html`<h2>Mistakes</h2><p>None: the board is right on all ${total} samples.</p>`;
  const rest = found.slice(shown, mostPictures);
  const listed = found.slice(mostPictures);
  return html`<h2>Mistakes</h2>
<p class="quiet">All ${grouped(found.length)} of ${total} samples on which the board is wrong, the most confident first: the true class with the probability that the board gives it,
what the board predicts instead, and what the teacher predicts. Where the teacher is right, the student lost it; where both are wrong, look at the picture and its
label. <code>retort trace --sample ${found[0].sample}</code> compares every layer on the first.</p>
${pictures(content, found.slice(0, shown))}
${rest.length === 0 ? html`` : html`<details><summary>${grouped(rest.length)} more mistakes</summary>${pictures(content, rest)}</details>`}
${listed.length === 0 ? html`` : html`<details><summary>${grouped(listed.length)} more, without pictures</summary><p class="quiet">${listed.map((mistake) => inWords(content, mistake)).join('; ')}.</p></details>`}`;
}

function pictures(content: ReportContent, those: readonly Mistake[]): Html {
  const { samples } = content;
  const { show } = taskOf(samples);
  return html`<div class="small">${those.map(
    ({
      sample,
      predicted,
      confidence,
      ofLabel,
      byTeacher,
    }) => html`<figure>${pictureOf(samples, sample)}<figcaption><span class="quiet">${nameOfSample(samples, sample)}</span><br>
${show([samples.labels[sample]])} <span class="quiet">${percent(ofLabel, 1)}</span><br><span class="bad">${show([predicted])}</span> ${percent(confidence, 1)}<br>
<span class="quiet">teacher</span> <span${byTeacher === samples.labels[sample] ? '' : html` class="bad"`}>${show([byTeacher])}</span></figcaption></figure>`,
  )}</div>`;
}

function inWords({ samples }: ReportContent, { sample, predicted, confidence }: Mistake): string {
  const { show } = taskOf(samples);
  return `${nameOfSample(samples, sample)}: ${show([samples.labels[sample]])} taken for ${show([predicted])}, ${percent(confidence, 1)}`;
}
