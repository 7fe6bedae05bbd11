// The page that shows several students side by side: accuracy, bytes, milliseconds, and whether the board computed exactly.
import { grouped, percent } from '../../../proto/numbers.ts';
import { type Html, html } from '../html.ts';
import { renderPage, scrolling } from '../page.ts';
import { style } from '../style.ts';

/** Accuracies are fractions, of the whole test split; total and bitExact are of the samples that the board classified. */
export interface GalleryRow {
  readonly name: string;
  readonly title: string;
  readonly dataset: string;
  readonly method: string;
  readonly studentNetwork: string;
  readonly teacherAccuracy: number;
  readonly scratchAccuracy: number;
  readonly studentAccuracy: number;
  readonly int8Accuracy: number;
  readonly imageBytes: number;
  readonly millisecondsPerInference?: number;
  readonly on: string;
  readonly total: number;
  readonly bitExact: number;
  readonly noBetterThanGuessing: boolean;
  /** The exhibit's own report, from the page's folder. */
  readonly report: string;
}

/** A whole HTML document. Same rows, same text. */
export function renderGallery(rows: readonly GalleryRow[]): string {
  const columns = ['teacher', 'from scratch', 'student', 'int8', 'bytes', 'ms', 'bit-exact'];
  const table = html`<table class="figures">
<thead><tr><th scope="col">student</th>${columns.map((name) => html`<th scope="col" class="number">${name}</th>`)}</tr></thead>
<tbody>${rows.map(rowHtml)}</tbody></table>`;
  const main = html`<h1>Gallery of students</h1>
<p class="verdict">${verdict(rows)}</p>
${scrolling('figures of each student', table)}
<p class="quiet">Accuracies are of the whole test split, after the last epoch, one seed: int8 by the integer reference. “bit-exact” counts the
predictions of the board whose logits all equal the reference’s. Bytes are of the image file; milliseconds are of computing, at the board’s clock.</p>`;
  return renderPage({ title: 'Gallery of students', style, main });
}

function verdict(rows: readonly GalleryRow[]): Html {
  const wrong = rows.filter(({ bitExact, total }) => bitExact < total).map(({ name }) => name);
  const guessing = rows.filter(({ noBetterThanGuessing }) => noBetterThanGuessing).map(({ name }) => name);
  const bad = [
    ...(wrong.length > 0 ? [html`<span class="bad">Not bit-exact:</span> ${wrong.join(', ')}. `] : []),
    ...(guessing.length > 0 ? [html`<span class="bad">No better than guessing:</span> ${guessing.join(', ')}.`] : []),
  ];
  if (bad.length > 0) return html`${bad}`;
  const total = rows.reduce((sum, row) => sum + row.total, 0);
  return html`<span class="good">Bit-exact.</span> All logits of all ${grouped(total)} predictions of ${rows.length === 1 ? 'one student' : `${rows.length} students`} equal the integer reference’s.`;
}

function rowHtml(row: GalleryRow): Html {
  const accuracies = [row.teacherAccuracy, row.scratchAccuracy, row.studentAccuracy, row.int8Accuracy];
  return html`
<tr><td><a href="${row.report}">${row.name}</a><br><span class="quiet">${row.title}<br>${row.dataset}, ${row.studentNetwork}, ${row.method}; ${row.on}</span></td>
${accuracies.map((accuracy) => html`<td class="number">${percent(accuracy)}</td>`)}
<td class="number">${grouped(row.imageBytes)}</td>
<td class="number">${row.millisecondsPerInference === undefined ? '–' : row.millisecondsPerInference.toFixed(2)}</td>
<td class="number${row.bitExact < row.total ? ' bad' : ''}">${grouped(row.bitExact)} of ${grouped(row.total)}</td></tr>`;
}
