// An experiment's settings: flags override retort.config.ts, which overrides the defaults. The defaults are defined
// only here.

import type { DataSettings } from '../../dataset/data-settings.ts';
import type { StudentRecipe } from '../../distill/hinton.ts';
import type { Size } from '../../distill/presets.ts';
import type { Augmentation } from '../../train/augmentation.ts';
import type { Recipe } from '../../train/recipe.ts';
import { parseBoardUrl } from '../steps/board-url.ts';
import { DEFAULT_RUN_FOLDER } from '../steps/run-folder.ts';
import { hideSecrets } from '../text/secret-urls.ts';
import { loadConfig } from './config.ts';
import type { CheckedConfig } from './config-schema.ts';
import { type NetworkChoice, settleChoice } from './network-choice.ts';
import { type CommonOptions, type DataOptions, dataKeys } from './options.ts';
import type { TeacherMode } from './teacher-option.ts';

/** The user's settings of a recipe; the rest follows from network and data set (recipes.ts). */
type TrainingSettings = Partial<Recipe>;

interface DistillationSettings extends Partial<StudentRecipe> {
  /** As method-list.ts reads it; soft targets by alpha and temperature where absent. */
  readonly method?: string;
  /** As `--teacher` says; open-bench.ts chooses where absent. */
  readonly teacherMode?: TeacherMode;
  /** How many pairs of students are trained, on seeds counting up from `seed`. */
  readonly seeds: number;
}

export interface Settings {
  readonly data: string;
  /** Whether the user named the data set; if not, the demo may take another. */
  readonly dataNamed: boolean;
  readonly dataDir?: string;
  /** What was set of them; the defaults are the readers'. */
  readonly dataSettings: DataSettings;
  /** What flags alone say of the data: a run's own comes before retort.config.ts. */
  readonly dataFlags: DataSettings & { readonly data?: string; readonly dataDir?: string };
  readonly out: string;
  readonly on: string;
  readonly seed: number;
  /** Of student and teacher that are not named; the data set's own where absent. */
  readonly size?: Size;
  /** By size where absent (recipes.ts). */
  readonly studentNetwork?: NetworkChoice;
  readonly teacherNetwork?: NetworkChoice;
  readonly teacher: TrainingSettings;
  readonly distill: DistillationSettings;
}

export interface TrainingFlags extends TrainingSettings {
  readonly seed?: number;
}

export interface SettingsFlags extends CommonOptions, DataOptions {
  readonly on?: string;
  readonly seed?: number;
  readonly size?: Size;
  readonly studentNetwork?: NetworkChoice;
  readonly teacherNetwork?: NetworkChoice;
  /** Of the pictures that teacher and students are trained on. */
  readonly augment?: Augmentation;
  readonly teacherTraining?: TrainingSettings;
  readonly distillation?: Partial<DistillationSettings>;
}

const DEFAULT_BOARD = 'virtual:up5k';

export const DEFAULTS = { data: 'mnist', seed: 1, seeds: 1 };

/** Reads the configuration that the flags name, or the current folder's. @throws ConfigError, BoardUrlError, NetworkNameError */
export async function resolveSettings(flags: SettingsFlags): Promise<Settings> {
  const config: CheckedConfig = await loadConfig(flags.config);
  const dataDir = flags.dataDir ?? config.dataDir;
  const on = hideSecrets(flags.on ?? config.on ?? DEFAULT_BOARD);
  parseBoardUrl(on);
  const augmented = { augmentation: flags.augment };
  return {
    data: flags.data ?? config.data ?? DEFAULTS.data,
    dataNamed: (flags.data ?? config.data) !== undefined,
    ...(dataDir === undefined ? {} : { dataDir }),
    dataSettings: pick(dataKeys, config, flags),
    dataFlags: pick(['data', 'dataDir', ...dataKeys], flags),
    out: flags.out ?? config.out ?? DEFAULT_RUN_FOLDER,
    on,
    seed: flags.seed ?? config.seed ?? DEFAULTS.seed,
    ...pick(['size'], config, flags),
    studentNetwork: settleChoice(flags.studentNetwork ?? config.student),
    teacherNetwork: settleChoice(flags.teacherNetwork ?? config.teacherNetwork),
    teacher: pickRecipe(config, config.teacher, flags.teacherTraining, augmented),
    distill: {
      ...pickRecipe(config, config.distill, flags.distillation, augmented),
      ...pick(['alpha', 'temperature'], config.distill, flags.distillation),
      ...pick(['method', 'teacherMode'], config.distill, flags.distillation),
      seeds: flags.distillation?.seeds ?? config.distill?.seeds ?? DEFAULTS.seeds,
    },
  };
}

function pickRecipe(...layers: readonly (TrainingSettings | undefined)[]): TrainingSettings {
  return pick(
    [
      ...(['epochs', 'batchSize', 'learningRate', 'optimizer', 'momentum'] as const),
      ...(['weightDecay', 'clipNorm', 'schedule', 'augmentation'] as const),
    ],
    ...layers,
  );
}

/** Only these keys, each from the last layer that gives it. */
function pick<Values, Key extends keyof Values>(
  keys: readonly Key[],
  ...layers: readonly (Partial<Pick<Values, Key>> | undefined)[]
): Partial<Pick<Values, Key>> {
  const result: Partial<Pick<Values, Key>> = {};
  for (const layer of layers) {
    for (const key of keys) if (layer?.[key] !== undefined) result[key] = layer[key];
  }
  return result;
}
