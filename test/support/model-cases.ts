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

export function readModelCase(name: ModelCaseName): Uint8Array {
  return readFileSync(join(folder, `${name}.tflite`));
}

/** Int8 tensors of all samples, one after another. */
export function readModelValues(name: ModelCaseName): { inputs: Int8Array; outputs: Int8Array } {
  const read = (ending: string) => new Int8Array(readFileSync(join(folder, `${name}.${ending}`)));
  return { inputs: read('inputs.i8'), outputs: read('outputs-tflm.i8') };
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
