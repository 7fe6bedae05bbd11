// Where an artifact comes from, as each step hands it to the next inside the artifact's file.

import { sha256OfJson } from '../artifact/digest.ts';
import { InputFileError } from '../artifact/read-outside-file.ts';
import type { Dataset, Preprocessing } from '../dataset/dataset.ts';
import { studentRecipe, teacherRecipe } from './recipes.ts';
import type { Settings } from './settings.ts';

/** Digests are SHA-256 in hexadecimal, accuracies fractions on the test split. */
export interface RunProvenance {
  readonly dataset: {
    readonly name: string;
    readonly digest: string;
    readonly classes: readonly string[];
    readonly preprocessing: Preprocessing;
  };
  readonly configurationDigest: string;
  /** By which the student was distilled; by soft targets where absent. */
  readonly method?: string;
  readonly teacherDigest?: string;
  readonly teacherAccuracy?: number;
  readonly studentDigest?: string;
  readonly studentAccuracy?: number;
  readonly quantizedAccuracy?: number;
}

export function provenanceOf(dataset: Dataset, settings: Settings): RunProvenance {
  const { name, digest, classes, preprocessing } = dataset;
  const { data, seed } = settings;
  const configuration = {
    data,
    seed,
    teacher: teacherRecipe(dataset, settings),
    student: studentRecipe(dataset, settings),
    method: settings.distill.method,
  };
  const { method } = settings.distill;
  const configurationDigest = sha256OfJson(configuration);
  return { dataset: { name, digest, classes, preprocessing }, configurationDigest, ...(method && { method }) };
}

/** `value` as read from the file at `path`. @throws InputFileError where it was not written by these commands */
export function readProvenance(path: string, value: Readonly<Record<string, unknown>>): RunProvenance {
  const provenance = value as Partial<RunProvenance>;
  if (provenance.dataset?.classes === undefined || provenance.configurationDigest === undefined) {
    throw new InputFileError(
      path,
      'it does not say which data set it was made with; make it with retort distill or retort quantize',
    );
  }
  return provenance as RunProvenance;
}
