// Names from files may contain terminal control sequences: they are escaped before display.

/** Control characters, line and paragraph separators, and the marks that reorder text. */
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/**
 * Text of several lines, ready for a terminal: each control character but newline and tab as JSON would write it.
 *
 * @example escapeControl('\u001b[2Jcat') // '\\u001b[2Jcat'
 */
export function escapeControl(text: string): string {
  return text.replace(CONTROL, (character) => (/[\n\t]/.test(character) ? character : toEscape(character)));
}

/** The same for a name, in which newline and tab are escaped too. */
export function escapeName(name: string): string {
  return name.replace(CONTROL, toEscape);
}

function toEscape(character: string): string {
  return { '\n': '\\n', '\t': '\\t' }[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
