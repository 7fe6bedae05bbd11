// Mutants of the RTL: in a drawn statement one operator or constant is another. All mutants are in one build, and a number says which one is
// awake, so that Verilator and the compiler run once.
import { createRandom } from '../../../host/artifact/random.ts';

export interface Mutant {
  /** From 1; 0 stands for the RTL as it is. */
  readonly number: number;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly original: string;
  readonly mutated: string;
}

/** Each turns into the next one. Longer ones are looked for first. */
const swaps: readonly (readonly [RegExp, string])[] = [
  [/ == /, ' != '],
  [/ != /, ' == '],
  [/ && /, ' || '],
  [/ \|\| /, ' && '],
  [/ >= /, ' > '],
  [/ < /, ' <= '],
  [/ > /, ' >= '],
  [/ \+ /, ' - '],
  [/ - /, ' + '],
  [/ & /, ' | '],
  [/ \| /, ' & '],
  [/ \^ /, ' & '],
  [/!(?=\w)/, ''],
  [/1'b0/, "1'b1"],
  [/1'b1/, "1'b0"],
];

/** One line, `assign NAME = EXPRESSION;` or `NAME <= EXPRESSION;` within a block; what a `for` or a `parameter` holds is left alone. */
const statement = /^(\s*(?:assign\s+)?[a-z]\w*(?:\s*\[[^\]]+\])?\s*)(<=|=)(\s*)([^=;][^;]*);\s*(?:\/\/.*)?$/;

interface Site extends Omit<Mutant, 'number'> {
  /** The line with a choice between both. */
  readonly choice: (number: number) => string;
}

/** @param sources Verilog by file name @returns the sources with `count` sleeping mutants, and what they are; the same for the same seed */
export function mutateRtl(sources: ReadonlyMap<string, string>, count: number, seed: number) {
  const sites = [...sources].flatMap(([file, text]) => sitesOf(file, text));
  const order = createRandom(seed).shuffle(Uint32Array.from(sites.keys()));
  const chosen = [...order.subarray(0, count)].map((at) => sites[at]);
  const mutants = chosen.map(({ choice: _, ...site }, i): Mutant => ({ number: i + 1, ...site }));
  const mutated = new Map(
    [...sources].map(([file, text]) => {
      const lines = text.split('\n');
      for (const [i, site] of chosen.entries()) if (site.file === file) lines[site.line - 1] = site.choice(i + 1);
      return [file, lines.join('\n')];
    }),
  );
  return { mutants, sources: mutated };
}

/** One for each statement: the first swap that fits, and another one for each further statement of the kind. */
function sitesOf(file: string, text: string): Site[] {
  return text.split('\n').flatMap((line, i) => {
    const [, target, operator, space, expression] = statement.exec(line) ?? [];
    if (expression === undefined || /^\s*(for|parameter|localparam)\b/.test(line)) return [];
    const fitting = swaps.filter(([pattern]) => pattern.test(expression));
    if (fitting.length === 0) return [];
    const [pattern, replacement] = fitting[i % fitting.length];
    const mutated = expression.replace(pattern, replacement);
    const choice = (number: number) =>
      `${target}${operator}${space}($c32("retort_mutant") == 32'd${number}) ? (${mutated}) : (${expression});`;
    return [{ file, line: i + 1, original: expression, mutated, choice }];
  });
}
