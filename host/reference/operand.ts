// A tensor of the running reference: its description and the buffer that holds its values between operations.
import type { ActivationTensor } from '../quantize/quantized-network.ts';

export interface Operand {
  readonly tensor: ActivationTensor;
  /** [rows, columns, channels], int8 */
  readonly values: Int8Array;
}

/** Computes one operation from its inputs' buffers into its output's. */
export type Step = () => void;

/** The parameters of every output channel's requantization, in arrays for the inner loops. */
export interface Requantization {
  readonly q: Int32Array;
  readonly shift: Int8Array;
  readonly zeroPoint: number;
  readonly lowest: number;
  readonly highest: number;
}
