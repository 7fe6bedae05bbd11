import { relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { readCompilerOptions } from '../support/compiler-options.ts';

const modules = ['board', 'image', 'train', 'lab', 'bridge', 'hil'];
const root = process.cwd();
const files = modules.map((name) => `${root}/host/api/${name}.ts`);

describe('each subpath of the package', () => {
  const program = ts.createProgram(files, readCompilerOptions());
  const checker = program.getTypeChecker();
  const resolved = (symbol: ts.Symbol) =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

  it.each(modules)('retort-fpga/%s exports every type that its functions take or return', (name) => {
    const source = program.getSourceFile(`${root}/host/api/${name}.ts`)!;
    const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source)!).map(resolved);
    const functions = exported.filter((symbol) => symbol.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Variable));
    expect(functions.length).toBeGreaterThan(2);
    const missing = functions.flatMap((symbol) =>
      checker
        .getTypeOfSymbol(symbol)
        .getCallSignatures()
        .flatMap((signature) => [
          ...signature.parameters.map((parameter) => checker.getTypeOfSymbol(parameter)),
          signature.getReturnType(),
        ])
        .flatMap((type) => namesIn(type))
        .filter((named) => !exported.includes(named))
        .map((named) => `${named.name}, which ${symbol.name} names`),
    );
    expect([...new Set(missing)].sort()).toEqual([]);
  });

  /** Types declared by name in this repository, through promises, arrays, tuples and unions. */
  function namesIn(type: ts.Type, seen = new Set<ts.Type>()): ts.Symbol[] {
    if (seen.has(type)) return [];
    seen.add(type);
    const symbol = type.aliasSymbol ?? type.symbol;
    const file = symbol?.declarations?.[0]?.getSourceFile().fileName ?? '';
    const path = relative(root, file);
    const isNamed = symbol && !symbol.name.startsWith('__') && !(symbol.flags & ts.SymbolFlags.TypeParameter);
    if (isNamed && !path.startsWith('..') && !path.includes('node_modules')) return [symbol];
    const parts = type.isUnionOrIntersection() ? type.types : [];
    const inside = [...(type.aliasTypeArguments ?? []), ...checker.getTypeArguments(type as ts.TypeReference)];
    return [...parts, ...inside].flatMap((part) => namesIn(part, seen));
  }
});
