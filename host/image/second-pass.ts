// The second pass over a layer's outputs (docs/core.md): ADD, SUB and the 256-entry activations as two tables of int32, which are summed and
// requantized once more. Exact, since the tables hold what TensorFlow Lite Micro's own arithmetic makes of every int8 value.
import { addTerms } from '../quantize/add-terms.ts';
import type { Multiplier } from '../quantize/multiplier.ts';
import { clampRange } from '../quantize/operation-geometry.ts';
import type { ActivationTensor, AddOperation } from '../quantize/quantized-network.ts';
import { UNIT } from './parameters.ts';

const ENTRIES = 256;
export const TABLES_BYTES = 8 + 8 * ENTRIES;

/** `value`: what the first pass computes. `former`: what the output had before. */
export function encodeAdd(
  { operator, inputs, activation }: AddOperation,
  value: ActivationTensor,
  former: ActivationTensor,
  output: ActivationTensor,
): Uint8Array {
  const clamp = clampRange(activation, output);
  if (value.name === inputs[0]) {
    const { left, right, sum } = addTerms(operator, value, former, output);
    return encodeTables(left, right, sum, output.zeroPoint, clamp);
  }
  const { left, right, sum } = addTerms(operator, former, value, output);
  return encodeTables(right, left, sum, output.zeroPoint, clamp);
}

/** The output's former value counts for nothing. `table`: outputs for the inputs −128…127, in order. */
export function encodeTable(table: Int8Array): Uint8Array {
  return encodeTables(table, new Int32Array(ENTRIES), UNIT, 0, [-128, 127]);
}

/** `positive` of the value, less than 2^30, added to what the output had above its zero point. */
export function encodePositive(positive: Int32Array, zeroPoint: number): Uint8Array {
  return encodeTables(positive, stepsFrom(zeroPoint), UNIT, zeroPoint, [-128, 127]);
}

/** The value where the output was the zero point, and the output's former value where the value is the zero point. */
export function encodeMerge(zeroPoint: number): Uint8Array {
  return encodeTables(stepsFrom(zeroPoint), stepsFrom(zeroPoint), UNIT, zeroPoint, [-128, 127]);
}

function stepsFrom(zeroPoint: number): Int32Array {
  return Int32Array.from({ length: ENTRIES }, (_, i) => i - 128 - zeroPoint);
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
