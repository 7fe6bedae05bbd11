// How tensors lie in the core's memory: 8-byte words, the channels of a pixel padded to whole words (docs/core.md).
import type { ActivationTensor } from '../quantize/quantized-network.ts';

/** Bytes of a word, which are also the core's lanes: a group of output channels. */
export const WORD = 8;

export function alignToWord(bytes: number): number {
  return Math.ceil(bytes / WORD) * WORD;
}

/** Bytes of a tensor with its channels padded. */
export function paddedBytes({ shape: [rows, columns, channels] }: ActivationTensor): number {
  return rows * columns * alignToWord(channels);
}

/** A tensor as a layer finds it: dense (the network's input only) or padded. */
export interface PlacedTensor {
  readonly tensor: ActivationTensor;
  /** Bytes from a pixel to the next. */
  readonly pixelPitch: number;
  readonly dense: boolean;
}

export function placePadded(tensor: ActivationTensor): PlacedTensor {
  return { tensor, pixelPitch: alignToWord(tensor.shape[2]), dense: false };
}

export function placeDense(tensor: ActivationTensor): PlacedTensor {
  return { tensor, pixelPitch: tensor.shape[2], dense: true };
}
