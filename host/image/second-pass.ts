// The second pass over a layer's outputs (docs/core.md): ADD and the 256-entry activations as two tables of int32, which are summed and
// requantized once more. Exact, since the tables hold what TensorFlow Lite Micro's own arithmetic makes of every int8 value.
import { addTerms } from '../quantize/add-terms.ts';
import type { Multiplier } from '../quantize/multiplier.ts';
import { clampRange } from '../quantize/operation-geometry.ts';
import type { ActivationTensor, AddOperation, TableOperation } from '../quantize/quantized-network.ts';
import { UNIT } from './parameters.ts';

const ENTRIES = 256;
export const TABLES_BYTES = 8 + 8 * ENTRIES;

/** `value`: what the first pass computes. `former`: what the output had before. */
export function encodeAdd(
  operation: AddOperation,
  value: ActivationTensor,
  former: ActivationTensor,
  output: ActivationTensor,
): Uint8Array {
  const { left, right, sum } = addTerms(value, former, output);
  return encodeTables(left, right, sum, output.zeroPoint, clampRange(operation.activation, output));
}

/** The output's former value counts for nothing. */
export function encodeTable({ table }: TableOperation): Uint8Array {
  return encodeTables(table, new Int32Array(ENTRIES), UNIT, 0, [-128, 127]);
}

/** Tables by value from −128 on; in memory they lie by byte. */
function encodeTables(
  own: Int32Array | Int8Array,
  former: Int32Array,
  { q, shift }: Multiplier,
  zeroPoint: number,
  clamp: readonly [number, number],
): Uint8Array {
  const bytes = new Uint8Array(TABLES_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, q, true);
  bytes.set([shift, zeroPoint, ...clamp], 4);
  for (let byte = 0; byte < ENTRIES; byte++) {
    const index = ((byte << 24) >> 24) + 128;
    view.setInt32(8 + 8 * byte, own[index], true);
    view.setInt32(12 + 8 * byte, former[index], true);
  }
  return bytes;
}
