// Runs the cells of a comparison and writes what they say: JSON, Markdown and an HTML page beside the cells.

import { join } from 'node:path';
import { writeFileAtomically } from '../../artifact/write-file.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import type { ComparedMethod, LabEvent } from '../../lab/compare-methods.ts';
import type { LabTeacher } from '../../lab/method.ts';
import type { Difference, Summary } from '../../lab/summarize.ts';
import type { Network } from '../../network/network.ts';
import { columns, grouped, percent } from '../format.ts';
import { runStep } from '../output.ts';
import { studentRecipe } from '../recipes.ts';
import type { CommandContext, CommandOutcome } from '../run-command.ts';
import type { Settings } from '../settings.ts';
import { version } from '../version.ts';
import { describeTraining } from './training-progress.ts';

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

export async function runComparison(run: ComparisonRun, { output, signal }: CommandContext): Promise<CommandOutcome> {
  const { compareMethods } = await import('../../lab/compare-methods.ts');
  const { renderComparison } = await import('../../lab/report/html.ts');
  const { renderMarkdown } = await import('../../lab/report/markdown.ts');
  const { summarizeCells } = await import('../../lab/summarize.ts');
  const { withholdTest } = await import('../../lab/withhold-test.ts');
  const { tf } = await import('../../tensorflow/tensorflow.ts');
  const { dataset, settings, network, teachers, folder, plan, int8 } = run;
  const { alpha: _alpha, temperature: _temperature, ...recipe } = studentRecipe(dataset, settings);
  const versions = { retort: version, node: process.versions.node, tfjs: tf.version['tfjs-core'] };
  const bench = { ...withholdTest(dataset), network, teachers, folder, cache: folder, versions, int8, signal };
  const cells = await runStep(output, 'comparison', async (update) => {
    const result = await compareMethods(bench, { ...plan, recipe }, (event) => {
      const text = describeEvent(event);
      if (event.type === 'cell') output.note(text);
      update(text);
    });
    return { result, text: `${result.length} students of ${plan.seeds.length} seeds` };
  });
  const summary = summarizeCells(cells, { baseline: 'scratch' });
  const [json, markdown, page] = ['json', 'md', 'html'].map((kind) => join(folder, `comparison.${kind}`));
  await writeFileAtomically(json, `${JSON.stringify({ summary }, undefined, 2)}\n`);
  await writeFileAtomically(markdown, renderMarkdown(summary));
  await writeFileAtomically(page, renderComparison(summary));
  return { json: { ...describeSummary(summary), page, markdown, details: json }, text: textOf(summary, page) };
}

function describeSummary({ rows }: Summary) {
  return {
    rows: rows.map(({ name, method, configuration, seedsRun, figures, difference }) => ({
      name,
      method,
      options: configuration.options,
      seeds: seedsRun,
      ...(figures && {
        accuracy: figures.accuracy,
        int8Accuracy: figures.int8?.accuracy,
        seconds: figures.seconds,
        parameters: figures.parameters,
        nonZero: figures.nonZero,
        bytes: figures.bytes,
      }),
      ...(difference && { difference }),
    })),
  };
}

function textOf(summary: Summary, page: string): string {
  const rows = summary.rows.map(({ name, figures, difference, seedsRun }) => [
    name,
    String(seedsRun),
    figures ? percent(figures.accuracy.mean) : 'not yet run',
    figures?.int8 ? percent(figures.int8.accuracy.mean) : '',
    figures ? grouped(Math.round(figures.bytes)) : '',
    difference ? verdictOf(difference) : '',
  ]);
  const headings = ['method', 'seeds', 'accuracy', 'int8', 'bytes', 'points over scratch (95 % interval)'];
  return `${columns(headings, rows, new Set([1, 2, 3, 4]))}\n\n${page} has the plots.`;
}

function verdictOf({ mean, low, high, shown }: Difference): string {
  const [middle, ...ends] = [mean, low, high].map((value) =>
    Number.isFinite(value) ? `${value < 0 ? '−' : '+'}${Math.abs(100 * value).toFixed(2)}` : '…',
  );
  return `${middle} (${ends.join(' to ')}): ${shown === 'not shown' ? shown : `shown, ${shown}`}`;
}

function describeEvent(event: LabEvent): string {
  if (event.type === 'cell') {
    const { configuration, figures } = event.cell;
    const left = event.done < event.total ? `, about ${grouped(Math.ceil(event.secondsLeft))} s left` : '';
    const right = figures ? `${percent(figures.test.accuracy)} right` : 'not yet run';
    return `${configuration.method}, seed ${configuration.seed}: ${right} (${event.done} of ${event.total}${left})`;
  }
  const training = describeTraining(event.training);
  if (event.type === 'tuning') return `tuning ${event.method}, candidate ${event.candidate + 1}, ${training}`;
  return `${event.configuration.method}, seed ${event.configuration.seed}, ${event.stage}, ${training}`;
}
