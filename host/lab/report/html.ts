// A comparison as one HTML page that asks nothing of the network and runs no script. Writing it to disk is left to the caller.
import { html, trustedHtml } from '../../validate/report/html.ts';
import type { Summary } from '../summarize.ts';
import { labStyle } from './lab-style.ts';
import { accuracyByBytes } from './sections/accuracy-by-bytes.ts';
import { headline } from './sections/headline.ts';
import { notYetRun, provenance } from './sections/provenance.ts';
import { temperatureSweeps } from './sections/temperature.ts';
import { trainingCourse } from './sections/training-course.ts';
import { dataOf } from './wording.ts';

/** A whole HTML document. Same summary, same text. */
export function renderComparison(summary: Summary): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Methods compared on ${dataOf(summary)} · Retort</title>
<style>${trustedHtml(labStyle)}</style>
</head>
<body>
<main>
${headline(summary)}
${accuracyByBytes(summary)}
${temperatureSweeps(summary)}
${trainingCourse(summary)}
${notYetRun(summary)}
${provenance(summary)}
</main>
</body>
</html>
`.text;
}
