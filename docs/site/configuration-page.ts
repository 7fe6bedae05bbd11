// docs/reference/configuration.md, made of the schema that checks retort.config.ts: its types and ranges, with the comments above its keys.
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { z } from 'zod';
import { configSchema } from '../../host/cli/settings/config-schema.ts';
import { toCell } from './markdown.ts';

type JsonSchema = z.core.JSONSchema.JSONSchema;

interface Row {
  readonly key: string;
  readonly type: string;
  readonly comment: string;
}

export function renderConfigurationPage(): string {
  const schema = z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' });
  const rows = rowsOf(schema, readComments(), '');
  return `${[
    '# Configuration',
    '',
    'Generated from the code by `npm run docs:references`.',
    '',
    'An experiment can live in `retort.config.ts` (also `.mts`, `.mjs` or `.js`) in the current folder, or in the file that `--config` names. A flag',
    'overrides the key of the same meaning; without either, the default is the one in the command’s help. The file is a program: it is loaded and run, so',
    'run nobody’s configuration that you have not read. What it imports as `retort-fpga` is the version that runs.',
    '',
    '```ts',
    "import { defineConfig } from 'retort-fpga';",
    '',
    "export default defineConfig({ data: 'fashion-mnist', seed: 7, distill: { alpha: 0.9, temperature: 4, seeds: 3 } });",
    '```',
    '',
    'Every key is optional. A key that is not in this table, or a value outside its range, is an error (`CONFIG_INVALID`, exit code 2) that names the key.',
    '',
    '| key | type | |',
    '| --- | --- | --- |',
    ...rows.map(({ key, type, comment }) => `| \`${key}\` | ${toCell(type)} | ${toCell(comment)} |`),
    '',
    '[Networks](../networks.md#in-retortconfigts) says how a network is written as data, [the laboratory](../laboratory.md#composed-in-a-configuration)',
    'how several teachers, terms and stages are composed.',
  ].join('\n')}\n`;
}

function rowsOf({ properties = {} }: JsonSchema, comments: ReadonlyMap<string, string>, parent: string): Row[] {
  return Object.entries(properties as Record<string, JsonSchema>).flatMap(([name, schema]) => {
    const key = `${parent}${name}`;
    const row = { key, type: typeOf(schema), comment: comments.get(key) ?? '' };
    return schema.properties ? [row, ...rowsOf(schema, comments, `${key}.`)] : [row];
  });
}

function typeOf(schema: JsonSchema): string {
  const { type, enum: values, const: value, anyOf, oneOf, items, properties, required = [] } = schema;
  if (value !== undefined) return JSON.stringify(value);
  if (values) return values.map((one) => JSON.stringify(one)).join(', ');
  const choices = anyOf ?? oneOf;
  if (choices)
    return choices
      .map((one) => ((one as JsonSchema).properties ? shapeOf(one as JsonSchema) : typeOf(one as JsonSchema)))
      .join(' or ');
  if (type === 'array') return `list of ${typeOf(items as JsonSchema)}`;
  if (properties) return required.length > 0 ? shapeOf(schema) : 'object';
  if (type === 'integer' || type === 'number')
    return `${type === 'integer' ? 'whole number' : 'number'}${rangeOf(schema)}`;
  return type === undefined ? 'a network: its name, or as data' : String(type);
}

/** `{ type: "step", at: list of number, factor: number above 0, warmUp?: number 0 … 1 }` */
function shapeOf({ properties = {}, required = [] }: JsonSchema): string {
  const fields = Object.entries(properties as Record<string, JsonSchema>).map(
    ([name, schema]) => `${name}${required.includes(name) ? '' : '?'}: ${typeOf(schema)}`,
  );
  return `{ ${fields.join(', ')} }`;
}

function rangeOf({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema): string {
  const low = minimum ?? exclusiveMinimum;
  const high = maximum ?? exclusiveMaximum;
  const isLimit = high !== undefined && high !== Number.MAX_SAFE_INTEGER;
  if (low !== undefined && isLimit) {
    const ends = [
      exclusiveMinimum === undefined ? '' : `above ${low}`,
      exclusiveMaximum === undefined ? '' : `below ${high}`,
    ];
    const open = ends.filter((end) => end !== '').join(', ');
    return ` from ${low} to ${high}${open === '' ? '' : ` (${open})`}`;
  }
  if (exclusiveMinimum !== undefined) return ` above ${exclusiveMinimum}`;
  return low === undefined || low === Number.MIN_SAFE_INTEGER ? '' : ` from ${low}`;
}

/** Of each key of `configSchema`, by its path, the comment above it in the source. */
function readComments(): Map<string, string> {
  const path = new URL('../../host/cli/settings/config-schema.ts', import.meta.url);
  const source = ts.createSourceFile('config-schema.ts', readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const constants = new Map<string, ts.Expression>();
  source.forEachChild((node) => {
    if (!ts.isVariableStatement(node)) return;
    for (const { name, initializer } of node.declarationList.declarations) {
      if (initializer) constants.set(name.getText(), initializer);
    }
  });
  const comments = new Map<string, string>();
  const visit = (node: ts.Expression | undefined, parent: string): void => {
    for (const property of objectIn(node)?.properties ?? []) {
      if (ts.isSpreadAssignment(property)) visit(constants.get(property.expression.getText()), parent);
      if (!ts.isPropertyAssignment(property)) continue;
      const key = `${parent}${property.name.getText()}`;
      const comment = ts
        .getJSDocCommentsAndTags(property)
        .map((doc) => ts.getTextOfJSDocComment(doc.comment))
        .join(' ');
      comments.set(key, comment);
      visit(property.initializer, `${key}.`);
    }
  };
  visit(constants.get('configSchema'), '');
  return comments;
}

/** The object literal in `{ … }`, or in `z.strictObject({ … })` and what is chained behind it. */
function objectIn(node: ts.Expression | undefined): ts.ObjectLiteralExpression | undefined {
  if (node === undefined || ts.isObjectLiteralExpression(node)) return node;
  if (!ts.isCallExpression(node)) return undefined;
  const callee = node.expression;
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  return callee.name.text === 'strictObject' ? objectIn(node.arguments[0]) : objectIn(callee.expression);
}
