// Runs a file of inputs and writes a file of outputs, whole or not at all.

import { readOutsideFile } from '../../artifact/read-outside-file.ts';
import { writeFileAtomically } from '../../artifact/write-file.ts';
import type { Shape, StudentImage } from '../../image/student-image.ts';
import type { Edge, QuantizedNetwork } from '../../quantize/quantized-network.ts';
import { runStep } from '../output.ts';
import type { CommandContext } from '../run-command.ts';
import type { Settings } from '../settings/settings.ts';
import { grouped } from '../text/format.ts';
import { openNetwork } from './open-network.ts';
import { openPredictor, type Predictor } from './open-predictor.ts';
import { chooseOutput, encodeOutputs, readTensors } from './tensor-files.ts';

export interface TensorFiles {
  readonly inputs: string;
  readonly out: string;
  readonly quantized?: string;
  /** What enters SOFTMAX instead of what leaves it. */
  readonly logits: boolean;
}

export interface InferredTensors {
  readonly count: number;
  /** Of the file. */
  readonly bytes: number;
  /** Of its values. */
  readonly type: Edge['type'];
  /** Of each output. */
  readonly shape: Shape;
  /** From the first input to the last prediction. */
  readonly seconds: number;
  /** Of one inference; absent where no core ran. */
  readonly cycles?: { readonly min: number; readonly max: number };
}

/** @throws InputTensorsError, OutputTypeError, and what opening the board, running it and writing throw */
export async function inferTensors(
  settings: Settings,
  image: StudentImage,
  { inputs: path, out, quantized, logits }: TensorFiles,
  context: CommandContext,
): Promise<InferredTensors> {
  const inputs = readTensors(await readOutsideFile(path, 'tensors', context.signal), path, image);
  const file = chooseOutput(out, image, logits);
  const { quantized: network } = await openNetwork(image, { out: settings.out, quantized });
  const finish = logits ? (values: Int8Array) => values : await softmaxOf(network);
  const { shape } = network.tensors.get(network.output)!;
  const predictor = await openPredictor(settings, image, { quantized }, context);
  try {
    const outputs = new Int8Array(inputs.length * shape[0] * shape[1] * shape[2]);
    const run = await runAll(
      predictor,
      inputs,
      (row, values) => outputs.set(finish(values), row * values.length),
      settings.on,
      context,
    );
    const { softmax } = network;
    const bytes = encodeOutputs(outputs, file, image, softmax && !logits ? softmax : image.logitsQuantization);
    await writeFileAtomically(out, bytes);
    return { count: inputs.length, bytes: bytes.length, type: file.type, shape, ...run };
  } finally {
    await predictor.close();
  }
}

async function runAll(
  predictor: Predictor,
  inputs: readonly Int8Array[],
  take: (row: number, values: Int8Array) => void,
  on: string,
  { output }: CommandContext,
): Promise<Pick<InferredTensors, 'seconds' | 'cycles'>> {
  return runStep(output, `infer on ${on}`, async (update) => {
    const started = performance.now();
    let [done, min, max] = [0, Number.POSITIVE_INFINITY, 0];
    for await (const { sampleId, logits, cycles } of predictor.predict(
      inputs.map((input, sampleId) => ({ sampleId, input })),
    )) {
      take(sampleId, logits);
      min = Math.min(min, cycles);
      max = Math.max(max, cycles);
      update(`${grouped(++done)} of ${grouped(inputs.length)}`);
    }
    const seconds = (performance.now() - started) / 1000;
    const result = { seconds, ...(max > 0 && { cycles: { min, max } }) };
    return { result, text: `${grouped(done)} inferences, ${(done / seconds).toFixed(1)} per second` };
  });
}

/** Over the channels of each pixel, where the network ends in a SOFTMAX; else nothing. */
async function softmaxOf({ softmax, tensors, output }: QuantizedNetwork): Promise<(logits: Int8Array) => Int8Array> {
  if (softmax === undefined) return (logits) => logits;
  const { softmaxInt8 } = await import('../../reference/softmax.ts');
  const { scale, shape } = tensors.get(output)!;
  const channels = shape[2];
  return (logits) => {
    const probabilities = new Int8Array(logits.length);
    for (let at = 0; at < logits.length; at += channels) {
      probabilities.set(softmaxInt8(logits.subarray(at, at + channels), scale, softmax.beta), at);
    }
    return probabilities;
  };
}
