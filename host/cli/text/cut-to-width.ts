// A line for a terminal that is not as wide as the line.
import stringWidth from 'string-width';

/** Cut before the character that would not fit; a wide character takes two columns. */
export function cutToWidth(line: string, columns: number): string {
  if (stringWidth(line) <= columns) return line;
  let kept = '';
  for (const character of line) {
    if (stringWidth(kept + character) > columns - 1) break;
    kept += character;
  }
  return `${kept}…`;
}
