// docs/reference/errors.md, made of the exit codes that the help has and of the error classes in the source: their code, category and docstring.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { EXIT_CODES, EXIT_CODES_HELP } from '../../host/cli/exit-codes.ts';
import { toCell } from './markdown.ts';

interface ErrorClass {
  readonly extends?: string;
  readonly code?: string;
  readonly category?: string;
  readonly meaning: string;
}

const folders = ['proto', 'host', 'device-bridge', 'firmware-artifacts'];

export function renderErrorsPage(): string {
  const classes = new Map(folders.flatMap(sourcesIn).flatMap(errorClassesIn));
  const codes = EXIT_CODES_HELP.split('\n')
    .slice(1)
    .map((line) => /^ *(\d+) +(.*)$/.exec(line)!.slice(1));
  const rows = [...classes.values()]
    .filter(({ code }) => code !== undefined)
    .map((error) => ({ ...error, exitCode: exitCodeOf(categoryOf(error, classes)) }))
    .sort((a, b) => a.exitCode - b.exitCode || (a.code! < b.code! ? -1 : 1));
  return `${[
    '# Errors and exit codes',
    '',
    'Generated from the code by `npm run docs:references`.',
    '',
    'An error’s message has the value that is wrong and the next step. With `--json` a command that fails prints one line with `error.code`, `error.message`',
    'and the fields of that error; in the API an error is a class with the same `code`. Codes are stable from version to version; messages are not.',
    '',
    '## Exit codes',
    '',
    '| exit code | |',
    '| ---: | --- |',
    ...codes.map(([code, meaning]) => `| ${code} | ${toCell(meaning)} |`),
    '',
    '## Error codes',
    '',
    '| code | exit code | what it is about |',
    '| --- | ---: | --- |',
    ...rows.map(({ code, exitCode, meaning }) => `| \`${code}\` | ${exitCode} | ${toCell(meaning)} |`),
  ].join('\n')}\n`;
}

function sourcesIn(folder: string): string[] {
  const root = fileURLToPath(new URL(`../../${folder}`, import.meta.url));
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /(?<![.]d)[.]ts$/.test(name));
  return names.sort().map((name) => join(root, name));
}

function errorClassesIn(path: string): [string, ErrorClass][] {
  const text = readFileSync(path, 'utf8');
  if (!/^export (abstract )?class \w+|^(abstract )?class \w+/m.test(text)) return [];
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return source.statements.filter(ts.isClassDeclaration).map((node) => [node.name?.text ?? '', describe(node)]);
}

function describe(node: ts.ClassDeclaration): ErrorClass {
  const text = (name: string) => {
    const member = node.members.find((each) => ts.isPropertyDeclaration(each) && each.name.getText() === name);
    const value = member && ts.isPropertyDeclaration(member) ? member.initializer : undefined;
    return value && ts.isStringLiteral(value) ? value.text : undefined;
  };
  const [meaning] = ts.getJSDocCommentsAndTags(node).map((doc) => ts.getTextOfJSDocComment(doc.comment) ?? '');
  return {
    extends: node.heritageClauses?.[0]?.types[0]?.expression.getText(),
    code: text('code'),
    category: text('category'),
    meaning: meaning ?? '',
  };
}

/** Its own, or that of the class it extends. */
function categoryOf(error: ErrorClass, classes: ReadonlyMap<string, ErrorClass>): string | undefined {
  const base = error.extends === undefined ? undefined : classes.get(error.extends);
  return error.category ?? (base && categoryOf(base, classes));
}

function exitCodeOf(category = 'defect'): number {
  return category === 'comparison' ? EXIT_CODES.comparisonFailed : EXIT_CODES[category as keyof typeof EXIT_CODES];
}
