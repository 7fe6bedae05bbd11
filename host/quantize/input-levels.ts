// Inputs of fewer bits than eight on the line: which of the int8 values they have. The board repeats a value's bits to eight
// (firmware-artifacts/rtl/link/retort_data_copier.v), so the levels lie in equal steps from −128 to 127.

/** Of each value of an input on the line. */
export type InputBits = 1 | 2 | 4 | 8;

export const inputBits: readonly InputBits[] = [1, 2, 4, 8];

/** From a level to the next: 255, 85, 17 or 1. Level n is −128 + n · step. */
export function levelStep(bits: InputBits): number {
  return 255 / (2 ** bits - 1);
}

/** For people, such as `−128, −111, … 127`. */
export function describeLevels(bits: InputBits): string {
  const levels = Array.from({ length: 2 ** bits }, (_, n) => String(n * levelStep(bits) - 128).replace('-', '−'));
  return levels.length <= 4 ? levels.join(', ') : `${levels[0]}, ${levels[1]}, … ${levels.at(-1)}`;
}

/**
 * Each value as the nearest of the 2^bits levels that it can have on the line; the same array for 8 bits.
 * @example
 * import { toInputLevels } from 'retort-fpga/image';
 *
 * console.log(toInputLevels(Int8Array.of(-128, -3, 127), 4));
 */
export function toInputLevels(values: Int8Array, bits: InputBits): Int8Array {
  if (bits === 8) return values;
  const step = levelStep(bits);
  return values.map((value) => Math.round((value + 128) / step) * step - 128);
}
