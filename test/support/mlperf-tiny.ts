// The two int8 networks of MLPerf Tiny with inputs and the logits that TensorFlow Lite Micro computes of them. They lie in the data folder;
// where they are absent, tests skip.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from './data-folder.ts';

const folder = join(dataFolder, 'mlperf-tiny');

export const mlperfNames = ['kws_ref_model', 'pretrainedResnet_quant'] as const;
export type MlperfName = (typeof mlperfNames)[number];

export const mlperfFound = existsSync(join(folder, 'kws_ref_model.tflite'));
export const mlperfMissing = `no MLPerf Tiny networks in ${folder}: set RETORT_DATA to the data folder`;

/** `name` also of the float networks there. */
export function readMlperfFile(name: string): Uint8Array {
  return readFileSync(join(folder, name));
}

export function readMlperfNetwork(name: MlperfName): { tflite: Uint8Array; inputs: Int8Array; logits: Int8Array } {
  return {
    tflite: readMlperfFile(`${name}.tflite`),
    inputs: new Int8Array(readMlperfFile(`${name}.inputs.i8`)),
    logits: new Int8Array(readMlperfFile(`${name}.logits-tflm.i8`)),
  };
}
