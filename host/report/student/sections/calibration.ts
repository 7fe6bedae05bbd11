// Calibration: how often the student is right at each confidence, as a float network and in int8 on the board.

import { grouped, percent } from '../../../../proto/numbers.ts';
import { softmax } from '../../../network/logits.ts';
import { type Calibration, calibrate, proportionOf } from '../../../validate/statistics.ts';
import { axisOption, evenAxis } from '../../axis.ts';
import { chart, colours } from '../../chart.ts';
import { type Html, html } from '../../html.ts';
import { scrolling } from '../../page.ts';
import { keys, lineSeries, pointSeries } from '../../plot.ts';
import { boardProbabilities, type ReportContent, rowOf } from '../report-content.ts';

const BINS = 15;
const FEWEST = 5;

export function calibration(content: ReportContent): Html {
  const { samples } = content;
  const classes = samples.classes.length;
  const ofLogits = (logits: Float32Array) =>
    calibrationOf(content, (sample) => softmax(rowOf(logits, sample, classes)));
  const after = calibrationOf(content, (sample) => boardProbabilities(content, sample));
  const before = samples.studentLogits && ofLogits(samples.studentLogits);
  const teacher = ofLogits(samples.teacherLogits);
  const lines = [
    ...(before ? [{ name: 'student before int8', calibration: before, colour: colours.second, filled: false }] : []),
    { name: 'student after int8', calibration: after, colour: colours.first, filled: true },
  ];
  const error = (name: string, { expectedCalibrationError }: Calibration) =>
    html`<dt>${name}</dt><dd>${(100 * expectedCalibrationError).toFixed(2)} points</dd>`;
  return html`<h2>Calibration</h2>
<p class="quiet">On the diagonal, predictions made with 80 % confidence are right 80 % of the time. The expected calibration error is the mean distance
from it, weighted by the number of samples; ${BINS} bins, with 95 % intervals. Bins with fewer than ${FEWEST} samples are in the table alone.</p>
${keys(lines.map(({ name, colour }) => ({ name, colour, dash: 'solid' })))}
<div class="pair"><div>${reliability(lines)}</div>
<div><h3>Expected calibration error</h3><dl>${lines.map(({ name, calibration }) => error(name, calibration))}${error('teacher', teacher)}</dl></div></div>
${scrolling('calibration of the student after int8', binTable(after))}`;
}

/** Of the bins that have samples. */
function binTable({ bins }: Calibration): Html {
  const most = Math.max(...bins.map(({ count }) => count));
  const rows = bins.flatMap(({ count, confidence, accuracy }, i) => {
    if (count === 0) return [];
    const { value, low, high } = intervalOf(count, accuracy);
    return [
      html`<tr><th scope="row">${percent(i / BINS, 1)} – ${percent((i + 1) / BINS, 1)}</th><td class="number barred bar" style="--share:${((100 * count) / most).toFixed(1)}%">${grouped(count)}</td>
<td class="number">${percent(confidence, 1)}</td><td class="number">${percent(value, 1)}</td><td class="number quiet">${percent(low, 1)} – ${percent(high, 1)}</td></tr>`,
    ];
  });
  const heads = ['samples', 'mean confidence', 'accuracy', '95 % interval'];
  return html`<table class="figures"><thead><tr><th scope="col">confidence, after int8</th>${heads.map((name) => html`<th scope="col" class="${name === 'samples' ? 'number barred' : 'number'}">${name}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table>`;
}

function intervalOf(count: number, accuracy: number) {
  return proportionOf(Math.round(accuracy * count), count);
}

function calibrationOf({ samples }: ReportContent, probabilitiesOf: (sample: number) => Float64Array): Calibration {
  const classes = samples.classes.length;
  const probabilities = new Float64Array(samples.ids.length * classes);
  for (let i = 0; i < samples.ids.length; i++) probabilities.set(probabilitiesOf(i), i * classes);
  return calibrate(probabilities, samples.labels, classes, BINS);
}

interface CalibrationLine {
  readonly calibration: Calibration;
  readonly colour: string;
  readonly filled: boolean;
}

function reliability(lines: readonly CalibrationLine[]): Html {
  const axis = evenAxis(0, 1);
  const diagonal = [
    [0, 0],
    [1, 1],
  ] as const;
  return chart('reliability diagram', 460, 400, {
    grid: { left: 56, right: 12, top: 12, bottom: 48 },
    xAxis: axisOption(axis, 'confidence', 30),
    yAxis: axisOption(axis, 'accuracy', 36),
    series: [
      { ...lineSeries(diagonal, colours.quiet, 'dashed', 1), showSymbol: false },
      ...lines.flatMap(({ calibration, colour, filled }, i) => {
        const bins = calibration.bins.filter(({ count }) => count >= FEWEST);
        const points = bins.map(({ count, confidence, accuracy }) => {
          const { value: mean, low, high } = intervalOf(count, accuracy);
          return { x: confidence, y: { mean, low, high }, colour, filled, shift: 4 * i };
        });
        const course = bins.map(({ confidence, accuracy }) => [confidence, accuracy] as const);
        return [{ ...lineSeries(course, colour, 'solid'), showSymbol: false }, pointSeries(points, axis)];
      }),
    ],
  });
}
