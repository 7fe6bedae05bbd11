// docs/methods.md, made of the cells in evidence/methods: what each experiment asked, what it showed, and what has not been run yet. Cells of
// each code version make a table of their own.
import { sha256OfJson } from '../../../host/artifact/digest.ts';
import { type Cell, digestOfTeacher } from '../../../host/lab/cell.ts';
import { codeVersion } from '../../../host/lab/code-version.ts';
import type { ComparedMethod } from '../../../host/lab/compare-methods.ts';
import { trainingOf } from '../../../host/lab/group-cells.ts';
import { readMethodOptions } from '../../../host/lab/methods.ts';
import { renderMarkdown } from '../../../host/lab/report/markdown.ts';
import { effectOf, pointsOf, whatIntervalsCover } from '../../../host/lab/report/wording.ts';
import { seedsUpTo } from '../../../host/lab/seed-rule.ts';
import { type Summary, type SummaryRow, summarizeCells } from '../../../host/lab/summarize.ts';
import { percent } from '../../../host/validate/numbers.ts';
import { renderContrasts, rowOf, scratchOf } from './contrasts.ts';
import { type Evidence, readEvidence } from './evidence-file.ts';
import { type Experiment, experiments } from './experiments.ts';

/** The same cells, the same text. */
export async function renderTables(): Promise<string> {
  const parts: string[] = [];
  for (const experiment of experiments) parts.push(renderExperiment(experiment, await readEvidence(experiment.name)));
  return [
    '# Methods, measured',
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
    if (!headline) continue;
    const versions = summarizeVersions(experiment, await readEvidence(experiment.name));
    const found = versions.find(({ summary }) => rowOf(summary.rows, headline)?.figures) ?? versions[0];
    rows.push(renderHeadline(experiment, headline, found?.summary));
  }
  const lines = [readmeColumns, readmeColumns.map((_, i) => (i < 3 ? '---' : '---:')), ...rows];
  const table = lines.map((fields) => `| ${fields.join(' | ')} |`).join('\n');
  return readme.replace(
    /(<!-- methods -->\n).*?(\n<!-- \/methods -->)/s,
    (_, start, end) => `${start}\n${table}\n\n${whatIntervalsCover}\n${end}`,
  );
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

interface VersionSummary {
  readonly code: number;
  readonly summary: Summary;
  /** On superseded cells that stand in no row, as others of their method stand. */
  readonly aside: readonly string[];
}

/** Of the latest code version with what has not been run; of earlier ones what there is. */
function summarizeVersions(experiment: Experiment, { cells, teachers }: Evidence): VersionSummary[] {
  const versionOf = ({ configuration: { code = 1 } }: Cell) => code;
  const versions = [...new Set(cells.map(versionOf))].sort((a, b) => b - a);
  return versions.map((code) => {
    const ofVersion = cells.filter((cell) => versionOf(cell) === code);
    const { rows, aside } = partSuperseded(ofVersion);
    const asked = new Set(rows.map(({ configuration }) => sha256OfJson(configuration.teachers.map(digestOfTeacher))));
    const teacher = teachers.find(({ configuration }) => asked.has(sha256OfJson(configuration.teachers)))?.figures;
    const shown = code === codeVersion ? planCells(experiment, rows) : rows;
    return { code, summary: summarizeCells(shown, { baseline: 'scratch', teacher }), aside: listSuperseded(aside) };
  });
}

/** Superseded cells make a row only where nothing of the same method with the same options stands. */
function partSuperseded(cells: readonly Cell[]): { readonly rows: readonly Cell[]; readonly aside: readonly Cell[] } {
  const keyOf = ({ configuration: { method, options } }: Cell) => sha256OfJson([method, options]);
  const standing = new Set(cells.filter(({ superseded }) => superseded === undefined).map(keyOf));
  const isAside = (cell: Cell) => cell.superseded !== undefined && standing.has(keyOf(cell));
  return { rows: cells.filter((cell) => !isAside(cell)), aside: cells.filter(isAside) };
}

function listSuperseded(cells: readonly Cell[]): string[] {
  if (cells.length === 0) return [];
  const reasons = new Set(cells.map(({ superseded }) => superseded!));
  const lines = [...reasons].map((reason) => {
    const members = cells.filter(({ superseded }) => superseded === reason);
    const methods = new Set(members.map(({ configuration }) => configuration.method));
    const seeds = [...new Set(members.map(({ configuration }) => configuration.seed))].sort((a, b) => a - b);
    const which = seeds.length === 1 ? `seed ${seeds[0]}` : `seeds ${seeds[0]} to ${seeds[seeds.length - 1]}`;
    return `- ${[...methods].join(', ')}, ${which}: ${reason}`;
  });
  return [['Superseded, kept, and in no row:', '', ...lines].join('\n')];
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

/** In the experiment's order, those that it no longer plans last; one that has not been run has its neighbours' configuration and no figures. */
function planCells({ methods, seeds: rule, recipe, tuningBudget }: Experiment, cells: readonly Cell[]): Cell[] {
  const seeds = seedsUpTo(Math.max(rule.count, ...cells.map(({ configuration }) => configuration.seed)));
  const planned = [{ name: 'scratch', options: {} }, ...methods].flatMap(({ name, options: given }) => {
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
  return [...planned, ...cells.filter((cell) => !planned.includes(cell))];
}
