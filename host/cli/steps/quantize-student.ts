// Quantizes a trained student with calibration samples of the training split, and measures what int8 costs.

import type { Dataset } from '../../dataset/dataset.ts';
import type { TrainedNetwork } from '../../network/network.ts';
import type { QuantizedNetwork } from '../../quantize/quantized-network.ts';
import { type GuessingWarning, warnOfGuessing } from '../../validate/guessing.ts';
import type { Proportion } from '../../validate/statistics.ts';
import { grouped, percent } from '../format.ts';
import { runStep } from '../output.ts';
import type { RunProvenance } from '../provenance.ts';
import type { CommandContext } from '../run-command.ts';
import { pathToWrite } from '../run-folder.ts';
import { accuracyOf } from './accuracy.ts';
import { type QuantizedSplit, runReference } from './classify.ts';

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

export async function quantizeStudent(
  student: TrainedNetwork,
  dataset: Dataset,
  provenance: RunProvenance,
  folder: string,
  context: CommandContext,
): Promise<QuantizedStudent> {
  const { quantizeNetwork } = await import('../../quantize/quantize.ts');
  const { saveQuantizedNetwork } = await import('../../quantize/quantized-network-file.ts');
  const network = await runStep(context.output, 'quantize', async () => {
    const result = await quantizeNetwork(student, dataset.train, dataset.preprocessing);
    return { result, text: `${result.operations.length} operations in int8` };
  });
  const reference = await runReference(network, dataset.test, dataset.preprocessing, context);
  const accuracy = accuracyOf(reference.logits, dataset.test.labels);
  context.output.note(`int8: ${percent(accuracy.value)} of ${grouped(accuracy.total)} right`);
  const warnings = warnOfGuessing({ model: 'int8 student', accuracy, labels: dataset.test.labels });
  for (const { message } of warnings) context.output.note(`warning: ${message}`);
  const path = pathToWrite(folder, 'quantized');
  const known = { ...provenance, quantizedAccuracy: accuracy.value };
  const digest = await saveQuantizedNetwork(path, network, known);
  return { quantized: network, path, digest, provenance: known, accuracy, warnings, reference };
}
