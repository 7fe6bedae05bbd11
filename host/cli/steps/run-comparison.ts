// Runs the cells of a comparison and writes what they say: JSON, Markdown and an HTML page beside the cells.

import { join } from 'node:path';
import { writeFileAtomically } from '../../artifact/write-file.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import type { Cell } from '../../lab/cell.ts';
import type { ComparedMethod } from '../../lab/compare-methods.ts';
import type { LabTeacher } from '../../lab/method.ts';
import { accuraciesOf, type Summary, type SummaryTeacher } from '../../lab/summarize.ts';
import type { Network } from '../../network/network.ts';
import { taskOf } from '../../task/task-of.ts';
import { type GuessingWarning, guessedShareOf, warnOfGuessing } from '../../validate/guessing.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { runStep } from '../output.ts';
import type { CommandContext, CommandOutcome } from '../run-command.ts';
import { nameOfChoice } from '../settings/network-choice.ts';
import { studentChoice, studentTrainingRecipe, teacherChoice } from '../settings/recipes.ts';
import type { Settings } from '../settings/settings.ts';
import { describeEvent, describeSummary, textOf } from '../text/comparison-text.ts';
import { openBench } from './open-bench.ts';
import { watchCells } from './watch-cells.ts';

export interface ComparisonRun {
  readonly dataset: Dataset;
  readonly settings: Settings;
  readonly network: Network;
  readonly teachers: readonly LabTeacher[];
  readonly folder: string;
  readonly plan: {
    readonly methods: readonly ComparedMethod[];
    readonly seeds: readonly number[];
    readonly tuningBudget: number;
  };
  readonly int8: boolean;
}

/** Written after every cell, so that an interrupted comparison has its page too. */
export async function runComparison(run: ComparisonRun, context: CommandContext): Promise<CommandOutcome> {
  const { output } = context;
  const { compareMethods } = await import('../../lab/compare-methods.ts');
  const { judgeTeachers } = await import('../../lab/judge-teachers.ts');
  const { settings, folder, plan, ...parts } = run;
  const { dataset } = run;
  const recipe = studentTrainingRecipe(dataset, settings);
  const { teacherMode } = settings.distill;
  const bench = await openBench({ ...parts, recipe, folder, cache: folder, teacherMode }, context);
  const cells = new Map<string, Cell>();
  const watch = watchCells(output);
  try {
    await runStep(output, 'comparison', async (update) => {
      await compareMethods(bench, { ...plan, recipe }, (event) => {
        for (const cell of event.type === 'plan' ? event.cells : event.type === 'cell' ? [event.cell] : []) {
          cells.set(cell.digest, cell);
        }
        if (event.type === 'plan') return;
        if (event.type === 'training') watch.see(event);
        const text = describeEvent(event);
        if (event.type === 'cell') output.note(text);
        update(text);
      });
      return {
        result: undefined,
        text: `${cells.size} students, ${plan.seeds.length} seed${plan.seeds.length === 1 ? '' : 's'}`,
      };
    });
    const teacher = await judgeTeachers(bench);
    const summary = await writeComparison([...cells.values()], teacher, dataset, folder);
    const guessing = warnOfGuessingIn(summary, dataset);
    for (const { message } of guessing) output.note(`warning: ${message}`);
    const failed = [...cells.values()].some(({ failure }) => failure !== undefined);
    return {
      json: {
        studentNetwork: nameOfChoice(studentChoice(dataset, settings)),
        teacherNetwork: nameOfChoice(teacherChoice(dataset, settings)),
        ...describeSummary(summary),
        noBetterThanGuessing: guessing.length > 0,
        warnings: [...watch.warnings, ...guessing],
        ...pathsIn(folder),
      },
      text: textOf(summary, pathsIn(folder).page),
      ...(failed && { exitCode: EXIT_CODES.training }),
    };
  } catch (error) {
    if (cells.size > 0) await writeComparison([...cells.values()], undefined, dataset, folder);
    throw error;
  }
}

function warnOfGuessingIn(summary: Summary, dataset: Dataset): GuessingWarning[] {
  const [{ labels }, task] = [dataset.test, taskOf(dataset)];
  return accuraciesOf(summary).flatMap(({ model, accuracy }) => warnOfGuessing({ model, accuracy, labels, task }));
}

const pathsIn = (folder: string) => ({
  page: join(folder, 'comparison.html'),
  markdown: join(folder, 'comparison.md'),
  details: join(folder, 'comparison.json'),
});

async function writeComparison(
  cells: readonly Cell[],
  teacher: SummaryTeacher | undefined,
  dataset: Dataset,
  folder: string,
): Promise<Summary> {
  const { renderComparison } = await import('../../report/comparison/html.ts');
  const { renderMarkdown } = await import('../../report/comparison/markdown.ts');
  const { writeJson } = await import('../../lab/json-file.ts');
  const { summarizeCells } = await import('../../lab/summarize.ts');
  const majorityShare = guessedShareOf(dataset.test.labels, taskOf(dataset));
  const summary = summarizeCells(cells, { baseline: 'scratch', teacher, majorityShare });
  const { page, markdown, details } = pathsIn(folder);
  await writeJson(details, { summary });
  await writeFileAtomically(markdown, renderMarkdown(summary));
  await writeFileAtomically(page, renderComparison(summary));
  return summary;
}
