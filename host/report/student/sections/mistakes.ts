// Every mistake of the board, the most confident first.

import { grouped, percent } from '../../../../proto/numbers.ts';
import { taskOf } from '../../../task/task-of.ts';
import { type Html, html } from '../../html.ts';
import { pictureOf } from '../../picture.ts';
import { boardProbabilities, type ReportContent } from '../report-content.ts';

const shown = 24;
/** More than these are listed without a picture, or a report of a poor student would be as large as its data set. */
const mostPictures = 400;

interface Mistake {
  readonly sample: number;
  readonly predicted: number;
  readonly confidence: number;
  /** Of the right class. */
  readonly ofLabel: number;
}

export function mistakes(content: ReportContent): Html {
  const { samples, validation } = content;
  const found = Array.from(samples.ids, (_, sample): Mistake => {
    const probabilities = boardProbabilities(content, sample);
    const predicted = validation.labels[sample];
    return { sample, predicted, confidence: probabilities[predicted], ofLabel: probabilities[samples.labels[sample]] };
  })
    .filter(({ sample, predicted }) => predicted !== samples.labels[sample])
    .sort((a, b) => b.confidence - a.confidence);
  const total = grouped(samples.ids.length);
  if (found.length === 0) return html`<h2>Mistakes</h2><p>None: the board is right on all ${total} samples.</p>`;
  const rest = found.slice(shown, mostPictures);
  const listed = found.slice(mostPictures);
  return html`<h2>Mistakes</h2>
<p class="quiet">All ${grouped(found.length)} of ${total} samples on which the board is wrong, the most confident first: the true class, what the board predicts with its
confidence, and the probability that it gives the true class.</p>
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
    }) => html`<figure>${pictureOf(samples, sample)}<figcaption><span class="quiet">sample ${samples.ids[sample]}</span><br>
${show([samples.labels[sample]])} <span class="quiet">${percent(ofLabel, 1)}</span><br><span class="bad">${show([predicted])}</span> ${percent(confidence, 1)}</figcaption></figure>`,
  )}</div>`;
}

function inWords({ samples }: ReportContent, { sample, predicted, confidence }: Mistake): string {
  const { show } = taskOf(samples);
  return `sample ${samples.ids[sample]}: ${show([samples.labels[sample]])} taken for ${show([predicted])}, ${percent(confidence, 1)}`;
}
