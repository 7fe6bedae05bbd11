// How the terms of the loss and their gradients went over the epochs: a small drawing for each method, all on one scale.

import type { StageHistory } from '../../../lab/cell.ts';
import type { Summary } from '../../../lab/summarize.ts';
import { type Axis, axisOption, logAxis, wholeAxis } from '../../axis.ts';
import { chart, colours } from '../../chart.ts';
import { type Html, html } from '../../html.ts';
import { keys, lineLook, lineSeries } from '../../plot.ts';

type Figure = 'value' | 'gradientNorm';

interface Course {
  readonly name: string;
  readonly history: readonly StageHistory[];
  /** Over all stages. */
  readonly epochs: number;
}

/** A term over one stage; epochs count from 1 over all stages. */
interface Line {
  readonly term: string;
  readonly points: readonly (readonly [epoch: number, value: number])[];
}

/** Values farther below the highest than this factor are left out: a term that has come to nothing would flatten the others. */
const FARTHEST = 1e5;

export function trainingCourse({ rows }: Summary): Html {
  const courses = rows.flatMap(({ name, figures }): Course[] => {
    const history = figures?.history ?? [];
    const epochs = history.reduce((sum, stage) => sum + stage.epochs.length, 0);
    return epochs === 0 ? [] : [{ name, history, epochs }];
  });
  const terms = [...new Set(courses.flatMap(({ history }) => linesOf(history, 'value').map(({ term }) => term)))];
  if (terms.length === 0) return html``;
  const legend = keys(terms.map((name, i) => ({ name, ...lineLook(i) })));
  return html`<h2>Loss terms over the epochs</h2>
<p class="quiet">Each term with its weight, mean over the seeds; stages one after another, parted by a thin line.</p>
${legend}${panels('loss terms', courses, terms, 'value')}
<h2>Gradient norms over the epochs</h2>
<p class="quiet">Of each term’s gradient by the weights, mean over the seeds: which term moves the student.</p>
${legend}${panels('gradient norms', courses, terms, 'gradientNorm')}`;
}

function panels(what: string, courses: readonly Course[], terms: readonly string[], figure: Figure): Html {
  const values = courses
    .flatMap(({ history }) => linesOf(history, figure))
    .flatMap(({ points }) => points.map(([, value]) => value))
    .filter((value) => value > 0);
  if (values.length === 0) return html`<p>All are 0.</p>`;
  const high = values.reduce((a, b) => Math.max(a, b));
  const low = values.reduce((a, b) => Math.min(a, b));
  const y = logAxis(Math.max(low, high / FARTHEST), high);
  return html`<div class="panels">${courses.map((course) => {
    const stages = course.history.map(({ stage, epochs }) => `${stage} ${epochs.length}`).join(', ');
    const several = course.history.length > 1 ? html`<br><span class="quiet">epochs: ${stages}</span>` : html``;
    return html`<figure><figcaption>${course.name}${several}</figcaption>${panel(what, course, terms, figure, y)}</figure>`;
  })}</div>`;
}

function panel(
  what: string,
  { name, history, epochs }: Course,
  terms: readonly string[],
  figure: Figure,
  y: Axis,
): Html {
  const lines = linesOf(history, figure);
  const ends = lines.map(({ term, points }) => `${term} from ${brief(points[0][1])} to ${brief(points.at(-1)![1])}`);
  const x = wholeAxis(1, epochs);
  const boundaries = history.slice(0, -1).map((_, i) => {
    const at = history.slice(0, i + 1).reduce((sum, stage) => sum + stage.epochs.length, 0.5);
    return lineSeries(
      [
        [at, y.min],
        [at, y.max],
      ],
      colours.rule,
      'solid',
      1,
    );
  });
  const drawn = lines.map(({ term, points }) => {
    const { colour, dash } = lineLook(terms.indexOf(term));
    return lineSeries(
      points.filter(([, value]) => value >= y.min),
      colour,
      dash,
      1.75,
    );
  });
  return chart(`${what} of ${name} over ${epochs} epochs: ${ends.join('; ')}`, 320, 210, {
    grid: { left: 44, right: 8, top: 8, bottom: 40 },
    xAxis: axisOption(x, 'epoch', 24),
    yAxis: axisOption(y, '', 0),
    series: [...boundaries, ...drawn],
  });
}

function linesOf(history: readonly StageHistory[], figure: Figure): Line[] {
  let before = 0;
  return history.flatMap(({ epochs }) => {
    const first = before + 1;
    before += epochs.length;
    const terms = new Set(epochs.flatMap((epoch) => Object.keys(epoch.terms)));
    return [...terms].map((term) => ({
      term,
      points: epochs.flatMap((epoch, i) => {
        const value = epoch.terms[term]?.[figure];
        return value === undefined ? [] : [[first + i, value] as const];
      }),
    }));
  });
}

function brief(value: number): string {
  return String(Number(value.toPrecision(2)));
}
