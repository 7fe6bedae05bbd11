// Charts as SVG text, drawn by ECharts without a browser. Colours are the page's CSS variables, so that charts follow dark mode.

import { BarChart, CustomChart, LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { type Html, html, trustedHtml } from './html.ts';

use([BarChart, CustomChart, LineChart, GridComponent, SVGRenderer]);

export const colours = {
  ink: 'var(--ink)',
  quiet: 'var(--quiet)',
  rule: 'var(--rule)',
  first: 'var(--first)',
  second: 'var(--second)',
};

export const axisStyle = {
  axisLine: { lineStyle: { color: colours.rule } },
  axisTick: { lineStyle: { color: colours.rule } },
  axisLabel: { color: colours.quiet, fontSize: 11 },
  splitLine: { lineStyle: { color: colours.rule } },
  nameTextStyle: { color: colours.quiet, fontSize: 12 },
  nameLocation: 'middle',
} as const;

/** The SVG scales down to its column; `width` and `height` are in CSS pixels. */
export function chart(description: string, width: number, height: number, option: EChartsCoreOption): Html {
  const drawing = init(null, null, { renderer: 'svg', ssr: true, width, height });
  drawing.setOption({
    animation: false,
    textStyle: { fontFamily: 'inherit', color: colours.ink },
    backgroundColor: 'transparent',
    ...option,
  });
  const svg = withoutNames(drawing.renderToSVGString());
  drawing.dispose();
  const named = html`<svg role="img" aria-label="${description}" ${trustedHtml(svg.replace('<svg ', ''))}`;
  return html`<div class="chart" style="max-width:${width}px">${named}</div>`;
}

/**
 * Drops ECharts' hover styles, event attributes and clipping: a report has no script, no value lies outside its axes, and their
 * names count up over the process, so that the same chart would be another text.
 */
function withoutNames(svg: string): string {
  return svg.replace(/<(style|clipPath)[\s\S]*?<\/\1>/g, '').replace(/ (ecmeta_\w+|class|clip-path)="[^"]*"/g, '');
}
