// An artifact's provenance, which each step passes to the next inside the artifact's file.

import { sha256OfJson } from '../../artifact/digest.ts';
import { InputFileError } from '../../artifact/read-outside-file.ts';
import { type DataOrigin, originOf } from '../../dataset/data-origin.ts';
import type { Dataset, Preprocessing } from '../../dataset/dataset.ts';
import { studentChoice, studentRecipe, teacherChoice, teacherRecipe } from '../settings/recipes.ts';
import type { Settings } from '../settings/settings.ts';

export interface LearnedFrom {
  readonly samples: number;
  readonly digest: string;
}

/** Digests are SHA-256 in hexadecimal, accuracies fractions on the test split. */
export interface RunProvenance {
  readonly dataset: DataOrigin & { readonly preprocessing: Preprocessing };
  readonly configurationDigest: string;
  /** By which the student was distilled; by soft targets where absent. */
  readonly method?: string;
  /** The file beside it of what it learned from, where that is not the training split. */
  readonly learnedFrom?: LearnedFrom;
  readonly teacherDigest?: string;
  readonly teacherAccuracy?: number;
  readonly studentDigest?: string;
  readonly studentAccuracy?: number;
  readonly quantizedAccuracy?: number;
  /** How its weights were rounded when it was quantized, where that was asked for. */
  readonly rounded?: { readonly weightBits: number; readonly rounding: string };
}

/** For artifacts in the settings' run folder, which is there. */
export async function provenanceOf(dataset: Dataset, settings: Settings): Promise<RunProvenance> {
  const [student, teacher] = [studentChoice(dataset, settings), teacherChoice(dataset, settings)];
  // Small networks are not in it: that leaves the digests of earlier runs as they were.
  const configuration = {
    data: dataset.name,
    seed: settings.seed,
    studentNetwork: student === 'student' ? undefined : student,
    teacherNetwork: teacher === 'teacher' ? undefined : teacher,
    teacher: teacherRecipe(dataset, settings),
    student: studentRecipe(dataset, settings),
    method: settings.distill.method,
    teacherMode: settings.distill.teacherMode,
  };
  const { method } = settings.distill;
  const configurationDigest = sha256OfJson(configuration);
  const { preprocessing } = dataset;
  const origin = await originIn(dataset, settings);
  return { dataset: { ...origin, preprocessing }, configurationDigest, ...(method && { method }) };
}

/** As artifacts in the settings' run folder carry it. */
export async function originIn(dataset: Dataset, settings: Settings): Promise<DataOrigin> {
  const { datasetNames } = await import('../../dataset/load.ts');
  const { data, out: artifactFolder, dataDir, dataSettings } = settings;
  const place = datasetNames.includes(dataset.name) ? undefined : data;
  return originOf(dataset, { artifactFolder, place, dataDir, settings: dataSettings });
}

/** `value` as read from the file at `path`. @throws InputFileError where it was not written by these commands */
export async function readProvenance(path: string, value: Readonly<Record<string, unknown>>): Promise<RunProvenance> {
  const { parseOrigin } = await import('../../dataset/parse-origin.ts');
  const provenance = value as Partial<RunProvenance>;
  if (parseOrigin(provenance.dataset) === undefined || provenance.configurationDigest === undefined) {
    throw new InputFileError(path, 'it does not record its data set; create it with retort distill or retort quantize');
  }
  return provenance as RunProvenance;
}
