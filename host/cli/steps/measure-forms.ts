// What smaller inputs cost in accuracy: a student from scratch for each, judged on the validation split, in int8 with the bits that travel.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { grouped } from '../../../proto/numbers.ts';
import { sha256OfJson } from '../../artifact/digest.ts';
import type { Dataset } from '../../dataset/dataset.ts';
import type { InputForm } from '../../plan/input-forms.ts';
import { type InputBits, inputBits } from '../../quantize/input-levels.ts';
import { type Proportion, proportionOf } from '../../validate/statistics.ts';
import { runStep } from '../output.ts';
import type { CommandContext } from '../run-command.ts';
import { studentNetworkOf, studentTrainingRecipe } from '../settings/recipes.ts';
import type { Settings } from '../settings/settings.ts';
import { loadData } from './load-data.ts';

export interface MeasuredForm extends InputForm {
  /** Of the validation split. */
  readonly accuracy: Proportion;
}

/** How many answers of `total` are right, by the bits of each input value. */
interface Measurement {
  readonly total: number;
  readonly correct: Readonly<Record<InputBits, number>>;
}

/**
 * In the order of `forms`. Forms of the same pixels share a student.
 * @param whole the data set that `settings` name; forms with fewer pixels are read again
 * @param folder what has been measured with the same settings is read from it; checkpoints lie in its `checkpoints/`
 */
export async function measureForms(
  whole: Dataset,
  forms: readonly InputForm[],
  { settings, folder }: { readonly settings: Settings; readonly folder: string },
  context: CommandContext,
): Promise<MeasuredForm[]> {
  const measurements = new Map<string, Measurement>();
  for (const { trim, shape } of forms) {
    const key = keyOf({ trim, shape });
    if (measurements.has(key)) continue;
    const dataSettings = { ...settings.dataSettings, trim, shape };
    const isWhole = trim === 0 && shape.join() === whole.shape.join();
    const dataset = isWhole ? whole : await loadData({ ...settings, dataSettings }, context);
    measurements.set(key, await measure(dataset, { settings, folder }, context));
  }
  return forms.map((form) => {
    const { correct, total } = measurements.get(keyOf(form))!;
    return { ...form, accuracy: proportionOf(correct[form.bits], total) };
  });
}

const keyOf = ({ trim, shape }: Pick<InputForm, 'trim' | 'shape'>) => [trim, ...shape].join();

async function measure(
  dataset: Dataset,
  { settings, folder }: { readonly settings: Settings; readonly folder: string },
  { output, signal }: CommandContext,
): Promise<Measurement> {
  const { codeVersion } = await import('../../lab/code-version.ts');
  const { readJson, writeJson } = await import('../../lab/json-file.ts');
  const { scoreInt8 } = await import('../../lab/judge.ts');
  const { runMethod } = await import('../../lab/run-method.ts');
  const { withholdTest } = await import('../../lab/withhold-test.ts');
  const { quantizeNetwork } = await import('../../quantize/quantize.ts');
  const { data } = withholdTest(dataset);
  const network = studentNetworkOf(dataset, settings);
  const recipe = studentTrainingRecipe(dataset, settings);
  const { seed } = settings;
  const digest = sha256OfJson({ code: codeVersion, data: data.digest, network, recipe, seed }).slice(0, 12);
  const path = join(folder, `${digest}.json`);
  const known = await readJson<Measurement>(path);
  if (known) return known;
  const checkpoints = join(folder, 'checkpoints', digest);
  const measurement = await runStep(output, `student of ${dataset.shape.join('×')}`, async (update) => {
    const { student } = await runMethod({
      ...{ method: 'scratch', options: {}, data, network, recipe, seed, teachers: [], signal, folder: checkpoints },
      onEvent: (_, event) => {
        if (event.type === 'epoch') update(`epoch ${event.epoch} of ${recipe.epochs}`);
      },
    });
    const quantized = await quantizeNetwork(student, data.train, data.preprocessing);
    const scores = await Promise.all(
      inputBits.map(async (bits) => [bits, await scoreInt8(quantized, data.validation, data, signal, bits)] as const),
    );
    const correct = Object.fromEntries(scores.map(([bits, score]) => [bits, score.correct])) as Measurement['correct'];
    const [[, { total }]] = scores;
    return {
      result: { total, correct },
      text: `${grouped(correct[8])} of ${grouped(total)} right in int8, on the validation split`,
    };
  });
  await writeJson(path, measurement);
  await rm(checkpoints, { recursive: true, force: true });
  return measurement;
}
