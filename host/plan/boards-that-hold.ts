// Which of the boards that Retort knows have memory enough for a network.
import { compileNetwork } from '../image/compile.ts';
import { boards, type CoreDescription } from '../image/core-description.ts';
import { ImageTooLargeError } from '../image/image-errors.ts';
import type { QuantizedNetwork } from '../quantize/quantized-network.ts';

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
