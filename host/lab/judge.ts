// How good a student is: float logits and, on the integer reference, the int8 network that would be flashed.
import type { Split } from '../dataset/dataset.ts';
import { countCorrect } from '../network/logits.ts';
import type { TrainedNetwork } from '../network/network.ts';
import type { QuantizedNetwork } from '../quantize/quantized-network.ts';
import { quantizeInput } from '../reference/quantize-input.ts';
import { computeLogits } from '../train/evaluate.ts';
import { computeReferenceLogits } from '../validate/reference-logits.ts';
import type { Score } from './cell.ts';
import type { TrainingData } from './withhold-test.ts';

/** @throws the signal's reason when aborted */
export async function scoreFloat(
  student: TrainedNetwork,
  split: Split,
  { preprocessing }: TrainingData,
  signal?: AbortSignal,
): Promise<Score> {
  return scoreOf(await computeLogits(student, split.images, preprocessing, signal), split);
}

/** On the integer reference. @throws the signal's reason when aborted */
export async function scoreInt8(
  quantized: QuantizedNetwork,
  split: Split,
  { preprocessing }: TrainingData,
  signal?: AbortSignal,
): Promise<Score> {
  const inputs = quantizeInput(split.images, preprocessing, quantized.tensors.get(quantized.input)!);
  return scoreOf(await computeReferenceLogits(quantized, inputs, { signal }), split);
}

function scoreOf(logits: Float32Array | Int8Array, { labels }: Split): Score {
  const correct = countCorrect(logits, labels);
  return { correct, total: labels.length, accuracy: correct / labels.length };
}
