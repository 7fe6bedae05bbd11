// The HTML report of a validation: one file that asks nothing of the network. Writing it to disk is left to the caller.

import { hasBoxes } from '../../task/detection.ts';
import { type Html, html } from '../html.ts';
import { renderPage } from '../page.ts';
import type { ReportContent } from './report-content.ts';
import { reportStyle } from './report-style.ts';
import { accuracyBySize } from './sections/accuracy-by-size.ts';
import { calibration } from './sections/calibration.ts';
import { classFigures } from './sections/class-figures.ts';
import { confusion } from './sections/confusion.ts';
import { darkKnowledge } from './sections/dark-knowledge.ts';
import { decisionTree } from './sections/decision-tree.ts';
import { disagreements } from './sections/disagreements.ts';
import { foundBoxes } from './sections/found-boxes.ts';
import { headline } from './sections/headline.ts';
import { latency } from './sections/latency.ts';
import { layerCosts } from './sections/layer-costs.ts';
import { learnedFrom } from './sections/learned-from.ts';
import { memoryMap } from './sections/memory-map.ts';
import { mistakes } from './sections/mistakes.ts';
import { robustness } from './sections/robustness.ts';
import { trainingCurves } from './sections/training-curves.ts';

/** A whole HTML document. Same content, same text. */
export function renderReport(content: ReportContent): string {
  const main = html`${headline(content)}
${accuracyBySize(content)}
${trainingCurves(content)}
${layerCosts(content)}
${memoryMap(content)}
${hasBoxes(content.samples.task) ? foundBoxes(content) : ofClasses(content)}
${robustness(content)}
${learnedFrom(content)}
${decisionTree(content)}
${latency(content)}
${provenance(content)}`;
  return renderPage({ title: content.title, style: reportStyle, main, sortable: true });
}

/** Of a task that names one class for each sample. */
function ofClasses(content: ReportContent): Html {
  return html`${classFigures(content)}
${mistakes(content)}
${confusion(content)}
${disagreements(content)}
${calibration(content)}
${darkKnowledge(content)}`;
}

function provenance({ provenance: rows }: ReportContent): Html {
  return html`<h2>Provenance</h2>
<dl class="mono">${rows.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`;
}
