// How good a student is by the data's task: as a float network and, on the integer reference, as the int8 network that would be flashed.
import type { Split } from '../dataset/dataset.ts';
import type { TrainedNetwork } from '../network/network.ts';
import type { QuantizedNetwork } from '../quantize/quantized-network.ts';
import { dequantizeToReals } from '../reference/edge-values.ts';
import { quantizeInput } from '../reference/quantize-input.ts';
import { scoreOutputs } from '../task/task.ts';
import { taskOf } from '../task/task-of.ts';
import { computeLogits } from '../train/evaluate.ts';
import { computeReferenceLogits } from '../validate/reference-logits.ts';
import type { Score } from './cell.ts';
import type { TrainingData } from './withhold-test.ts';

/** @throws the signal's reason when aborted */
export async function scoreFloat(
  student: TrainedNetwork,
  split: Split,
  data: TrainingData,
  signal?: AbortSignal,
): Promise<Score> {
  return scoreOf(data, await computeLogits(student, split.images, data.preprocessing, signal), split);
}

/** On the integer reference. @throws the signal's reason when aborted */
export async function scoreInt8(
  quantized: QuantizedNetwork,
  split: Split,
  data: TrainingData,
  signal?: AbortSignal,
): Promise<Score> {
  const inputs = quantizeInput(split.images, data.preprocessing, quantized.tensors.get(quantized.input)!);
  const logits = await computeReferenceLogits(quantized, inputs, { signal });
  return scoreOf(data, dequantizeToReals(logits, quantized.tensors.get(quantized.output)!), split);
}

function scoreOf(data: TrainingData, outputs: Float32Array, { labels }: Split): Score {
  const { correct, total, value } = scoreOutputs(taskOf(data), outputs, labels);
  return { correct, total, accuracy: value };
}
