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

export interface OptionDescription {
  readonly name: string;
  /** Such as `1 … 1000` or `4, 8`. */
  readonly range: string;
  /** Such as `, 4 unless given`. */
  readonly otherwise: string;
  readonly meaning: string;
  /** Of an object, or of a list's objects: their fields; for a list of alternatives, each by its name. */
  readonly fields?: readonly OptionDescription[];
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
      options: Object.entries(options).map(([key, schema]) => {
        return describe(key, z.toJSONSchema(schema as z.ZodType, { io: 'input' }) as OptionSchema);
      }),
    };
  });
}

interface OptionSchema {
  readonly description?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly OptionSchema[];
  readonly oneOf?: readonly OptionSchema[];
  readonly items?: OptionSchema;
  readonly properties?: Readonly<Record<string, OptionSchema>>;
  readonly type?: string;
}

function describe(name: string, json: OptionSchema): OptionDescription {
  const fields = fieldsOf(json.items ?? json);
  const otherwise = json.default === undefined ? '' : `, default ${JSON.stringify(json.default)}`;
  return { name, range: rangeOf(json), otherwise, meaning: json.description ?? '', ...(fields && { fields }) };
}

function fieldsOf({ properties, oneOf }: OptionSchema): OptionDescription[] | undefined {
  if (oneOf) {
    return oneOf.map(({ properties: { type, ...rest } = {}, ...variant }) =>
      describe(String(type.const), { ...variant, properties: rest }),
    );
  }
  return properties && Object.entries(properties).map(([name, schema]) => describe(name, schema));
}

function rangeOf(schema: OptionSchema): string {
  const { minimum, maximum, exclusiveMinimum, enum: values, anyOf, const: value, type } = schema;
  if (values) return values.join(', ');
  if (value !== undefined) return String(value);
  if (anyOf) return anyOf.map(rangeOf).join(', ');
  if (exclusiveMinimum !== undefined && maximum !== undefined) return `above ${exclusiveMinimum} … ${maximum}`;
  if (type === 'array') return 'list';
  if (type === 'boolean') return 'true, false';
  if (minimum !== undefined && maximum !== undefined) return `${minimum} … ${maximum}`;
  return minimum === undefined ? (type ?? 'any') : `from ${minimum}`;
}
