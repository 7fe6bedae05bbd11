// An experiment's settings: flags over retort.config.ts over the defaults, which stand here and nowhere else.

import { parseBoardUrl } from './board-url.ts';
import { loadConfig } from './config.ts';
import type { RetortConfig } from './config-schema.ts';
import type { CommonOptions, DataOptions } from './options.ts';
import { DEFAULT_RUN_FOLDER } from './run-folder.ts';

export interface TrainingSettings {
  readonly epochs: number;
  readonly batchSize: number;
  /** Adam's, at the schedule's peak. */
  readonly learningRate: number;
}

export interface DistillationSettings extends TrainingSettings {
  /** Weight of the soft targets, 0 … 1. */
  readonly alpha: number;
  readonly temperature: number;
  /** How many pairs of students are trained, on seeds counting up from `seed`. */
  readonly seeds: number;
}

export interface Settings {
  readonly data: string;
  /** Whether the user named the data set; if not, the demo may take another. */
  readonly dataNamed: boolean;
  readonly dataDir?: string;
  readonly out: string;
  readonly on: string;
  readonly seed: number;
  readonly teacher: TrainingSettings;
  readonly distill: DistillationSettings;
}

export interface TrainingFlags {
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly learningRate?: number;
  readonly seed?: number;
}

export interface SettingsFlags extends CommonOptions, DataOptions {
  readonly on?: string;
  readonly seed?: number;
  readonly teacherTraining?: TrainingFlags;
  readonly distillation?: TrainingFlags & {
    readonly alpha?: number;
    readonly temperature?: number;
    readonly seeds?: number;
  };
}

export const DEFAULT_BOARD = 'virtual:up5k';

const DEFAULTS = {
  data: 'mnist',
  seed: 1,
  teacher: { epochs: 4, batchSize: 128, learningRate: 2e-3 },
  distill: { epochs: 6, batchSize: 128, learningRate: 4e-3, alpha: 0.9, temperature: 4, seeds: 1 },
};

/** Reads the configuration that the flags name, or the current folder's. @throws ConfigError, BoardUrlError */
export async function resolveSettings(flags: SettingsFlags): Promise<Settings> {
  const config: RetortConfig = await loadConfig(flags.config);
  const dataDir = flags.dataDir ?? config.dataDir;
  const on = flags.on ?? config.on ?? DEFAULT_BOARD;
  parseBoardUrl(on);
  return {
    data: flags.data ?? config.data ?? DEFAULTS.data,
    dataNamed: (flags.data ?? config.data) !== undefined,
    ...(dataDir === undefined ? {} : { dataDir }),
    out: flags.out ?? config.out ?? DEFAULT_RUN_FOLDER,
    on,
    seed: flags.seed ?? config.seed ?? DEFAULTS.seed,
    teacher: overlay(DEFAULTS.teacher, config.teacher, flags.teacherTraining),
    distill: overlay(DEFAULTS.distill, config.distill, flags.distillation),
  };
}

/** The keys of `defaults`, each from the last layer that gives it. */
function overlay<Values extends Record<string, number>>(
  defaults: Values,
  ...layers: readonly (Partial<Record<keyof Values, number>> | undefined)[]
): Values {
  const result: Values = { ...defaults };
  for (const key of Object.keys(defaults) as (keyof Values)[]) {
    for (const layer of layers) {
      const value = layer?.[key];
      if (value !== undefined) result[key] = value as Values[keyof Values];
    }
  }
  return result;
}
