// Calibration: how often the student is right at each confidence, as a float network and in int8 on the board.

import { softmax } from '../../../network/logits.ts';
import { type Calibration, calibrate } from '../../statistics.ts';
import { axisStyle, chart, colours } from '../chart.ts';
import { type Html, html } from '../html.ts';
import { boardProbabilities, type ReportContent, rowOf } from '../report-content.ts';

const BINS = 15;

export function calibration(content: ReportContent): Html {
  const { samples } = content;
  const classes = samples.classes.length;
  const ofLogits = (logits: Float32Array) =>
    calibrationOf(content, (sample) => softmax(rowOf(logits, sample, classes)));
  const after = calibrationOf(content, (sample) => boardProbabilities(content, sample));
  const before = samples.studentLogits && ofLogits(samples.studentLogits);
  const teacher = ofLogits(samples.teacherLogits);
  const error = (name: string, { expectedCalibrationError }: Calibration) =>
    html`<dt>${name}</dt><dd>${(100 * expectedCalibrationError).toFixed(2)} points</dd>`;
  return html`<h2>Calibration</h2>
<p class="quiet">On the diagonal, predictions made with 80 % confidence are right 80 % of the time. The expected calibration error is the mean distance
from it, weighted by the number of samples; ${BINS} bins, of which those with fewer than 5 samples are not drawn.</p>
<div class="pair"><div>${reliability('after int8, on the board', after, before && { name: 'before int8', calibration: before })}</div>
<dl>${before ? error('student before int8', before) : html``}${error('student after int8', after)}${error('teacher', teacher)}</dl></div>`;
}

function calibrationOf({ samples }: ReportContent, probabilitiesOf: (sample: number) => Float64Array): Calibration {
  const classes = samples.classes.length;
  const probabilities = new Float64Array(samples.ids.length * classes);
  for (let i = 0; i < samples.ids.length; i++) probabilities.set(probabilitiesOf(i), i * classes);
  return calibrate(probabilities, samples.labels, classes, BINS);
}

function reliability(
  name: string,
  drawn: Calibration,
  other: { readonly name: string; readonly calibration: Calibration } | undefined,
): Html {
  const points = ({ bins }: Calibration) =>
    bins.filter(({ count }) => count >= 5).map(({ confidence, accuracy }) => [confidence, accuracy]);
  const line = (series: string, data: number[][], colour: string, symbol: string) => ({
    type: 'line',
    name: series,
    data,
    symbol,
    symbolSize: 7,
    lineStyle: { color: colour, width: 2 },
    itemStyle: { color: colour },
  });
  const axis = { ...axisStyle, type: 'value', min: 0, max: 1, interval: 0.2 };
  return chart('reliability diagram', 460, 400, {
    grid: { left: 56, right: 12, top: 36, bottom: 48 },
    legend: {
      itemGap: 28,
      left: 56,
      top: 0,
      padding: 0,
      textStyle: { color: colours.ink },
      data: other ? [other.name, name] : [name],
    },
    xAxis: { ...axis, name: 'confidence', nameGap: 30 },
    yAxis: { ...axis, name: 'accuracy', nameGap: 36 },
    series: [
      {
        type: 'line',
        data: [
          [0, 0],
          [1, 1],
        ],
        symbol: 'none',
        lineStyle: { color: colours.quiet, type: 'dashed', width: 1 },
        itemStyle: { color: colours.quiet },
      },
      ...(other ? [line(other.name, points(other.calibration), colours.second, 'circle')] : []),
      line(name, points(drawn), colours.first, 'rect'),
    ],
  });
}
