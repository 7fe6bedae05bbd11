// From pixels to the int8 values that a quantized network reads.
import type { Preprocessing } from '../dataset/dataset.ts';
import { type InputBits, toInputLevels } from '../quantize/input-levels.ts';
import type { ActivationTensor } from '../quantize/quantized-network.ts';

/**
 * `pixels`: uint8 [rows, columns, channels], one sample or several after one another. Returns int8 of the same length:
 * q = round(real / tensor.scale) + tensor.zeroPoint, saturated. Where a pixel is one step of the tensor, as in the quantizer's own input
 * tensor, all pixels are shifted by the same whole number: q = pixel − 128 there. `bits`: of a value on the line, whose nearest level it becomes.
 */
export function quantizeInput(
  pixels: Uint8Array,
  preprocessing: Preprocessing,
  tensor: Pick<ActivationTensor, 'scale' | 'zeroPoint'>,
  bits: InputBits = 8,
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

/** `pixels` as an image's board reads them. */
export function quantizeForImage(
  pixels: Uint8Array,
  image: {
    readonly input: {
      readonly preprocessing: Preprocessing;
      readonly quantization: Pick<ActivationTensor, 'scale' | 'zeroPoint'>;
    };
    readonly memory: { readonly inputBits: InputBits };
  },
): Int8Array {
  const { preprocessing, quantization } = image.input;
  return quantizeInput(pixels, preprocessing, quantization, image.memory.inputBits);
}
