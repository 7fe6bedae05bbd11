// The .tflite files of the case collection, as people have them, with TensorFlow Lite Micro's outputs. They lie beside the data folder; where
// they are absent, tests skip.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import { softmaxInt8 } from '../../host/reference/softmax.ts';
import { dataFolder } from './data-folder.ts';

const folder = join(dataFolder, '..', 'cases');

/** `made/leaky`: a file NAME.tflite. */
export type ModelCaseName = `${'made' | 'models'}/${string}`;

export const modelCasesMissing = existsSync(join(folder, 'made'))
  ? undefined
  : `no cases in ${folder}: set RETORT_DATA to the data folder beside them`;

export function casePath(
  name: ModelCaseName,
  ending: 'tflite' | `inputs.${string}` | `outputs-tflm.${string}`,
): string {
  return join(folder, `${name}.${ending}`);
}

export function readModelCase(name: ModelCaseName): Uint8Array {
  return readFileSync(casePath(name, 'tflite'));
}

/** Those that are imported, and run as TensorFlow Lite Micro runs them. */
export const carriedModels: readonly ModelCaseName[] = [
  'made/logit_one',
  'made/sigmoid_one',
  'made/sigmoid_three',
  'made/fomo_small',
  'made/gmp',
  'made/leaky',
  'made/prelu',
  'made/concat',
  'models/hello_world_int8',
  'models/micro_speech',
  'models/person_detect',
  'models/tm_cifar10_q',
  'models/tm_mbnet96_0.25_q',
  'models/tm_mnist_arduino_q',
  'models/tm_mnist_dw_q',
  'models/tm_mnist_rect_q',
  'models/tm_mnist_resnet_q',
  'models/tm_mnist_valid_q',
  'models/tm_vww96_q',
];

/** Int8 tensors of `network`'s input and of the file's output, TensorFlow Lite Micro's. At least one. */
export function readModelSamples(
  name: ModelCaseName,
  { tensors, input }: QuantizedNetwork,
): { readonly input: Int8Array; readonly output: Int8Array }[] {
  const [inputs, outputs] = (['inputs.i8', 'outputs-tflm.i8'] as const).map(
    (ending) => new Int8Array(readFileSync(casePath(name, ending))),
  );
  const [rows, columns, channels] = tensors.get(input)!.shape;
  const count = inputs.length / (rows * columns * channels);
  if (!(count >= 1) || !Number.isInteger(count)) throw new Error(`${name} has ${count} samples`);
  const part = (values: Int8Array, sample: number) =>
    values.subarray((sample * values.length) / count, ((sample + 1) * values.length) / count);
  return Array.from({ length: count }, (_, sample) => ({ input: part(inputs, sample), output: part(outputs, sample) }));
}

/** What the file's last operator makes of the network's output: SOFTMAX of each row, where it ends in one. */
export function finishOutput({ tensors, output, softmax }: QuantizedNetwork, logits: Int8Array): Int8Array {
  if (!softmax) return logits;
  const { shape, scale } = tensors.get(output)!;
  const classes = shape[2];
  const rows = Array.from({ length: logits.length / classes }, (_, row) =>
    softmaxInt8(logits.subarray(row * classes, (row + 1) * classes), scale, softmax.beta),
  );
  return Int8Array.from(rows.flatMap((row) => [...row]));
}
