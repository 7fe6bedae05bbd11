// The HTML report of a validation: one file that asks nothing of the network. Writing it to disk is left to the caller.

import { hasBoxes } from '../../task/detection.ts';
import { type Html, html, trustedHtml } from './html.ts';
import type { ReportContent } from './report-content.ts';
import { calibration } from './sections/calibration.ts';
import { confusion } from './sections/confusion.ts';
import { darkKnowledge } from './sections/dark-knowledge.ts';
import { decisionTree } from './sections/decision-tree.ts';
import { disagreements } from './sections/disagreements.ts';
import { foundBoxes } from './sections/found-boxes.ts';
import { headline } from './sections/headline.ts';
import { latency } from './sections/latency.ts';
import { learnedFrom } from './sections/learned-from.ts';
import { robustness } from './sections/robustness.ts';
import { style } from './style.ts';

/** A whole HTML document. Same content, same text. */
export function renderReport(content: ReportContent): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${content.title} · Retort</title>
<style>${trustedHtml(style)}</style>
</head>
<body>
${headline(content)}
${hasBoxes(content.samples.task) ? foundBoxes(content) : ofClasses(content)}
${robustness(content)}
${learnedFrom(content)}
${decisionTree(content)}
${latency(content)}
${provenance(content)}
</body>
</html>
`.text;
}

/** Of a task that names one class for each sample. */
function ofClasses(content: ReportContent): Html {
  return html`${confusion(content)}
${disagreements(content)}
${darkKnowledge(content)}
${calibration(content)}`;
}

function provenance({ provenance: rows }: ReportContent): Html {
  return html`<h2>Provenance</h2>
<dl class="mono">${rows.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`;
}
