// How good a student is by the data's task: as a float network and, on the integer reference, as the int8 network that would be flashed.
import type { Split } from '../dataset/dataset.ts';
import type { TrainedNetwork } from '../network/network.ts';
import type { QuantizedNetwork } from '../quantize/quantized-network.ts';
import { dequantizeToReals } from '../reference/edge-values.ts';
import { quantizeInput } from '../reference/quantize-input.ts';
import { decodeOutputs, scoreOutputs } from '../task/task.ts';
import { taskOf } from '../task/task-of.ts';
import { computeLogits } from '../train/evaluate.ts';
import { computeReferenceLogits } from '../validate/reference-logits.ts';
import type { Score } from './cell.ts';
import type { LabTeacher } from './method.ts';
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

/**
 * How often student and teachers, by the mean of their logits, give a sample the same answer.
 * @returns `undefined` if there is no teacher, or if only the outputs of one are known
 * @throws the signal's reason when aborted
 */
export async function scoreAgreement(
  student: TrainedNetwork,
  teachers: readonly Pick<LabTeacher, 'trained'>[],
  split: Split,
  data: TrainingData,
  signal?: AbortSignal,
): Promise<Score | undefined> {
  const networks = teachers.flatMap(({ trained }) => trained ?? []);
  if (networks.length === 0 || networks.length < teachers.length) return undefined;
  const task = taskOf(data);
  const said = await sumLogits(networks, split, data, signal);
  const answers = decodeOutputs(task, said, split.ids.length);
  const outputs = await computeLogits(student, split.images, data.preprocessing, signal);
  return scoreOf(data, outputs, { ...split, labels: Uint8Array.from(answers.flat()) });
}

/** [n, outputs]: what each says, added up. */
export async function sumLogits(
  networks: readonly TrainedNetwork[],
  split: Split,
  data: TrainingData,
  signal?: AbortSignal,
): Promise<Float32Array> {
  const sums = new Float32Array(split.ids.length * taskOf(data).outputs.length);
  for (const network of networks) {
    const logits = await computeLogits(network, split.images, data.preprocessing, signal);
    for (const [i, logit] of logits.entries()) sums[i] += logit;
  }
  return sums;
}

function scoreOf(data: TrainingData, outputs: Float32Array, { labels }: Split): Score {
  const { correct, total, value } = scoreOutputs(taskOf(data), outputs, labels);
  return { correct, total, accuracy: value };
}
