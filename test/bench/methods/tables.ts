// docs/methods.md, made of the cells beside this file: what each experiment asked, what it showed, and what has not been run yet.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sha256OfJson } from '../../../host/artifact/digest.ts';
import type { Cell } from '../../../host/lab/cell.ts';
import { trainingOf } from '../../../host/lab/group-cells.ts';
import { readMethodOptions } from '../../../host/lab/methods.ts';
import { renderMarkdown } from '../../../host/lab/report/markdown.ts';
import { effectOf, pointsOf, supportOf } from '../../../host/lab/report/wording.ts';
import {
  pairedDifference,
  type Summary,
  type SummaryRow,
  type SummaryTeacher,
  summarizeCells,
} from '../../../host/lab/summarize.ts';
import { percent } from '../../../host/validate/numbers.ts';
import { type ContrastSide, type Experiment, experiments } from './experiments.ts';

export const cellsFolder = fileURLToPath(new URL('.', import.meta.url));

/** The same cells, the same text. */
export function renderTables(): string {
  const parts = experiments.map((experiment) => {
    const summary = summarize(experiment);
    const body = summary ? renderSummary(experiment, summary) : 'Not yet run.';
    return `## ${experiment.name}\n\n${experiment.question}.\n\n${body}\n`;
  });
  return [
    '# Methods, measured',
    '',
    'Written by `npm run bench -- methods` from the cells in `test/bench/methods`; [laboratory.md](laboratory.md) has the rules. Students are those of',
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
export function renderReadme(readme: string): string {
  const rows = experiments.flatMap((experiment) => {
    const { headline, data, student } = experiment;
    if (!headline) return [];
    const fields = [data, student, nameOf(headline)];
    const summary = summarize(experiment);
    if (!summary) return [[...fields, '', '', '', 'not yet run', '']];
    const accuracyOf = (row?: SummaryRow) => (row?.figures ? percent(row.figures.accuracy.mean) : 'not yet run');
    const row = rowOf(summary.rows, headline)!;
    const { difference } = row;
    const [mean, low, high] = difference ? pointsOf(difference) : [];
    return [
      [
        ...fields,
        summary.teacher ? percent(summary.teacher.accuracy) : '',
        accuracyOf(scratchOf(summary.rows)),
        accuracyOf(row),
        difference && difference.pairs > 1 ? `${mean} (${low} to ${high})` : (mean ?? ''),
        `${difference?.pairs ?? 0}`,
      ],
    ];
  });
  const lines = [readmeColumns, readmeColumns.map((_, i) => (i < 3 ? '---' : '---:')), ...rows];
  const table = lines.map((fields) => `| ${fields.join(' | ')} |`).join('\n');
  return readme.replace(
    /(<!-- methods -->\n).*?(\n<!-- \/methods -->)/s,
    (_, start, end) => `${start}\n${table}\n${end}`,
  );
}

function nameOf({ name, options }: ContrastSide['method']): string {
  return [name, ...Object.entries(options).map(([option, value]) => `${option} ${value}`)].join(', ');
}

export function readCells({ name }: Experiment): Cell[] {
  const folder = join(cellsFolder, name, 'cells');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((file): Cell => JSON.parse(readFileSync(join(folder, file), 'utf8')));
}

function readTeacher({ name }: Experiment): SummaryTeacher | undefined {
  const folder = join(cellsFolder, name);
  const [file] = readdirSync(folder).filter((one) => one.startsWith('teacher-'));
  return file === undefined ? undefined : JSON.parse(readFileSync(join(folder, file), 'utf8')).figures;
}

/** @returns `undefined` where nothing has been run */
function summarize(experiment: Experiment): Summary | undefined {
  const cells = readCells(experiment);
  if (cells.length === 0) return undefined;
  return summarizeCells(planCells(experiment, cells), { baseline: 'scratch', teacher: readTeacher(experiment) });
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

function rowOf(rows: readonly SummaryRow[], { name, options }: ContrastSide['method']): SummaryRow | undefined {
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
