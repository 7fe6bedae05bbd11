// Numbers as text for people, in one form for errors, the command line and the report. It stands here because host and bridge both import from proto/.

/** `1,234,567` */
export function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

/** `percent(0.98765)` is `98.77 %`. */
export function percent(fraction: number, digits = 2): string {
  return `${(100 * fraction).toFixed(digits)} %`;
}
