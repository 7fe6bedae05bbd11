import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCompilerOptions } from '../support/compiler-options.ts';

const root = process.cwd();
const folder = join(root, '.cache', 'examples');

/** Of docs: each fenced block of TypeScript that imports from the package. Of sources: what follows `@example`, to the comment's end. */
function examples(): { readonly from: string; readonly code: string }[] {
  const pages = filesIn('docs', '.md');
  const ofPages = pages.flatMap((from) =>
    [...readFileSync(from, 'utf8').matchAll(/^```ts\n(.*?)^```/gms)].map(([, code]) => ({ from, code })),
  );
  const ofSources = [...filesIn('host', '.ts'), ...filesIn('device-bridge', '.ts')].flatMap((from) =>
    [...readFileSync(from, 'utf8').matchAll(/^ \* @example\n((?: \*.*\n)+?) \*\//gm)].map(([, text]) => ({
      from,
      code: text.replaceAll(/^ \* ?/gm, ''),
    })),
  );
  return [...ofPages, ...ofSources].filter(({ code }) => code.includes("from 'retort-fpga"));
}

function filesIn(top: string, ending: string): string[] {
  const names = readdirSync(top, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith(ending)).map((name) => join(top, name));
}

const found = examples();

describe('an example of the docs or of a docstring', () => {
  let problems: ReadonlyMap<string, readonly string[]>;

  beforeAll(() => {
    mkdirSync(folder, { recursive: true });
    const files = found.map(({ code }, i) => {
      const file = join(folder, `example-${i}.ts`);
      writeFileSync(file, `${code}\nexport {};\n`);
      return file;
    });
    const paths = { 'retort-fpga': ['./host/index.ts'], 'retort-fpga/*': ['./host/api/*.ts'] };
    const program = ts.createProgram(files, { ...readCompilerOptions(), noUnusedLocals: false, paths, baseUrl: root });
    problems = new Map(
      files.map((file) => [
        file,
        ts
          .getPreEmitDiagnostics(program, program.getSourceFile(file))
          .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')),
      ]),
    );
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is there', () => expect(found.length).toBeGreaterThan(4));

  it.each(found.map(({ from }, i) => [from, i] as const))('compiles: %s (%i)', (_from, i) => {
    expect(problems.get(join(folder, `example-${i}.ts`))).toEqual([]);
  });
});
