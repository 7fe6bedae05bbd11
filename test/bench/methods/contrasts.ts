// What an experiment asks beside the table: one method against another, at equal bytes where that is the question, and the bounds that it fixed.
import { sha256OfJson } from '../../../host/artifact/digest.ts';
import type { ComparedMethod } from '../../../host/lab/compare-methods.ts';
import { readMethodOptions } from '../../../host/lab/methods.ts';
import { areBytesEqual } from '../../../host/lab/obstacle.ts';
import { pairedDifference, type Side, type Summary, type SummaryRow } from '../../../host/lab/summarize.ts';
import { effectOf, pointsOf, supportOf } from '../../../host/report/comparison/wording.ts';
import { grouped } from '../../../proto/numbers.ts';
import { describeBound, judgeBound } from './bounds.ts';
import type { Contrast, ContrastSide, Experiment } from './experiment.ts';

const whatBoundsMean =
  'A bound is met if the whole interval of the margin is above 0, missed if all of it is below 0, and not shown otherwise.';

/** A line for each; none where nothing is asked. */
export function renderContrasts({ contrasts = [] }: Experiment, summary: Summary): string[] {
  const lines = contrasts.map((contrast) => `- ${contrast.question}: ${answerOf(contrast, summary)}`);
  if (lines.length === 0) return [];
  const text = ['One method against another, paired by seed:', '', ...lines].join('\n');
  return contrasts.some(({ bound }) => bound) ? [text, whatBoundsMean] : [text];
}

/** `+0.34 points (95 % interval +0.19 to +0.49, 3 seeds); at most 90 errors: missed (…)` */
export function answerOf({ of, against, bound, equalBytes }: Contrast, { rows, teacher }: Summary): string {
  const sides = [sideOf(rows, of), against ? sideOf(rows, against) : { cells: scratchOf(rows)?.cells ?? [] }] as const;
  const difference = pairedDifference(...sides, { equalBytes });
  if (!difference) return 'not yet run';
  const found = `${pointsOf(difference)[0]} points (${supportOf(difference)})`;
  if (!bound) return `${found}: ${effectOf(difference)}${equalBytes ? bytesOf(...sides) : ''}`;
  const { margin, verdict } = judgeBound(bound, ...sides, teacher?.accuracy)!;
  const [mean, low, high] = pointsOf(margin);
  const reason = margin.obstacle ? `: ${margin.obstacle}` : '';
  return `${found}; ${describeBound(bound)}: ${verdict}${reason} (margin ${mean}, 95 % interval ${low} to ${high})`;
}

/** Means over the seeds of both, and whether they are equal. */
function bytesOf(...sides: readonly [Side, Side]): string {
  const [one, other] = sides.map(({ cells }) => {
    const bytes = cells.flatMap(({ figures }) => figures?.bytes ?? []);
    return Math.round(bytes.reduce((sum, each) => sum + each, 0) / bytes.length);
  });
  const verdict = areBytesEqual(one, other) ? 'equal' : 'not equal';
  return `; bytes within 10 %: ${verdict} (${grouped(one)} against ${grouped(other)})`;
}

function sideOf(rows: readonly SummaryRow[], { method, int8 }: ContrastSide): Side {
  return { cells: rowOf(rows, method)?.cells ?? [], ...(int8 && { score: 'int8' }) };
}

export function scratchOf(rows: readonly SummaryRow[]): SummaryRow | undefined {
  return rows.find(({ isBaseline }) => isBaseline);
}

/** With these options, and its teachers asked in this way; or the only one that has those given, as defaults may have been others in an earlier code version. */
export function rowOf(
  rows: readonly SummaryRow[],
  { name, options, live = false }: ComparedMethod,
): SummaryRow | undefined {
  const wanted = sha256OfJson(readMethodOptions(name, options));
  const ofMethod = rows.filter(
    ({ method, configuration }) => method === name && (configuration.live ?? false) === live,
  );
  const exact = ofMethod.find(({ configuration }) => sha256OfJson(configuration.options) === wanted);
  const near = ofMethod.filter(({ configuration }) =>
    Object.entries(options).every(([option, value]) => configuration.options[option] === value),
  );
  return exact ?? (near.length === 1 ? near[0] : undefined);
}
