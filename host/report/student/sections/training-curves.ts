// How the students' training went: accuracy on the training split and loss, epoch by epoch.
import { type Axis, axisOption, evenAxis, logAxis, roomFor, wholeAxis } from '../../axis.ts';
import { chart } from '../../chart.ts';
import { type Html, html } from '../../html.ts';
import { keys, lineLook, lineSeries } from '../../plot.ts';
import type { ReportContent, TrainingCourse } from '../report-content.ts';

/** Nothing where the run folder has no course of the training. */
export function trainingCurves({ training = [] }: ReportContent): Html {
  const courses = training.filter(({ epochs }) => epochs.length > 0);
  if (courses.length === 0) return html``;
  const accuracies = courses.flatMap(({ epochs }) => epochs.map(({ accuracy }) => 100 * accuracy));
  const losses = courses.flatMap(({ epochs }) => epochs.map(({ loss }) => loss)).filter((loss) => loss > 0);
  const { low, high } = roomFor(
    accuracies.map((mean) => ({ mean, low: mean, high: mean })),
    1,
  );
  return html`<h2>Training</h2>
<p class="quiet">Accuracy on the training split, and the loss that was minimized: each student has its own, so that losses of two students are not comparable.</p>
${keys(courses.map(({ name }, i) => ({ name, ...lineLook(i) })))}
<div class="pair">${drawing('training accuracy, %', courses, ({ accuracy }) => 100 * accuracy, evenAxis(Math.max(0, low), Math.min(100, high)))}
${losses.length === 0 ? html`` : drawing('loss', courses, ({ loss }) => loss, logAxis(Math.min(...losses), Math.max(...losses)))}</div>`;
}

function drawing(
  what: string,
  courses: readonly TrainingCourse[],
  figureOf: (epoch: TrainingCourse['epochs'][number]) => number,
  y: Axis,
): Html {
  const longest = Math.max(...courses.map(({ epochs }) => epochs.length));
  const ends = courses.map(
    ({ name, epochs }) => `${name} from ${brief(figureOf(epochs[0]))} to ${brief(figureOf(epochs.at(-1)!))}`,
  );
  return chart(`${what} over ${longest} epochs: ${ends.join('; ')}`, 500, 280, {
    grid: { left: 58, right: 14, top: 12, bottom: 48 },
    xAxis: axisOption(wholeAxis(1, longest), 'epoch', 30),
    yAxis: axisOption(y, what, 42, brief),
    series: courses.map(({ epochs }, i) => {
      const { colour, dash } = lineLook(i);
      const points = epochs.map((epoch, at) => [at + 1, figureOf(epoch)] as const);
      return lineSeries(
        points.filter(([, value]) => value >= y.min),
        colour,
        dash,
      );
    }),
  });
}

function brief(value: number): string {
  return String(Number(value.toPrecision(3)));
}
