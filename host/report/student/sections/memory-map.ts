// The board's memory as a drawing: addresses across, layers down, so that it shows what lies where and for how long.
import type { CustomSeriesRenderItem } from 'echarts';
import { grouped, percent } from '../../../../proto/numbers.ts';
import type { MemoryRegion } from '../../../image/describe.ts';
import type { ImagePlan } from '../../../plan/plan-image.ts';
import { axisOption, evenAxis } from '../../axis.ts';
import { axisStyle, colours } from '../../chart.ts';
import { type Html, html } from '../../html.ts';
import { scrolling } from '../../page.ts';
import { plot } from '../../plot.ts';
import type { ReportContent } from '../report-content.ts';

const colourOf: Record<MemoryRegion['kind'], string> = {
  header: 'var(--line-7)',
  program: 'var(--line-7)',
  parameters: 'var(--line-4)',
  tables: 'var(--line-4)',
  weights: 'var(--line-0)',
  'input slots': 'var(--line-2)',
  activation: 'var(--line-1)',
};

/** More layers than these are not written at the axis. */
const mostNames = 30;

/** Nothing for a board of no known kind. */
export function memoryMap({ plan }: ReportContent): Html {
  if (!plan) return html``;
  const { memory } = plan;
  const rows = rowsOf(plan);
  const description = `memory map of ${grouped(memory.available)} bytes: ${rows.map(({ name, bytes }) => `${name} ${grouped(bytes)}`).join(', ')}`;
  const table = html`<table class="figures"><thead><tr><th scope="col">memory</th><th scope="col" class="number">bytes</th><th scope="col" class="number">share</th></tr></thead>
<tbody>${rows.map(
    ({ name, bytes, colour }) => html`
<tr><th scope="row"><span class="key" style="background:${colour}"></span>${name}</th><td class="number">${grouped(bytes)}</td><td class="number">${percent(bytes / memory.available, 1)}</td></tr>`,
  )}</tbody></table>`;
  return html`<h2>Memory map</h2>
<p class="quiet">Addresses across, layers down in the order in which they run: an activation takes its place only while it lives, and another may follow it there.
${grouped(memory.needed)} of the ${grouped(memory.available)} bytes of ${plan.board} are used; most activations live in ${memory.peak.layer} (${grouped(memory.peak.bytes)} bytes).</p>
${plot(description, (width) => draw(plan, width))}
${scrolling('memory by its use', table)}`;
}

function rowsOf({ memory }: ImagePlan) {
  const { program, parameters, weights, slots, slotCount, activations, available, needed } = memory;
  return [
    { name: 'program', bytes: program, colour: colourOf.program },
    { name: 'parameters and tables', bytes: parameters, colour: colourOf.parameters },
    { name: 'weights', bytes: weights, colour: colourOf.weights },
    { name: `${slotCount} input slot${slotCount === 1 ? '' : 's'}`, bytes: slots, colour: colourOf['input slots'] },
    { name: 'activations', bytes: activations, colour: colourOf.activation },
    { name: 'free', bytes: Math.max(0, available - needed), colour: 'var(--tint)' },
  ];
}

/** The axis ends where the board's memory does, or, where most of it is free, behind what is used. */
function draw({ memory, layers }: ImagePlan, width: number) {
  const end = memory.needed < memory.available / 3 ? memory.needed * 1.1 : memory.available;
  const x = evenAxis(0, end);
  const names = layers.map(({ name }) => name);
  const regions = memory.regions.filter(({ length }) => length > 0);
  const renderItem: CustomSeriesRenderItem = ({ dataIndex }, api) => {
    const { address, length, lifetime, kind } = regions[dataIndex];
    const [first, last] = lifetime ? lifetime.map((name) => names.indexOf(name)) : [0, names.length - 1];
    const [left, top] = api.coord([address, first]);
    const [right, bottom] = api.coord([address + length, last]);
    const [, high] = api.size!([0, 1]) as number[];
    return {
      type: 'rect',
      shape: { x: left, y: top - high / 2 + 1, width: Math.max(0.75, right - left), height: bottom - top + high - 2 },
      style: { fill: colourOf[kind], stroke: 'var(--paper)', lineWidth: right - left > 4 ? 0.75 : 0 },
    };
  };
  const left = width < 500 ? 70 : 130;
  return {
    grid: { left, right: 18, top: 8, bottom: 48 },
    xAxis: axisOption(x, 'address, bytes', 30, (tick) => (tick >= 10_000 ? `${grouped(tick / 1000)}k` : grouped(tick))),
    yAxis: {
      ...axisStyle,
      type: 'category',
      inverse: true,
      data: names,
      axisTick: { show: false },
      axisLabel: {
        ...axisStyle.axisLabel,
        interval: names.length > mostNames ? 'auto' : 0,
        width: left - 12,
        overflow: 'truncate',
      },
      splitLine: { show: true, lineStyle: { color: colours.rule } },
    },
    series: [{ type: 'custom', data: regions.map(({ address }) => [address, 0]), renderItem }],
  };
}
