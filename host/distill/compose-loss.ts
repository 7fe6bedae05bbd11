// A loss as a configuration writes it: terms with weights, summed. Each reports its value and gradient norm apart.
import { z } from 'zod';
import { drawOutsideLayer } from '../network/initial-weights.ts';
import type { Operations } from '../tensorflow/operations.ts';
import type { LossBatch, LossParts, OperationsLoss, StudentView } from '../train/loss.ts';
import { TrainingSettingError } from '../train/training-errors.ts';
import { runnableNetworks, type Teachers, viewTeachers } from './teachers.ts';
import type { TermDefinition, TermNetworks } from './term.ts';
import { type TermType, terms } from './terms.ts';

/** A constant, or one that moves evenly over the run. */
const weightSchema = z
  .union([z.number().min(0), z.strictObject({ from: z.number().min(0), to: z.number().min(0) })])
  .describe('default 1; { from, to } changes linearly over the stage');
export type TermWeight = z.infer<typeof weightSchema>;

type SettingsOf<Shape extends z.ZodRawShape> = [keyof Shape] extends [never] ? unknown : z.input<z.ZodObject<Shape>>;

const clipSchema = z
  .string()
  .describe('the term whose gradient norm is the upper limit for this one’s (Lee, Song 2019)');

interface TermWeighing {
  readonly weight?: TermWeight;
  /** A term's type, or `TYPE 2` for the second of a type. */
  readonly clipTo?: string;
}

/** `{ type: 'soft-targets', weight: 0.9, temperature: 4 }` and the like; a weight of 1 where absent. */
export type TermSpec = {
  [Type in TermType]: { readonly type: Type } & TermWeighing & SettingsOf<(typeof terms)[Type]['settings']>;
}[TermType];

const definitions = Object.entries(terms).map(([type, { title, source, settings }]) =>
  z
    .strictObject({
      type: z.literal(type),
      weight: weightSchema.optional(),
      ...settings,
      clipTo: clipSchema.optional(),
    })
    .describe(`${title} (${source})`),
);
/** Reads a configuration's term; it fills in the defaults. */
export const termSchema = z.discriminatedUnion('type', definitions as unknown as [(typeof definitions)[0]]);

/**
 * The loss Σ weight · term, for `trainNetwork`. A term of weight 0 is left out: α = 0 is the labels' loss alone, to the byte.
 * @throws TrainingSettingError where there are no terms or a setting is out of range
 * @example
 * import { composeLoss } from 'retort-fpga/train';
 *
 * const loss = composeLoss([{ type: 'labels' }], { teachers: [], combine: 'probabilities' });
 * console.log(typeof loss);
 */
export function composeLoss(specs: readonly TermSpec[], teachers: Teachers): OperationsLoss {
  const active = specs.map(readTerm).filter(({ weight }) => weight !== 0);
  if (active.length === 0)
    throw new TrainingSettingError('list of loss terms', '[]', 'at least one with a weight above 0');
  const names = nameTerms(active.map(({ type }) => type));
  const digests = teachers.teachers.map(({ digest }) => digest);
  const asked = active.map(({ type }) => definitionOf(type));
  const runs = asked.some((term) => term.looksInside || (term.listens && teachers.live));
  const frozen = runs ? runnableNetworks(teachers.teachers) : [];
  if (asked.some(({ looksInside }) => looksInside) && frozen.length === 0) {
    throw new TrainingSettingError('number of teachers', 0, 'at least 1 for this loss');
  }
  const live = frozen.length > 0;
  return {
    description: JSON.stringify({ terms: active, teachers: digests, combine: teachers.combine, ...(live && { live }) }),
    frozen,
    clip: clipsOf(active, names),
    own: (student, seed) =>
      new Map(
        active.flatMap(({ type, weight: _weight, clipTo: _clip, ...settings }, i) => {
          const shapes = definitionOf(type).own?.(settings, { student, teacher: frozen[0]?.network }) ?? {};
          return Object.entries(shapes).map(([own, shape]) => {
            const name = `${names[i]}/${own}`;
            return [name, drawOutsideLayer(name, shape, seed)] as const;
          });
        }),
      ),
    terms<T>(ops: Operations<T>, student: StudentView<T>, batch: LossBatch<T>, parts: LossParts<T>) {
      const [, classes] = ops.shapeOf(student.logits);
      const teacher = viewTeachers(ops, teachers, batch, classes, parts.frozen);
      return Object.fromEntries(
        active.map(({ type, weight, clipTo: _clip, ...settings }, i) => {
          const own = ownOf(names[i], parts.own);
          const value = definitionOf(type).compute(ops, settings, { student, batch, teacher, own });
          return [names[i], weigh(ops, value, weight, batch.progress)];
        }),
      );
    },
  };
}

/** Whether the terms' layers are there and go together, before anything is trained. @throws TrainingSettingError */
export function checkTerms(specs: readonly TermSpec[], networks: TermNetworks): void {
  for (const { type, weight, clipTo: _clip, ...settings } of specs.map(readTerm)) {
    if (weight === 0) continue;
    definitionOf(type).own?.(settings, networks);
    definitionOf(type).check?.(settings, networks);
  }
}

function definitionOf(type: TermType): TermDefinition<z.ZodRawShape> {
  return terms[type] as unknown as TermDefinition<z.ZodRawShape>;
}

function ownOf<T>(term: string, all: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  const start = `${term}/`;
  return new Map(
    [...all].flatMap(([name, value]) => (name.startsWith(start) ? [[name.slice(start.length), value]] : [])),
  );
}

/** @throws TrainingSettingError where a term names one that is not there, or itself */
function clipsOf(active: readonly ReadTerm[], names: readonly string[]): Record<string, string> | undefined {
  const clipped = active.flatMap(({ clipTo }, i) => (clipTo === undefined ? [] : [[names[i], clipTo] as const]));
  for (const [name, to] of clipped) {
    const others = names.filter((other) => other !== name);
    if (!others.includes(to)) {
      throw new TrainingSettingError(
        `loss term "${name}" clipTo`,
        to,
        `another term: ${others.join(', ') || 'there is none'}`,
      );
    }
  }
  return clipped.length === 0 ? undefined : Object.fromEntries(clipped);
}

interface ReadTerm extends TermWeighing {
  readonly type: TermType;
  readonly weight: TermWeight;
}

function readTerm(spec: TermSpec): ReadTerm {
  const read = termSchema.safeParse(spec);
  if (read.success) return { ...(read.data as TermSpec), weight: read.data.weight ?? 1 };
  const [issue] = read.error.issues;
  const setting = [`loss term "${spec.type}"`, ...issue.path].join(' ');
  throw new TrainingSettingError(
    setting,
    JSON.stringify(valueAt(spec, issue.path)),
    `within its range (${issue.message})`,
  );
}

/** What a schema found wrong, of all that it was given. */
export function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], given);
}

function weigh<T>(ops: Operations<T>, value: T, weight: TermWeight, progress: T): T {
  if (typeof weight === 'number') return weight === 1 ? value : ops.mul(value, weight);
  return ops.mul(value, ops.add(ops.mul(progress, weight.to - weight.from), weight.from));
}

/** Two of a type are told apart by a number. */
function nameTerms(types: readonly string[]): string[] {
  return types.map((type, i) => {
    const before = types.slice(0, i).filter((other) => other === type).length;
    return before === 0 ? type : `${type} ${before + 1}`;
  });
}
