// Numbers as text for people, in one form for errors, the command line and the report. It stands here because host and bridge both import from proto/.

/** `1,234,567` */
export function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

/** A word of 32 bits (an id, a checksum, a magic number) in eight digits, such as `0001abcd`. */
export function hex32(value: number): string {
  return value.toString(16).padStart(8, '0');
}

/** `percent(0.98765)` is `98.77 %`. */
export function percent(fraction: number, digits = 2): string {
  return `${(100 * fraction).toFixed(digits)} %`;
}
