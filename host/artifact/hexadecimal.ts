// Words of 32 bits as people read them: ids, checksums, magic numbers.

/** Eight digits, such as `0001abcd`. */
export function hex32(value: number): string {
  return value.toString(16).padStart(8, '0');
}
