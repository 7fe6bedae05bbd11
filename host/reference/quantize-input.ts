// From pixels to the int8 values that a quantized network reads.
import type { Preprocessing } from '../dataset/dataset.ts';
import type { ActivationTensor } from '../quantize/quantized-network.ts';

/**
 * `pixels`: uint8 [rows, columns, channels], one sample or several after one another. Returns int8 of the same length:
 * q = round(real / tensor.scale) + tensor.zeroPoint, saturated. Where a pixel is one step of the tensor, as in the quantizer's own input
 * tensor, all pixels are shifted by the same whole number: q = pixel − 128 there.
 */
export function quantizeInput(pixels: Uint8Array, preprocessing: Preprocessing, tensor: ActivationTensor): Int8Array {
  const table = new Int8Array(256);
  const { scale, offset } = preprocessing;
  const oneStep = Math.fround(scale) === tensor.scale;
  for (let pixel = 0; pixel < 256; pixel++) {
    const steps = oneStep ? pixel + Math.round(offset / scale) : Math.round((pixel * scale + offset) / tensor.scale);
    table[pixel] = Math.min(127, Math.max(-128, steps + tensor.zeroPoint));
  }
  const values = new Int8Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) values[i] = table[pixels[i]];
  return values;
}
