// Text from the code in Markdown that VitePress shows as it is.

/** What Vue would take for its own is escaped. */
export function toText(text: string): string {
  return text.replaceAll('<', '&lt;').replaceAll('{{', '&#123;&#123;');
}

/** The same in a table's cell, on one line. */
export function toCell(text: string): string {
  return toText(text).replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** Stars and underscores stay what they are. */
export function withoutEmphasis(text: string): string {
  return text.replaceAll('*', '\\*').replaceAll('_', '\\_');
}
