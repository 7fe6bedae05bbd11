// Quantizes a trained student, calibrated on what it learned from, and measures what that costs.

import type { Dataset, Samples } from '../../dataset/dataset.ts';
import type { TrainedNetwork } from '../../network/network.ts';
import type { QuantizedNetwork } from '../../quantize/quantized-network.ts';
import type { RoundingOptions } from '../../quantize/round-kernels.ts';
import { taskOf } from '../../task/task-of.ts';
import { type GuessingWarning, warnOfGuessing } from '../../validate/guessing.ts';
import type { Proportion } from '../../validate/statistics.ts';
import { runStep } from '../output.ts';
import type { CommandContext } from '../run-command.ts';
import { grouped, percent } from '../text/format.ts';
import { accuracyOf, testScoreText } from './accuracy.ts';
import { type QuantizedSplit, runReference } from './classify.ts';
import type { RunProvenance } from './provenance.ts';
import { pathToWrite } from './run-folder.ts';

export interface QuantizedStudent {
  readonly quantized: QuantizedNetwork;
  readonly path: string;
  readonly digest: string;
  readonly provenance: RunProvenance;
  readonly accuracy: Proportion;
  readonly warnings: readonly GuessingWarning[];
  /** The reference over the test split. */
  readonly reference: QuantizedSplit;
}

/** How weights are rounded. */
export type AskedRounding = Pick<RoundingOptions, 'weightBits' | 'rounding'>;

/** A student with what it learned from where that is not the training split: its int8 ranges are calibrated on it. */
export interface StudentToQuantize {
  readonly trained: TrainedNetwork;
  readonly learnedFrom?: Samples;
}

/** @param asked in place of what the student's layers say, which is int8 by the nearest step unless it was trained for less */
export async function quantizeStudent(
  { trained, learnedFrom }: StudentToQuantize,
  dataset: Dataset,
  provenance: RunProvenance,
  folder: string,
  context: CommandContext,
  asked?: AskedRounding,
): Promise<QuantizedStudent> {
  const { dequantizeToReals } = await import('../../reference/edge-values.ts');
  const { quantizeNetwork } = await import('../../quantize/quantize.ts');
  const { saveQuantizedNetwork } = await import('../../quantize/quantized-network-file.ts');
  const calibration = learnedFrom ?? dataset.train;
  const network = await runStep(context.output, 'quantize', async (update) => {
    const settings = asked && { ...asked, calibration, preprocessing: dataset.preprocessing };
    const rounded = settings ? await roundStudent(trained, settings, context, update) : trained;
    const result = await quantizeNetwork(rounded, calibration, dataset.preprocessing);
    return { result, text: `${result.operations.length} operations in int8` };
  });
  const reference = await runReference(network, dataset.test, dataset.preprocessing, context);
  const task = taskOf(dataset);
  const outputs = dequantizeToReals(reference.logits, network.tensors.get(network.output)!);
  const accuracy = accuracyOf(task, outputs, dataset.test.labels);
  const weights = asked && asked.weightBits < 8 ? `int${asked.weightBits} weights` : 'int8';
  const judged = task.interval
    ? testScoreText(task, accuracy)
    : `${percent(accuracy.value)} of ${grouped(accuracy.total)} ${task.measure.unit}`;
  context.output.note(`${weights}: ${judged}`);
  const warnings = warnOfGuessing({ model: 'int8 student', accuracy, labels: dataset.test.labels, task });
  for (const { message } of warnings) context.output.note(`warning: ${message}`);
  const path = pathToWrite(folder, 'quantized');
  const known = { ...provenance, quantizedAccuracy: accuracy.value, ...(asked && { rounded: asked }) };
  const digest = await saveQuantizedNetwork(path, network, known);
  return { quantized: network, path, digest, provenance: known, accuracy, warnings, reference };
}

async function roundStudent(
  student: TrainedNetwork,
  asked: Omit<RoundingOptions, 'signal' | 'onEvent'>,
  { signal, output }: CommandContext,
  update: (text: string) => void,
): Promise<TrainedNetwork> {
  const { roundKernels } = await import('../../quantize/round-kernels.ts');
  return roundKernels(student, {
    ...asked,
    signal,
    onEvent({ layer, done, total, error, nearestError }) {
      const share = nearestError === 0 ? '' : `, ${percent(error / nearestError)} of the error of nearest steps`;
      update(`layer ${done} of ${total}`);
      output.note(`layer "${layer}" rounded by the surgeon${share}`);
    },
  });
}
