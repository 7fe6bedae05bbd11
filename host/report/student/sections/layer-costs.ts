// What each layer costs on the board: cycles, and bytes of weights and parameters.

import { grouped, percent } from '../../../../proto/numbers.ts';
import type { LayerPlan } from '../../../plan/plan-image.ts';
import { type Html, html } from '../../html.ts';
import { scrolling } from '../../page.ts';
import type { ReportContent } from '../report-content.ts';

/** Nothing for a board of no known kind. */
export function layerCosts({ plan, validation }: ReportContent): Html {
  if (!plan) return html``;
  const { layers } = plan;
  const most = (of: (layer: LayerPlan) => number) => Math.max(1, ...layers.map(of));
  const [mostCycles, mostBytes] = [most(({ cycles }) => cycles), most(({ weightBytes }) => weightBytes)];
  const sum = (of: (layer: LayerPlan) => number) => layers.reduce((total, layer) => total + of(layer), 0);
  const measured = validation.cycles
    ? ` The board counted ${grouped(validation.cycles.median)} cycles an inference (median).`
    : '';
  const table = html`<table class="figures sortable">
<thead><tr><th scope="col">layer</th><th scope="col">operator</th><th scope="col">output</th>${[
    'MACs',
    'cycles',
    'share',
    'utilisation',
    'weight bytes',
    'parameter bytes',
  ].map((name) => html`<th scope="col" class="${lookOf(name)}">${name}</th>`)}</tr></thead>
<tbody>${layers.map(
    (layer, i) => html`
<tr><th scope="row" data-value="${i}">${layer.name}</th><td>${layer.operator}</td><td>${layer.shape.join('×')}</td>${number(layer.macs)}${bar(layer.cycles, mostCycles)}
<td class="number" data-value="${layer.cycles}">${percent(layer.cycles / plan.cycles, 1)}</td><td class="number" data-value="${layer.utilisation}">${layer.macs === 0 ? '–' : percent(layer.utilisation, 1)}</td>${bar(layer.weightBytes, mostBytes)}${number(layer.parameterBytes)}</tr>`,
  )}</tbody>
<tfoot><tr class="total"><th scope="row">all</th><td></td><td></td>${number(plan.macs)}${number(plan.cycles, 'cycles')}<td></td><td class="number">${percent(plan.utilisation, 1)}</td>${number(
    sum(({ weightBytes }) => weightBytes),
    'weight bytes',
  )}${number(sum(({ parameterBytes }) => parameterBytes))}</tr></tfoot></table>`;
  return html`<h2>Cycles and bytes of each layer</h2>
<p class="quiet">Cycles as the planner computes them for ${plan.board}, whose timing model is tested against the hardware description.${measured}
Utilisation is of the multipliers: multiply-accumulates done over those that fit into the cycles.</p>
${scrolling('cycles and bytes of each layer', table)}`;
}

/** Columns with bars. */
function lookOf(column: string): string {
  return column === 'cycles' || column === 'weight bytes' ? 'number barred' : 'number';
}

function number(value: number, column = ''): Html {
  return html`<td class="${lookOf(column)}" data-value="${value}">${grouped(value)}</td>`;
}

function bar(value: number, most: number): Html {
  return html`<td class="number barred bar" style="--share:${((100 * value) / most).toFixed(1)}%" data-value="${value}">${grouped(value)}</td>`;
}
