// Bars and sparklines of block characters, each one column wide.

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
const heights = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** `share`, 0 … 1, of `width` columns, in steps of an eighth of a column; as wide as `width` with spaces. */
export function bar(share: number, width: number): string {
  const steps = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  return `${'█'.repeat(Math.floor(steps / 8))}${eighths[steps % 8]}`.padEnd(width);
}

/** A column for each of `shares`, 0 … 1; a point where there is none. */
export function sparkline(shares: readonly (number | undefined)[]): string {
  return shares.map((share) => (share === undefined ? '·' : heights[Math.min(7, Math.floor(share * 8))])).join('');
}
