// `npm run bench -- methods`: fills in the cells of the experiments that are missing, in their order, and writes docs/methods.md and
// host/lab/evidence-summary.ts. Cells are kept in evidence/methods/EXPERIMENT.json; run folders, teachers and checkpoints in .cache.
// RETORT_BENCH_MINUTES ends it early, and 0 writes what is made of the cells without running any; RETORT_BENCH_ONLY names one experiment.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeFileAtomically } from '../../host/artifact/write-file.ts';
import { createOutput } from '../../host/cli/output.ts';
import { trainLabTeachers } from '../../host/cli/steps/lab-teachers.ts';
import { version } from '../../host/cli/version.ts';
import { loadDataset } from '../../host/dataset/load.ts';
import type { Cell } from '../../host/lab/cell.ts';
import { codeVersion } from '../../host/lab/code-version.ts';
import { type ComparisonPlan, compareMethods, type LabEvent } from '../../host/lab/compare-methods.ts';
import { judgeTeachers } from '../../host/lab/judge-teachers.ts';
import type { Bench } from '../../host/lab/run-cell.ts';
import { needsMoreSeeds, type SeedRule, seedsUpTo } from '../../host/lab/seed-rule.ts';
import { withholdTest } from '../../host/lab/withhold-test.ts';
import { networkNamed } from '../../host/network/named-networks.ts';
import { tf } from '../../host/tensorflow/tensorflow.ts';
import { dataFolder } from '../support/data-folder.ts';
import { fixPlan, packEvidence, readEvidence, unpackEvidence, writeEvidence } from './methods/evidence-file.ts';
import type { Experiment } from './methods/experiment.ts';
import { experiments } from './methods/experiments.ts';
import { renderEvidenceSummary } from './methods/summary-file.ts';
import { renderTables } from './methods/tables.ts';

const tables = fileURLToPath(new URL('../../docs/methods.md', import.meta.url));
const summary = fileURLToPath(new URL('../../host/lab/evidence-summary.ts', import.meta.url));
const cacheFolder = fileURLToPath(new URL('../../.cache/methods/', import.meta.url));

interface MethodsRow {
  readonly experiment: string;
  readonly method: string;
  readonly options: string;
  readonly seed: number;
  readonly testErrors: number;
  readonly seconds: number;
}

export async function benchMethods(): Promise<MethodsRow[]> {
  const { RETORT_BENCH_MINUTES: minutes = '480', RETORT_BENCH_ONLY: only } = process.env;
  const signal = AbortSignal.timeout(Number(minutes) * 60_000);
  const rows: MethodsRow[] = [];
  const chosen = experiments.filter(({ name }) => only === undefined || name === only);
  if (chosen.length === 0) throw new Error(`${only} is none of ${experiments.map(({ name }) => name).join(', ')}`);
  for (const experiment of Number(minutes) > 0 ? chosen : []) {
    rows.push(
      ...(await runExperiment(experiment, signal).catch((error: unknown) => {
        if (!signal.aborted) throw error;
        process.stderr.write(`${experiment.name}: not to its end in ${minutes} minutes; the same command goes on\n`);
        return [];
      })),
    );
  }
  await writeFileAtomically(tables, await renderTables());
  await writeFileAtomically(summary, await renderEvidenceSummary());
  return rows;
}

async function runExperiment(experiment: Experiment, signal: AbortSignal): Promise<MethodsRow[]> {
  const { name, data, teacher, student, seeds, contrasts = [], ...plan } = experiment;
  const dataset = await loadDataset(data, { dataDir: dataFolder, signal });
  const named = (network: string) => networkNamed(network, dataset.shape, dataset.classes.length);
  const output = createOutput(true);
  const settings = { ...teacher, network: named(teacher.network), folder: cacheFolder, seed: 1 };
  const teachers = await trainLabTeachers(dataset, settings, { output, signal });
  const versions = { retort: version, node: process.versions.node, tfjs: tf.version['tfjs-core'] };
  const common = {
    ...withholdTest(dataset),
    network: named(student),
    teachers,
    versions,
    int8: plan.int8,
    signal,
  };
  const folder = join(cacheFolder, name);
  const bench = { ...common, folder, cache: folder };
  const evidence = fixPlan(await readEvidence(name), { code: codeVersion, seeds, contrasts });
  await writeEvidence(evidence);
  await unpackEvidence(evidence, folder);
  const onEvent = (event: LabEvent) => {
    if (event.type !== 'cell') return;
    const { configuration, figures, failure } = event.cell;
    const errors = figures ? `${figures.test.total - figures.test.correct} errors` : `failed: ${failure}`;
    output.note(
      `${name}: ${configuration.method}, seed ${configuration.seed}: ${errors} (${event.done} of ${event.total})`,
    );
  };
  const runAll = async () => {
    try {
      const run = await runPlannedSeeds(bench, { ...plan, seedRule: seeds }, onEvent);
      await judgeTeachers(bench);
      return run;
    } finally {
      await writeEvidence(await packEvidence(evidence, folder));
    }
  };
  const cells = await runAll();
  return cells.flatMap(({ configuration: { method, options, seed }, figures }) => {
    if (!figures) return [];
    const { test, seconds } = figures;
    const row = { experiment: name, method, options: JSON.stringify(options), seed };
    return [{ ...row, testErrors: test.total - test.correct, seconds: Math.round(seconds) }];
  });
}

/** The first seeds, and the further ones where the rule asks for them. */
async function runPlannedSeeds(
  bench: Bench,
  plan: Omit<ComparisonPlan, 'seeds'> & { readonly seedRule: SeedRule },
  onEvent: (event: LabEvent) => void,
): Promise<Cell[]> {
  const { count, more } = plan.seedRule;
  const first = await compareMethods(bench, { ...plan, seeds: seedsUpTo(count) }, onEvent);
  if (!more || !needsMoreSeeds(plan.seedRule, first)) return first;
  return compareMethods(bench, { ...plan, seeds: seedsUpTo(more.upTo) }, onEvent);
}
