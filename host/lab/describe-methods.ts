// The table of methods as text: options with range, default and meaning, read off their schemas.
import { z } from 'zod';
import { findMethod, methods } from './methods.ts';

export interface MethodDescription {
  readonly name: string;
  readonly title: string;
  readonly source: string;
  /** Whether it asks teachers, or may. */
  readonly listens: boolean;
  readonly options: readonly OptionDescription[];
}

interface OptionDescription {
  readonly name: string;
  /** Such as `1 … 1000` or `4, 8`. */
  readonly range: string;
  /** Such as `, 4 unless given`. */
  readonly otherwise: string;
  readonly meaning: string;
}

/** @param name one of them; all where absent. @throws MethodOptionError */
export function describeMethods(name?: string): MethodDescription[] {
  const names = name === undefined ? Object.keys(methods) : [name];
  return names.map((one) => {
    const { title, source, listens = true, options } = findMethod(one);
    return {
      name: one,
      title,
      source,
      listens: listens !== false,
      options: Object.entries(options).map(([key, schema]) => describe(key, schema as z.ZodType)),
    };
  });
}

interface OptionSchema {
  readonly description?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly OptionSchema[];
  readonly type?: string;
}

function describe(name: string, schema: z.ZodType): OptionDescription {
  const json = z.toJSONSchema(schema, { io: 'input' }) as OptionSchema;
  const otherwise = json.default === undefined ? '' : `, ${JSON.stringify(json.default)} unless given`;
  return { name, range: rangeOf(json), otherwise, meaning: json.description ?? '' };
}

function rangeOf({ minimum, maximum, enum: values, anyOf, const: value, type }: OptionSchema): string {
  if (values) return values.join(', ');
  if (value !== undefined) return String(value);
  if (anyOf) return anyOf.map(rangeOf).join(', ');
  if (minimum !== undefined && maximum !== undefined) return `${minimum} … ${maximum}`;
  return minimum === undefined ? (type ?? 'any') : `from ${minimum}`;
}
