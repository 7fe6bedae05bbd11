// Runs the cells of a comparison and writes what they say: JSON, Markdown and an HTML page beside the cells.

import { join } from 'node:path';
import { writeFileAtomically } from '../../artifact/write-file.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import type { ComparedMethod, LabEvent } from '../../lab/compare-methods.ts';
import type { LabTeacher } from '../../lab/method.ts';
import type { Network } from '../../network/network.ts';
import { grouped, percent } from '../format.ts';
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
  const json = { cells };
  await writeFileAtomically(join(folder, 'comparison.json'), `${JSON.stringify(json, undefined, 2)}\n`);
  return { json, text: '' };
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
