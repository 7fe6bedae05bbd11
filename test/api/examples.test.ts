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
const subpaths = { 'retort-fpga': ['./host/index.ts'], 'retort-fpga/*': ['./host/api/*.ts'] };
const modules = [
  'host/index.ts',
  ...['board', 'image', 'train', 'lab', 'bridge', 'hil'].map((name) => `host/api/${name}.ts`),
];
const programs = filesIn('examples', '.mjs');

describe('an example of the docs or of a docstring', () => {
  let problems: ReadonlyMap<string, readonly string[]>;

  beforeAll(() => {
    mkdirSync(folder, { recursive: true });
    const files = found.map(({ code }, i) => {
      const file = join(folder, `example-${i}.ts`);
      writeFileSync(file, `${code}\nexport {};\n`);
      return file;
    });
    const options = { ...readCompilerOptions(), noUnusedLocals: false, paths: subpaths, baseUrl: root };
    const program = ts.createProgram(files, options);
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

describe('each function that the package exports', () => {
  const program = ts.createProgram(modules, readCompilerOptions());
  const checker = program.getTypeChecker();

  it.each(modules)('has a docstring with an example that calls it: %s', (path) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(path)!)!;
    const without = checker.getExportsOfModule(module).flatMap((exported) => {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      const isFunction =
        symbol.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Variable) &&
        checker.getTypeOfSymbol(symbol).getCallSignatures().length > 0;
      const isOurs = !symbol.declarations?.[0].getSourceFile().fileName.includes('node_modules');
      if (!isFunction || !isOurs) return [];
      const said = ts.displayPartsToString(symbol.getDocumentationComment(checker));
      const tags = symbol.getJsDocTags(checker).filter(({ name }) => name === 'example');
      const example = tags.map(({ text }) => ts.displayPartsToString(text)).join('\n');
      return said !== '' && new RegExp(`\\b${exported.name}\\(`).test(example) ? [] : [exported.name];
    });
    expect(without).toEqual([]);
  });
});

describe('a program of examples/', () => {
  const options = {
    ...readCompilerOptions(),
    allowJs: true,
    checkJs: true,
    strict: false,
    paths: subpaths,
    baseUrl: root,
  };
  const program = ts.createProgram(programs, options);

  it.each(programs)('fits the types of the package: %s', (path) => {
    const found = ts.getPreEmitDiagnostics(program, program.getSourceFile(path));
    expect(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))).toEqual([]);
  });
});
