// Methods as a command line names them: `soft-targets?temperature=20&alpha=1,scratch`.

import { RetortError } from '../../../proto/retort-error.ts';
import type { ComparedMethod } from '../../lab/compare-methods.ts';

/** A list of methods without one, or a single method that is none or several. */
export class MethodListError extends RetortError {
  readonly code = 'CLI_METHOD_LIST_INVALID';
  readonly category = 'usage';
  override readonly name = 'MethodListError';
  readonly value: string;

  constructor(value: string, problem: string) {
    super(`'${value}' ${problem}; write it as in soft-targets?temperature=20 ('retort methods' lists them)`);
    this.value = value;
  }
}

/**
 * Numbers and booleans are parsed, everything else stays text; the method's own schema validates it.
 * @throws MethodListError where there is none, or one is written wrongly
 */
export function parseMethods(text: string): ComparedMethod[] {
  const methods = text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => {
      const [name, query = '', ...more] = one.split('?');
      if (more.length > 0) throw new MethodListError(one, 'has two question marks; options are separated by &');
      const options = [...new URLSearchParams(query)].map(([key, value]): [string, string | number | boolean] => [
        key,
        readValue(value),
      ]);
      const twice = options.find(([key], i) => options.some(([other], j) => j < i && other === key));
      if (twice) throw new MethodListError(one, `gives ${twice[0]} twice`);
      return { name, options: Object.fromEntries(options) };
    });
  if (methods.length === 0) throw new MethodListError(text, 'names no method');
  return methods;
}

/** @throws MethodListError where there is none, or more than one */
export function parseMethod(text: string): ComparedMethod {
  const [method, ...others] = parseMethods(text);
  if (others.length > 0) throw new MethodListError(text, `names ${others.length + 1} methods, but only one is allowed`);
  return method;
}

/** A method as `--method` takes it, in quotes where a shell would read it otherwise: `'soft-targets?temperature=20'`. */
export function methodArgument({ name, options }: Pick<ComparedMethod, 'name' | 'options'>): string {
  const query = Object.entries(options).map(([option, value]) => `${option}=${value}`);
  return query.length === 0 ? name : `'${name}?${query.join('&')}'`;
}

function readValue(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}
