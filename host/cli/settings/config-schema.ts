// The schema of retort.config.ts. config.ts loads the file; settings.ts has the defaults.

import { z } from 'zod';
import { csvValues, fits } from '../../dataset/data-settings.ts';
import { sizes } from '../../distill/presets.ts';
import { networkChoice } from './network-schema.ts';
import { mostTrim, parseColour, parseShape } from './options.ts';
import { teacherModes } from './teacher-option.ts';

const warmUp = z.number().min(0).max(1).optional();

/** How training pictures are augmented (host/train/augmentation.ts). */
const augmentation = z
  .strictObject({
    shift: z.int().min(0).optional(),
    flip: z.boolean().optional(),
    crop: z.number().min(0).lt(1).optional(),
    brightness: z.number().min(0).max(1).optional(),
  })
  .optional();

/** A recipe (host/train/recipe.ts). */
const training = {
  epochs: z.int().min(1).max(10_000).optional(),
  batchSize: z.int().min(1).max(65_536).optional(),
  learningRate: z.number().positive().max(10).optional(),
  optimizer: z.enum(['adam', 'adamw', 'sgd']).optional(),
  momentum: z.number().min(0).max(0.9999).optional(),
  weightDecay: z.number().min(0).max(1).optional(),
  clipNorm: z.number().positive().optional(),
  schedule: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('one-cycle') }),
      z.strictObject({ type: z.literal('constant'), warmUp }),
      z.strictObject({ type: z.literal('cosine'), warmUp }),
      z.strictObject({
        type: z.literal('step'),
        at: z.array(z.number().min(0).max(1)),
        factor: z.number().positive(),
        warmUp,
      }),
      z.strictObject({ type: z.literal('exponential'), end: z.number().positive(), warmUp }),
    ])
    .optional(),
  augmentation,
};

/** Text, as for the flag of the same name. */
function asFlag<Value>(parse: (text: string) => Value) {
  return z.string().transform((text, context) => {
    try {
      return parse(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
      return z.NEVER;
    }
  });
}

export const configSchema = z.strictObject({
  /** A data set's name, a folder of class folders, or a CSV file. */
  data: z.string().min(1).optional(),
  dataDir: z.string().min(1).optional(),
  /** Of rows and columns, cut off each side of pictures. */
  trim: z.number().min(0).max(mostTrim).optional(),
  /** Such as '32x32x3'. */
  shape: asFlag(parseShape).optional(),
  fit: z.enum(fits).optional(),
  /** Such as '#ffffff'. */
  background: asFlag(parseColour).optional(),
  /** A column's name, or its position from 0. */
  csvLabel: z.union([z.string().min(1), z.int().min(0).transform(String)]).optional(),
  csvHeader: z.boolean().optional(),
  csvValues: z.enum(csvValues).optional(),
  /** The run folder. */
  out: z.string().min(1).optional(),
  /** The board's URL. */
  on: z.string().min(1).optional(),
  seed: z.int().min(0).max(0xffff_ffff).optional(),
  /** Of teacher and students alike; {} for none. */
  augmentation,
  /** Of the networks that are not named: small, medium or large; the data set's own where absent. */
  size: z.enum(sizes).optional(),
  /** The student's network: a name such as 'vgg:8-16-32/2' (docs/networks.md), or a Network. Its recipe is `distill`. */
  student: networkChoice.optional(),
  /** The teacher's network, likewise. Its recipe is `teacher`. */
  teacherNetwork: networkChoice.optional(),
  teacher: z.strictObject(training).optional(),
  distill: z
    .strictObject({
      ...training,
      /** Such as 'logit-regression?weight=0.3'; 'retort methods' lists them. */
      method: z.string().optional(),
      /**
       * Whether the teacher runs in each step, on the augmented pictures, or was run once; as `--teacher live|cached`.
       */
      teacherMode: z.enum(teacherModes).optional(),
      /** Weight of the soft targets, 0 … 1. */
      alpha: z.number().min(0).max(1).optional(),
      temperature: z.number().min(1).max(1000).optional(),
      seeds: z.int().min(1).max(100).optional(),
    })
    .optional(),
  /** For `retort compare`. */
  compare: z
    .strictObject({
      /** Such as 'soft-targets', or with options: { name: 'composed', options: { stages: […] } }. */
      methods: z
        .array(
          z.union([
            z.string(),
            z.strictObject({ name: z.string(), options: z.record(z.string(), z.unknown()).optional() }),
          ]),
        )
        .min(1)
        .optional(),
      seeds: z.int().min(1).max(100).optional(),
      /** `student` of the whole where absent. */
      student: networkChoice.optional(),
      /** `teacherNetwork` of the whole where absent. */
      teacher: networkChoice.optional(),
      teachers: z.int().min(1).max(50).optional(),
      tune: z.int().min(1).max(100).optional(),
    })
    .optional(),
});

/** An experiment, for `defineConfig` in retort.config.ts. Flags override it. */
export type RetortConfig = z.input<typeof configSchema>;

/** The same, checked and with its texts read. */
export type CheckedConfig = z.output<typeof configSchema>;
