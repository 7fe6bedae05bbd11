// docs/methods.md, made of the cells in evidence/methods: what each experiment asked, what it showed, and what has not been run yet. Cells of
// each code version make a table of their own.
import { codeVersion } from '../../../host/lab/code-version.ts';
import type { ComparedMethod } from '../../../host/lab/compare-methods.ts';
import type { Summary, SummaryRow } from '../../../host/lab/summarize.ts';
import { renderMarkdown } from '../../../host/report/comparison/markdown.ts';
import { effectOf, pointsOf, whatIntervalsCover } from '../../../host/report/comparison/wording.ts';
import { percent } from '../../../proto/numbers.ts';
import { renderContrasts, rowOf, scratchOf } from './contrasts.ts';
import type { Evidence } from './evidence-file.ts';
import type { Experiment } from './experiment.ts';
import { renderTechniques } from './technique-table.ts';
import { latestWith, summarizeExperiments, summarizeVersions } from './version-summaries.ts';

/** The same cells, the same text. */
export async function renderTables(): Promise<string> {
  const summarized = await summarizeExperiments();
  const parts = summarized.map(({ experiment, evidence }) => renderExperiment(experiment, evidence));
  return [
    '# Methods, measured',
    '',
    renderHeadlines(summarized),
    '',
    '## Every technique',
    '',
    renderTechniques(summarized),
    '',
    'Written by `npm run bench -- methods` from the cells in [evidence/methods](../evidence/methods/README.md). [laboratory.md](laboratory.md) has the',
    'rules and the claims that were struck. Students are those of the last epoch, on the test split, which was read once for each cell.',
    '',
    ...parts,
  ].join('\n');
}

/** What an experiment's cells say, a table for each code version, the latest first. */
export function renderExperiment(experiment: Experiment, evidence: Evidence): string {
  const versions = summarizeVersions(experiment, evidence);
  const parts = versions.map(({ code, summary, aside }) => {
    const text = [renderSummary(experiment, summary), ...aside].join('\n\n');
    return code === codeVersion ? text : `### Cells of code version ${code}\n\n${text.replaceAll(/^### /gm, '#### ')}`;
  });
  if (versions[0]?.code !== codeVersion) parts.unshift(`Not yet run with code version ${codeVersion}.`);
  return `${[`## ${experiment.name}`, `${experiment.question}.`, ...parts, ...evidence.notes].join('\n\n')}\n`;
}

const headlineColumns = [
  'data',
  'student',
  'method',
  'teacher',
  'scratch',
  'method’s',
  'points (95 % interval)',
  'seeds',
];

/** The headline of each experiment that has one: test accuracy beside the same student from scratch. */
function renderHeadlines(summarized: Awaited<ReturnType<typeof summarizeExperiments>>): string {
  const rows = summarized.flatMap(({ experiment, versions }) => {
    const { headline } = experiment;
    if (!headline) return [];
    const { summary } = latestWith(versions, (rows) => rowOf(rows, headline)) ?? versions[0] ?? {};
    return [renderHeadline(experiment, headline, summary)];
  });
  const lines = [headlineColumns, headlineColumns.map((_, i) => (i < 3 ? '---' : '---:')), ...rows];
  const table = lines.map((fields) => `| ${fields.join(' | ')} |`).join('\n');
  return `Test accuracy of each experiment’s main method, beside the same student from scratch:\n\n${table}\n\n${whatIntervalsCover}`;
}

function renderHeadline({ data, student }: Experiment, headline: ComparedMethod, summary?: Summary): string[] {
  const fields = [data, student, nameOf(headline)];
  if (!summary) return [...fields, '', '', '', 'not yet run', ''];
  const accuracyOf = (row?: SummaryRow) => (row?.figures ? percent(row.figures.accuracy.mean) : 'not yet run');
  const row = rowOf(summary.rows, headline);
  const difference = row?.difference;
  const [mean, low, high] = difference ? pointsOf(difference) : [];
  const interval = difference && difference.pairs > 1 ? `${mean} (${low} to ${high})` : (mean ?? '');
  return [
    ...fields,
    summary.teacher ? percent(summary.teacher.accuracy) : '',
    accuracyOf(scratchOf(summary.rows)),
    accuracyOf(row),
    difference?.obstacle ? `${interval}; ${effectOf(difference)}` : interval,
    `${difference?.pairs ?? 0}`,
  ];
}

function nameOf({ name, options }: ComparedMethod): string {
  return [name, ...Object.entries(options).map(([option, value]) => `${option} ${value}`)].join(', ');
}

function renderSummary(experiment: Experiment, summary: Summary): string {
  const text = renderMarkdown(summary)
    .replace(/^# .*\n\n/, '')
    .replaceAll(/^## /gm, '### ');
  return [text.trimEnd(), ...renderLead(experiment, summary), ...renderContrasts(experiment, summary)].join('\n\n');
}

/** How much of what the teacher has over scratch the headline's method takes. */
function renderLead({ headline }: Experiment, { teacher, rows }: Summary): string[] {
  const scratch = scratchOf(rows)?.figures?.accuracy.mean;
  const row = headline && rowOf(rows, headline);
  if (!teacher || scratch === undefined || !row?.figures || teacher.accuracy <= scratch) return [];
  const lead = teacher.accuracy - scratch;
  const share = (row.figures.accuracy.mean - scratch) / lead;
  return [
    `${row.name} takes ${(100 * share).toFixed(0)} % of the teacher’s lead of ${(100 * lead).toFixed(2)} points over scratch.`,
  ];
}
