// Methods as a command line names them: `soft-targets?temperature=20&alpha=1,scratch`.

import type { ComparedMethod } from '../lab/compare-methods.ts';

/** Numbers are read as numbers, all else stays text; the method's own schema judges it. */
export function parseMethods(text: string): ComparedMethod[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => {
      const [name, query = ''] = one.split('?');
      const options = [...new URLSearchParams(query)].map(([key, value]) => [key, readValue(value)]);
      return { name, options: Object.fromEntries(options) };
    });
}

function readValue(text: string): string | number {
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}
