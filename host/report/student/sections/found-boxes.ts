// What a detector found: the average precision of each class, and the first pictures with what the board says drawn over what is labelled.

import { percent } from '../../../../proto/numbers.ts';
import { realValues } from '../../../image/head.ts';
import { averagePrecisions, matchPicture } from '../../../task/average-precision.ts';
import { type Box, bytesToBoxes, hueOf, type LabelledBox } from '../../../task/boxes.ts';
import { answerToBoxes, asDetection, type DetectionTask, saidBoxes } from '../../../task/detection.ts';
import { decodeOutputs, type Task } from '../../../task/task.ts';
import { type Html, html } from '../../html.ts';
import { scrolling } from '../../page.ts';
import { nameOfSample, pngOf } from '../../picture.ts';
import type { ReportContent } from '../report-content.ts';

const SHOWN = 12;

/** Nothing for any other task. */
export function foundBoxes(content: ReportContent): Html {
  const task = content.samples.task && asDetection(content.samples.task);
  return task ? drawn(content, task) : html``;
}

function drawn(content: ReportContent, task: DetectionTask): Html {
  const { samples, validation, meaning } = content;
  const { classes } = task.detection;
  const count = samples.ids.length;
  const each = samples.labels.length / count;
  const labelled = Array.from({ length: count }, (_, i) =>
    bytesToBoxes(samples.labels.subarray(i * each, (i + 1) * each)),
  );
  const board = boxesIn(task, realValues(meaning, validation.logits), count);
  const precisionsOf = (found: ReturnType<typeof boxesIn>) =>
    averagePrecisions(
      found.map((boxes, i) => matchPicture(boxes, labelled[i], classes.length)),
      classes.length,
    );
  const [ofTeacher, ofBoard] = [boxesIn(task, samples.teacherLogits, count), board].map(precisionsOf);
  const cell = (value: number | undefined) =>
    html`<td class="number">${value === undefined ? '–' : percent(value)}</td>`;
  const table = html`<table class="figures"><thead><tr><th scope="col">class</th><th scope="col" class="number">labelled</th><th scope="col" class="number">average precision, teacher</th><th scope="col" class="number">board</th></tr></thead>
<tbody>${classes.map((name, label) => {
    const boxes = labelled.flat().filter((box) => box.label === label).length;
    return html`<tr><th scope="row">${keyOf(label)}${name}</th><td class="number">${boxes}</td>${cell(ofTeacher[label])}${cell(ofBoard[label])}</tr>`;
  })}</tbody></table>`;
  return html`<h2>What was found</h2>
${scrolling('average precision of each class', table)}
<p class="quiet">A box is right if it overlaps a labelled one of its class by at least half (intersection over union), each labelled box once; the average
precision is the area under the curve of precision over recall, over all points, as of PASCAL VOC since 2010. Below, in the first ${Math.min(SHOWN, count)} pictures:
what the board says with a confidence of at least one half, and, dashed, what is labelled.</p>
<div class="found">${Array.from({ length: Math.min(SHOWN, count) }, (_, i) => picture(content, i, labelled[i], saidBoxes(board[i])))}</div>`;
}

function boxesIn(task: Task, outputs: Float32Array | Float64Array, count: number) {
  return decodeOutputs(task, outputs, count).map(answerToBoxes);
}

function colourOf(label: number): string {
  return `hsl(${hueOf(label)} 85% 45%)`;
}

function keyOf(label: number): Html {
  return html`<span class="key" style="background:${colourOf(label)}"></span>`;
}

function picture(
  { samples }: ReportContent,
  index: number,
  labelled: readonly LabelledBox[],
  found: readonly LabelledBox[],
): Html {
  const [rows, columns] = samples.shape;
  const rectangle = ({ label, box }: LabelledBox, dash: string) => {
    const [left, top, width, height] = sidesOf(box, rows, columns);
    return html`<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="none" stroke="${colourOf(label)}" stroke-width="${dash === '' ? 1 : 0.6}" stroke-dasharray="${dash}"/>`;
  };
  return html`<figure><svg viewBox="0 0 ${columns} ${rows}" role="img" aria-label="sample ${index}: ${found.length} boxes found, ${labelled.length} labelled">
<image href="${pngOf(samples, index)}" width="${columns}" height="${rows}"/>${labelled.map((one) => rectangle(one, '2 1.5'))}${found.map((one) => rectangle(one, ''))}</svg>
<figcaption class="quiet">${nameOfSample(samples, index)}: ${found.length} found, ${labelled.length} labelled</figcaption></figure>`;
}

function sidesOf([left, top, right, bottom]: Box, rows: number, columns: number): number[] {
  return [left * columns, top * rows, (right - left) * columns, (bottom - top) * rows].map((side) =>
    Number(side.toFixed(2)),
  );
}
