// docs/methods.md, made of the cells in evidence/methods: what each experiment asked, what it showed, and what has not been run yet.
import { sha256OfJson } from '../../../host/artifact/digest.ts';
import type { Cell } from '../../../host/lab/cell.ts';
import type { ComparedMethod } from '../../../host/lab/compare-methods.ts';
import { trainingOf } from '../../../host/lab/group-cells.ts';
import { readMethodOptions } from '../../../host/lab/methods.ts';
import { renderMarkdown } from '../../../host/lab/report/markdown.ts';
import { effectOf, pointsOf, supportOf } from '../../../host/lab/report/wording.ts';
import { pairedDifference, type Summary, type SummaryRow, summarizeCells } from '../../../host/lab/summarize.ts';
import { percent } from '../../../host/validate/numbers.ts';
import { readEvidence } from './evidence-file.ts';
import { type ContrastSide, type Experiment, experiments } from './experiments.ts';

/** The same cells, the same text. */
export async function renderTables(): Promise<string> {
  const parts: string[] = [];
  for (const experiment of experiments) {
    const summary = await summarize(experiment);
    const body = summary ? renderSummary(experiment, summary) : 'Not yet run.';
    parts.push(`## ${experiment.name}\n\n${experiment.question}.\n\n${body}\n`);
  }
  return [
    '# Methods, measured',
    '',
    'Written by `npm run bench -- methods` from the cells in `evidence/methods`; [laboratory.md](laboratory.md) has the rules. Students are those of',
    'the last epoch, on the test split, which was read once for each cell.',
    '',
    ...parts,
  ].join('\n');
}

const readmeColumns = [
  'data',
  'student',
  'method',
  'teacher',
  'scratch',
  'method’s',
  'points (95 % interval)',
  'seeds',
];

/** The table between README's two marks. */
export async function renderReadme(readme: string): Promise<string> {
  const rows: string[][] = [];
  for (const experiment of experiments) {
    const { headline } = experiment;
    if (headline) rows.push(renderHeadline(experiment, headline, await summarize(experiment)));
  }
  const lines = [readmeColumns, readmeColumns.map((_, i) => (i < 3 ? '---' : '---:')), ...rows];
  const table = lines.map((fields) => `| ${fields.join(' | ')} |`).join('\n');
  return readme.replace(
    /(<!-- methods -->\n).*?(\n<!-- \/methods -->)/s,
    (_, start, end) => `${start}\n${table}\n${end}`,
  );
}

function renderHeadline({ data, student }: Experiment, headline: ComparedMethod, summary?: Summary): string[] {
  const fields = [data, student, nameOf(headline)];
  if (!summary) return [...fields, '', '', '', 'not yet run', ''];
  const accuracyOf = (row?: SummaryRow) => (row?.figures ? percent(row.figures.accuracy.mean) : 'not yet run');
  const row = rowOf(summary.rows, headline);
  const difference = row?.difference;
  const [mean, low, high] = difference ? pointsOf(difference) : [];
  return [
    ...fields,
    summary.teacher ? percent(summary.teacher.accuracy) : '',
    accuracyOf(scratchOf(summary.rows)),
    accuracyOf(row),
    difference && difference.pairs > 1 ? `${mean} (${low} to ${high})` : (mean ?? ''),
    `${difference?.pairs ?? 0}`,
  ];
}

function nameOf({ name, options }: ComparedMethod): string {
  return [name, ...Object.entries(options).map(([option, value]) => `${option} ${value}`)].join(', ');
}

/** @returns `undefined` where nothing has been run */
async function summarize(experiment: Experiment): Promise<Summary | undefined> {
  const { cells, teachers } = await readEvidence(experiment.name);
  if (cells.length === 0) return undefined;
  return summarizeCells(planCells(experiment, cells), { baseline: 'scratch', teacher: teachers[0]?.figures });
}

function renderSummary(experiment: Experiment, summary: Summary): string {
  const text = renderMarkdown(summary)
    .replace(/^# .*\n\n/, '')
    .replaceAll(/^## /gm, '### ');
  return [text.trimEnd(), ...renderLead(experiment, summary), ...renderContrasts(experiment, summary.rows)].join(
    '\n\n',
  );
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

function renderContrasts({ contrasts = [] }: Experiment, rows: readonly SummaryRow[]): string[] {
  const lines = contrasts.map(({ question, of, against }) => {
    const difference = pairedDifference(sideOf(rows, of), sideOf(rows, against));
    if (!difference) return `- ${question}: not yet run`;
    return `- ${question}: ${pointsOf(difference)[0]} points (${supportOf(difference)}): ${effectOf(difference)}`;
  });
  return lines.length === 0 ? [] : [['One method against another, paired by seed:', '', ...lines].join('\n')];
}

function sideOf(rows: readonly SummaryRow[], { method, int8 }: ContrastSide) {
  return { cells: rowOf(rows, method)?.cells ?? [], int8 };
}

function scratchOf(rows: readonly SummaryRow[]): SummaryRow | undefined {
  return rows.find(({ isBaseline }) => isBaseline);
}

function rowOf(rows: readonly SummaryRow[], { name, options }: ComparedMethod): SummaryRow | undefined {
  const wanted = sha256OfJson(readMethodOptions(name, options));
  return rows.find(({ method, configuration }) => method === name && sha256OfJson(configuration.options) === wanted);
}

/** In the experiment's order; one that has not been run has the configuration of its neighbours and no figures. */
function planCells({ methods, seeds, recipe, tuningBudget }: Experiment, cells: readonly Cell[]): Cell[] {
  return [{ name: 'scratch', options: {} }, ...methods].flatMap(({ name, options: given }) => {
    const options = readMethodOptions(name, given);
    const wanted = sha256OfJson([options, trainingOf(recipe, tuningBudget)]);
    const run = cells.filter(({ configuration: { method, options: own, recipe: trained, tuning } }) => {
      return method === name && sha256OfJson([own, trainingOf(trained, tuning?.candidates)]) === wanted;
    });
    const like = run[0] ?? cells.find(({ configuration }) => configuration.method !== 'scratch') ?? cells[0];
    return seeds.map((seed): Cell => {
      const found = run.find(({ configuration }) => configuration.seed === seed);
      const configuration = { ...like.configuration, method: name, options, seed };
      return found ?? { digest: sha256OfJson(configuration), configuration, versions: like.versions };
    });
  });
}
