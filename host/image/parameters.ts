// The parameter records of docs/core.md: bias and multiplier of 8 output channels, a word each, and a word of their shifts; and the folding
// of the input's zero point into the bias.
import type { Multiplier } from '../quantize/multiplier.ts';
import { WORD } from './tensor-layout.ts';

export const RECORD_BYTES = 9 * WORD;
const SHIFTS = 8 * WORD;

/** Multiplies by one: every accumulator goes through as it is. */
export const UNIT: Multiplier = { q: 2 ** 30, shift: 1 };

/** One record per 8 channels; the channels that are not there have q = 0. */
export function encodeRecords(bias: Int32Array, multipliers: readonly Multiplier[]): Uint8Array {
  const records = new Uint8Array(Math.ceil(bias.length / WORD) * RECORD_BYTES);
  const view = new DataView(records.buffer);
  for (const [channel, { q, shift }] of multipliers.entries()) {
    const record = Math.floor(channel / WORD) * RECORD_BYTES;
    const lane = channel % WORD;
    view.setInt32(record + WORD * lane, bias[channel], true);
    view.setInt32(record + WORD * lane + 4, q, true);
    view.setInt8(record + SHIFTS + lane, shift);
  }
  return records;
}

/** One record with the same values in all 8 lanes, for every group. */
export function encodeUniformRecord(bias: number, multiplier: Multiplier): Uint8Array {
  return encodeRecords(new Int32Array(WORD).fill(bias), new Array<Multiplier>(WORD).fill(multiplier));
}

/** bias − zeroPoint · Σ w of each output channel, modulo 2^32; `sums` are the weights' sums. */
export function foldZeroPoint(bias: Int32Array, sums: Int32Array, zeroPoint: number): Int32Array {
  return bias.map((value, channel) => value - Math.imul(zeroPoint, sums[channel]));
}
