// A loss as a configuration writes it: terms with weights, summed. Each reports its value and gradient norm apart.
import { z } from 'zod';
import type { Operations } from '../tensorflow/operations.ts';
import type { LossBatch, OperationsLoss, StudentView } from '../train/loss.ts';
import { TrainingSettingError } from '../train/training-errors.ts';
import { type Teachers, viewTeachers } from './teachers.ts';
import type { TermDefinition } from './term.ts';
import { type TermType, terms } from './terms.ts';

/** A constant, or one that moves evenly over the run. */
const weightSchema = z
  .union([z.number().min(0), z.strictObject({ from: z.number().min(0), to: z.number().min(0) })])
  .describe('1 unless given; { from, to } moves evenly over the stage');
export type TermWeight = z.infer<typeof weightSchema>;

type SettingsOf<Shape extends z.ZodRawShape> = [keyof Shape] extends [never] ? unknown : z.input<z.ZodObject<Shape>>;

/** `{ type: 'soft-targets', weight: 0.9, temperature: 4 }` and the like; a weight of 1 where absent. */
export type TermSpec = {
  [Type in TermType]: { readonly type: Type; readonly weight?: TermWeight } & SettingsOf<
    (typeof terms)[Type]['settings']
  >;
}[TermType];

const definitions = Object.entries(terms).map(([type, { title, source, settings }]) =>
  z
    .strictObject({ type: z.literal(type), weight: weightSchema.optional(), ...settings })
    .describe(`${title} (${source})`),
);
/** Reads a configuration's term; it fills in the defaults. */
export const termSchema = z.discriminatedUnion('type', definitions as unknown as [(typeof definitions)[0]]);

/**
 * Σ weight · term. A term of weight 0 is left out: α = 0 is the labels' loss alone, to the byte.
 * @throws TrainingSettingError where there are no terms or a setting is out of range
 */
export function composeLoss(specs: readonly TermSpec[], teachers: Teachers): OperationsLoss {
  const active = specs.map(readTerm).filter(({ weight }) => weight !== 0);
  if (active.length === 0) throw new TrainingSettingError('list of loss terms', '[]', 'at least one of weight above 0');
  const names = nameTerms(active.map(({ type }) => type));
  const digests = teachers.teachers.map(({ digest }) => digest);
  return {
    description: JSON.stringify({ terms: active, teachers: digests, combine: teachers.combine }),
    terms<T>(ops: Operations<T>, student: StudentView<T>, batch: LossBatch<T>) {
      const [, classes] = ops.shapeOf(student.logits);
      const inputs = { student, batch, teacher: viewTeachers(ops, teachers, batch, classes) };
      return Object.fromEntries(
        active.map(({ type, weight, ...settings }, i) => {
          const { compute } = terms[type] as unknown as TermDefinition<z.ZodRawShape>;
          return [names[i], weigh(ops, compute(ops, settings, inputs), weight, batch.progress)];
        }),
      );
    },
  };
}

function readTerm(spec: TermSpec): { readonly type: TermType; readonly weight: TermWeight } {
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
