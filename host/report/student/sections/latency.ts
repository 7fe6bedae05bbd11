// How long the core took for each inference, in its own cycles.

import { grouped } from '../../../../proto/numbers.ts';
import { axisStyle, chart, colours } from '../../chart.ts';
import { type Html, html } from '../../html.ts';
import type { ReportContent } from '../report-content.ts';

const BINS = 40;

export function latency({ validation, clockHz }: ReportContent): Html {
  const { cycles, cyclesBySample } = validation;
  if (!cycles || !clockHz) {
    return html`<h2>Latency</h2><p class="quiet">No core ran: these predictions are the integer reference’s own.</p>`;
  }
  const milliseconds = (count: number) => `${((1000 * count) / clockHz).toFixed(3)} ms`;
  const row = (name: string, count: number) =>
    html`<dt>${name}</dt><dd>${grouped(count)} cycles, ${milliseconds(count)}</dd>`;
  const width = Math.max(1, Math.ceil((cycles.max - cycles.min + 1) / BINS));
  const counts = new Uint32Array(Math.ceil((cycles.max - cycles.min + 1) / width));
  for (const count of cyclesBySample) counts[Math.floor((count - cycles.min) / width)]++;
  return html`<h2>Latency</h2>
<p class="quiet">From the core’s start on an input to its last write, counted on the board. The program is the same for every input; what varies is
how often the link, filling the next input’s slot, takes the memory first.</p>
<div class="pair"><div>${histogram(counts, cycles.min, width)}</div>
<dl>${row('least', cycles.min)}${row('median', cycles.median)}${row('99th percentile', cycles.p99)}${row('most', cycles.max)}</dl></div>`;
}

function histogram(counts: Uint32Array, start: number, width: number): Html {
  return chart('histogram of cycles per inference', 560, 260, {
    grid: { left: 56, right: 12, top: 12, bottom: 48 },
    xAxis: {
      ...axisStyle,
      type: 'category',
      name: 'cycles per inference',
      nameGap: 30,
      data: Array.from(counts, (_, i) => grouped(start + i * width)),
      axisTick: { show: false },
      axisLabel: { ...axisStyle.axisLabel, interval: Math.max(0, Math.ceil(counts.length / 5) - 1) },
    },
    yAxis: { ...axisStyle, type: 'value', name: 'inferences', nameGap: 42, minInterval: 1 },
    series: [
      {
        type: 'bar',
        data: Array.from(counts),
        barCategoryGap: '8%',
        barMaxWidth: 60,
        itemStyle: { color: colours.first },
      },
    ],
  });
}
