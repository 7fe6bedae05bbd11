// What may stand in retort.config.ts. Loading it is config.ts's matter; defaults are settings.ts's.

import { z } from 'zod';

const training = {
  epochs: z.int().min(1).max(10_000).optional(),
  batchSize: z.int().min(1).max(65_536).optional(),
  learningRate: z.number().positive().max(10).optional(),
};

export const configSchema = z.strictObject({
  /** A data set's name, a folder of class folders, or a CSV file. */
  data: z.string().min(1).optional(),
  dataDir: z.string().min(1).optional(),
  /** The run folder. */
  out: z.string().min(1).optional(),
  /** The board's URL. */
  on: z.string().min(1).optional(),
  seed: z.int().min(0).max(0xffff_ffff).optional(),
  teacher: z.strictObject(training).optional(),
  distill: z
    .strictObject({
      ...training,
      /** Weight of the soft targets, 0 … 1. */
      alpha: z.number().min(0).max(1).optional(),
      temperature: z.number().min(1).max(1000).optional(),
      seeds: z.int().min(1).max(100).optional(),
    })
    .optional(),
});

/** An experiment, for `defineConfig` in retort.config.ts. Flags override it. */
export type RetortConfig = z.infer<typeof configSchema>;
