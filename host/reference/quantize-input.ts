// From pixels or floats to the int8 values that a quantized network reads.
import type { Preprocessing } from '../dataset/dataset.ts';
import { applyToFloats, tableQuantization, type UniformPreprocessing } from '../dataset/preprocessing.ts';
import { checkFinite, requireBytes, type SampleValues } from '../dataset/sample-values.ts';
import { type InputBits, toInputLevels } from '../quantize/input-levels.ts';
import type { ActivationTensor } from '../quantize/quantized-network.ts';
import { quantizeReals } from './edge-values.ts';

/** What of a network's input tensor says how real values become int8. */
export type InputTensor = Pick<ActivationTensor, 'scale' | 'zeroPoint'>;

/**
 * Samples as a quantized network reads them: q = round(real / tensor.scale) + tensor.zeroPoint, saturated to int8; floats in float32 with halves away
 * from zero (edge-values.ts). Where a pixel is one step of the tensor, as in the quantizer's own input tensor, all pixels are shifted by the same
 * whole number: q = pixel − 128 there.
 * @param values [rows, columns, channels], one sample or several after one another; the result has the same length and order
 * @param bits of a value on the line, whose nearest level it becomes
 * @throws NonFiniteSampleError
 * @example
 * import { loadQuantizedNetwork, quantizeInput } from 'retort-fpga/image';
 * import { loadDataset } from 'retort-fpga/train';
 *
 * const { test, preprocessing } = await loadDataset('glyphs');
 * const { quantized } = await loadQuantizedNetwork('retort-out/student.int8.safetensors');
 * const inputs = quantizeInput(test.images, preprocessing, quantized.tensors.get(quantized.input)!);
 * console.log(inputs.length);
 */
export function quantizeInput(
  values: SampleValues,
  preprocessing: Preprocessing,
  tensor: InputTensor,
  bits: InputBits = 8,
): Int8Array {
  if (values instanceof Uint8Array && !('features' in preprocessing))
    return quantizePixels(values, preprocessing, tensor, bits);
  const floats = values instanceof Float32Array ? values : Float32Array.from(values);
  checkFinite('the samples', floats);
  return toInputLevels(quantizeReals(applyToFloats(floats, preprocessing), tensor), bits);
}

/**
 * One of 256 levels for each value: pixels are levels; of a table's features, their int8 values + 128 (`preprocessingOfLevels`).
 * @throws NonFiniteSampleError; FloatSamplesError, with `what` and the next step, for floats that are not from a table
 * and so have no fixed levels
 */
export function quantizeToLevels(
  what: string,
  values: SampleValues,
  preprocessing: Preprocessing,
  nextStep: string,
): Uint8Array {
  if (!('features' in preprocessing)) return requireBytes(what, values, nextStep);
  return Uint8Array.from(quantizeInput(values, preprocessing, tableQuantization), (q) => q + 128);
}

function quantizePixels(
  pixels: Uint8Array,
  preprocessing: UniformPreprocessing,
  tensor: InputTensor,
  bits: InputBits,
): Int8Array {
  const exact = new Int8Array(256);
  const { scale, offset } = preprocessing;
  const oneStep = Math.fround(scale) === tensor.scale;
  for (let pixel = 0; pixel < 256; pixel++) {
    const steps = oneStep ? pixel + Math.round(offset / scale) : Math.round((pixel * scale + offset) / tensor.scale);
    exact[pixel] = Math.min(127, Math.max(-128, steps + tensor.zeroPoint));
  }
  const table = toInputLevels(exact, bits);
  const values = new Int8Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) values[i] = table[pixels[i]];
  return values;
}

/**
 * Samples as an image's board reads them: int8 of the same length and order as `values`.
 * @param values pixels (bytes) or floats [rows, columns, channels], one sample or several after one another
 * @throws NonFiniteSampleError
 * @example
 * import { readFileSync } from 'node:fs';
 * import { quantizeForImage, readStudentImage } from 'retort-fpga/board';
 * import { readPicture } from 'retort-fpga/train';
 *
 * const image = readStudentImage(readFileSync('student.retort'), 'student.retort');
 * const input = quantizeForImage(await readPicture('seven.png', image.input.shape), image);
 * console.log(input.length);
 */
export function quantizeForImage(
  values: SampleValues,
  image: {
    readonly input: {
      readonly preprocessing: Preprocessing;
      readonly quantization: InputTensor;
    };
    readonly memory: { readonly inputBits: InputBits };
  },
): Int8Array {
  const { preprocessing, quantization } = image.input;
  return quantizeInput(values, preprocessing, quantization, image.memory.inputBits);
}
