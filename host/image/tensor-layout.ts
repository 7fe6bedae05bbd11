// How tensors lie in the core's memory: 8-byte words, the channels of a pixel padded to whole words (docs/core.md).
import type { ActivationTensor } from '../quantize/quantized-network.ts';

/** Bytes of a word, which are also the core's lanes: a group of output channels. */
export const WORD = 8;

export function alignToWord(bytes: number): number {
  return Math.ceil(bytes / WORD) * WORD;
}

/** Bytes of a tensor with its channels padded. */
export function paddedBytes({ shape: [rows, columns, channels] }: Pick<ActivationTensor, 'shape'>): number {
  return rows * columns * alignToWord(channels);
}

/** A tensor as an instruction finds it in memory. */
export interface PlacedTensor {
  readonly name: string;
  readonly shape: ActivationTensor['shape'];
  readonly zeroPoint: number;
  /** Bytes from a pixel to the next. */
  readonly pixelPitch: number;
}

export function placePadded({ name, shape, zeroPoint }: ActivationTensor): PlacedTensor {
  return { name, shape, zeroPoint, pixelPitch: alignToWord(shape[2]) };
}

/** With nothing between its pixels, as the network's input comes over the link. */
export function placeDense({ name, shape, zeroPoint }: ActivationTensor): PlacedTensor {
  return { name, shape, zeroPoint, pixelPitch: shape[2] };
}

/** The whole tensor as one pixel, as a fully connected layer reads it. */
export function flatten(tensor: PlacedTensor): PlacedTensor {
  const bytes = tensor.shape[0] * tensor.shape[1] * tensor.pixelPitch;
  return { ...tensor, shape: [1, 1, bytes], pixelPitch: bytes };
}
