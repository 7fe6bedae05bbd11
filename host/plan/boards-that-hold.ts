// Which of the boards that Retort knows have memory enough for a network.

import { compileNetwork } from '../image/compile.ts';
import { boards, type CoreDescription } from '../image/core-description.ts';
import { ImageTooLargeError } from '../image/image-errors.ts';
import type { Network } from '../network/network.ts';
import { inferWeightShapes, isKernel, sizeOf } from '../network/shapes.ts';
import type { QuantizedNetwork } from '../quantize/quantized-network.ts';

/** Of the board that has most. */
const mostMemoryBytes = Math.max(...boards.map(({ memoryBytes }) => memoryBytes));

/**
 * What a network's kernels take in int8, a byte for each weight, where that alone is more than any board has; undefined
 * where it is not. Such a network need not be planned to know that it fits no board.
 * @throws NetworkError
 */
export function bytesBeyondEveryBoard(network: Network): number | undefined {
  const kernels = [...inferWeightShapes(network)].filter(([name]) => isKernel(name));
  const bytes = kernels.reduce((sum, [, shape]) => sum + sizeOf(shape), 0);
  return bytes > mostMemoryBytes ? bytes : undefined;
}

/** Their names. Throws `UnsupportedLayerError`, `TooManyLogitsError`. */
export function boardsThatHold(network: QuantizedNetwork): string[] {
  return boards.filter((board) => holds(board, network)).map(({ name }) => name);
}

function holds(core: CoreDescription, network: QuantizedNetwork): boolean {
  try {
    compileNetwork(network, core);
    return true;
  } catch (error) {
    if (error instanceof ImageTooLargeError) return false;
    throw error;
  }
}
