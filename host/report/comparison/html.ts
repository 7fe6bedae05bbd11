// A comparison as one HTML page that asks nothing of the network and runs no script. Writing it to disk is left to the caller.

import type { Summary } from '../../lab/summarize.ts';
import { html } from '../html.ts';
import { renderPage } from '../page.ts';
import { labStyle } from './lab-style.ts';
import { accuracyByBytes } from './sections/accuracy-by-bytes.ts';
import { headline } from './sections/headline.ts';
import { notYetRun, provenance } from './sections/provenance.ts';
import { temperatureSweeps } from './sections/temperature.ts';
import { trainingCourse } from './sections/training-course.ts';
import { dataOf } from './wording.ts';

/** A whole HTML document. Same summary, same text. */
export function renderComparison(summary: Summary): string {
  const main = html`${headline(summary)}
${accuracyByBytes(summary)}
${temperatureSweeps(summary)}
${trainingCourse(summary)}
${notYetRun(summary)}
${provenance(summary)}`;
  return renderPage({ title: `Methods compared on ${dataOf(summary)}`, style: labStyle, main });
}
