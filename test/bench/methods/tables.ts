// docs/methods.md, made of the cells beside this file: what each experiment asked, what it showed, and what has not been run yet.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sha256OfJson } from '../../../host/artifact/digest.ts';
import type { Cell } from '../../../host/lab/cell.ts';
import { readMethodOptions } from '../../../host/lab/methods.ts';
import { renderMarkdown } from '../../../host/lab/report/markdown.ts';
import { type SummaryTeacher, summarizeCells } from '../../../host/lab/summarize.ts';
import { type Experiment, experiments } from './experiments.ts';

export const cellsFolder = fileURLToPath(new URL('.', import.meta.url));

/** The same cells, the same text. */
export function renderTables(): string {
  const parts = experiments.map((experiment) => {
    const cells = readCells(experiment);
    const body = cells.length === 0 ? 'Not yet run.' : renderSummary(experiment, cells);
    return `## ${experiment.name}\n\n${experiment.question}.\n\n${body.trimEnd()}\n`;
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

function renderSummary(experiment: Experiment, cells: readonly Cell[]): string {
  const planned = planCells(experiment, cells);
  const text = renderMarkdown(summarizeCells(planned, { baseline: 'scratch', teacher: readTeacher(experiment) }));
  return text.replace(/^# .*\n\n/, '').replaceAll(/^## /gm, '### ');
}

/** In the experiment's order; one that has not been run has the configuration of its neighbours and no figures. */
function planCells({ methods, seeds, recipe }: Experiment, cells: readonly Cell[]): Cell[] {
  return [{ name: 'scratch', options: {} }, ...methods].flatMap(({ name, options: given }) => {
    const options = readMethodOptions(name, given);
    const isThis = ({ configuration }: Cell) =>
      configuration.method === name &&
      sha256OfJson([configuration.options, configuration.recipe]) === sha256OfJson([options, recipe]);
    const run = cells.filter(isThis);
    const like = run[0] ?? cells.find(({ configuration }) => configuration.method !== 'scratch') ?? cells[0];
    return seeds.map((seed): Cell => {
      const found = run.find(({ configuration }) => configuration.seed === seed);
      const configuration = { ...like.configuration, method: name, options, seed };
      return found ?? { digest: sha256OfJson(configuration), configuration, versions: like.versions };
    });
  });
}
