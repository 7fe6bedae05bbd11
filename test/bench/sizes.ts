// `npm run bench -- sizes`: students of many sizes from scratch, judged on the validation split alone, beside what they cost on the board. The rule
// that chooses among them stands in `chooseDefault`; recipes are those that `retort distill` takes. Rows are kept in evidence/sizes.json; those that are there are not run again.
// RETORT_BENCH_ONLY names one data set.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createOutput } from '../../host/cli/output.ts';
import { networkFor, picturesOf } from '../../host/cli/settings/network-choice.ts';
import { costStudents, type StudentCost } from '../../host/cli/steps/cost-students.ts';
import { loadDataset } from '../../host/dataset/load.ts';
import { defaultStudentTraining } from '../../host/distill/presets.ts';
import { coreNamed } from '../../host/image/core-description.ts';
import { codeVersion } from '../../host/lab/code-version.ts';
import { readJson, writeJson } from '../../host/lab/json-file.ts';
import { scoreFloat } from '../../host/lab/judge.ts';
import { withholdTest } from '../../host/lab/withhold-test.ts';
import { labelLoss } from '../../host/train/loss.ts';
import type { Recipe } from '../../host/train/recipe.ts';
import { trainNetwork } from '../../host/train/train.ts';
import { dataFolder } from '../support/data-folder.ts';

export interface SizeRow
  extends Pick<StudentCost, 'parameters' | 'memoryBytes' | 'milliseconds' | 'lineMilliseconds' | 'fits'> {
  readonly data: string;
  readonly network: string;
  readonly recipe: Recipe;
  readonly code: number;
  readonly seed: number;
  readonly board: string;
  /** A fraction. */
  readonly validationAccuracy: number;
  readonly trainingSeconds: number;
}

const path = fileURLToPath(new URL('../../evidence/sizes.json', import.meta.url));
const board = 'up5k';
const seed = 1;
/** The last is the teacher, too large for `up5k`. On Fashion-MNIST dscnn:32x4 too, which trained three times as long as vgg:8-16-32/2, computes longer and was less accurate. */
const networks = ['student', 'vgg:8-16-32/2', 'vgg:12-24-48/2', 'vgg:16-32-64/2', 'vgg:32-64-128/2'];
const dataSets = ['mnist', 'fashion-mnist', 'cifar10'];

/** The most accurate on the validation split of those that fit the board and compute for at most three times as long as their input is on the line. */
export function chooseDefault(rows: readonly SizeRow[]): SizeRow | undefined {
  const allowed = rows.filter(
    ({ fits, milliseconds, lineMilliseconds }) => fits && milliseconds <= 3 * lineMilliseconds,
  );
  return allowed.toSorted((a, b) => b.validationAccuracy - a.validationAccuracy)[0];
}

export async function benchSizes(): Promise<SizeRow[]> {
  const output = createOutput(true);
  const kept = existsSync(path) ? [...(await readJson<{ readonly rows: readonly SizeRow[] }>(path))!.rows] : [];
  const { RETORT_BENCH_ONLY: only } = process.env;
  for (const data of dataSets.filter((name) => only === undefined || name === only)) {
    const dataset = await loadDataset(data, { dataDir: dataFolder });
    const pictures = picturesOf(dataset);
    const target = { core: coreNamed(board), baud: 3_000_000, pictures };
    const { signal } = new AbortController();
    const { students } = await costStudents(networks, target, { signal }, () => {});
    const { data: training } = withholdTest(dataset);
    for (const cost of students) {
      const { name: network, parameters, memoryBytes, milliseconds, lineMilliseconds, fits } = cost;
      const built = networkFor(network, pictures);
      const recipe = defaultStudentTraining(built, dataset);
      const key = JSON.stringify([data, network, recipe, codeVersion, seed]);
      if (kept.some((row) => JSON.stringify([row.data, row.network, row.recipe, row.code, row.seed]) === key)) continue;
      const started = performance.now();
      const { train: split, preprocessing } = training;
      const task = { network: built, split, preprocessing, loss: labelLoss };
      const trained = await trainNetwork({ ...task, ...recipe, seed });
      const { accuracy: validationAccuracy } = await scoreFloat(trained, training.validation, training);
      const trainingSeconds = Math.round((performance.now() - started) / 1000);
      const costs = { parameters, memoryBytes, milliseconds, lineMilliseconds, fits };
      kept.push({
        data,
        network,
        recipe,
        code: codeVersion,
        seed,
        board,
        ...costs,
        validationAccuracy,
        trainingSeconds,
      });
      await writeJson(path, { rows: kept });
      output.note(
        `${data}: ${network}: ${(100 * validationAccuracy).toFixed(2)} % of the validation split, ${trainingSeconds} s`,
      );
    }
    const chosen = chooseDefault(kept.filter((row) => row.data === data && row.code === codeVersion));
    output.note(`${data}: by the rule ${chosen?.network ?? 'none'}`);
  }
  return kept;
}
