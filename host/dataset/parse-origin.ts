// Reads a data set's origin out of what an artifact's file says of it.

import { z } from 'zod';
import type { DataOrigin } from './data-origin.ts';
import { csvValues, fits } from './data-settings.ts';

const settingsSchema = z.strictObject({
  trim: z.number().min(0).lt(0.5).optional(),
  shape: z.tuple([z.int().positive(), z.int().positive(), z.int().positive()]).optional(),
  fit: z.enum(fits).optional(),
  background: z.string().optional(),
  csvLabel: z.string().optional(),
  csvHeader: z.boolean().optional(),
  recordingRate: z.int().positive().optional(),
  csvValues: z.enum(csvValues).optional(),
});

const originSchema = z.object({
  name: z.string(),
  digest: z.string(),
  classes: z.array(z.string()),
  vocabulary: z.array(z.string()).optional(),
  detection: z.literal(true).optional(),
  path: z.string().optional(),
  folder: z.string().optional(),
  settings: settingsSchema.optional(),
  samples: z.array(z.int().nonnegative()).optional(),
});

/** @returns `undefined` if the value is not an origin */
export function parseOrigin(value: unknown): DataOrigin | undefined {
  return originSchema.safeParse(value).data;
}
