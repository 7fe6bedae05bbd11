// What a student learned from where its method does without the training split: a file beside the student, which --data takes too.

import { rm } from 'node:fs/promises';
import { InputFileError } from '../../artifact/read-outside-file.ts';
import type { Dataset, Samples } from '../../dataset/dataset.ts';
import type { ImageStudent } from './image-student.ts';
import type { LearnedFrom, RunProvenance } from './provenance.ts';
import { pathToRead, pathToWrite } from './run-folder.ts';

/** Removes that of an earlier student where this one has none. @throws DiskError */
export async function saveLearnedFrom(
  folder: string,
  samples: Samples | undefined,
  dataset: Dataset,
): Promise<LearnedFrom | undefined> {
  const path = pathToWrite(folder, 'learnedFrom');
  if (!samples) {
    await rm(path, { force: true });
    return undefined;
  }
  const { saveSamples } = await import('../../dataset/sample-file.ts');
  return { samples: samples.labels.length, digest: await saveSamples(path, samples, dataset) };
}

/** @param folder the student's. @throws MissingArtifactError; InputFileError where the file is another student's; what reading throws */
export async function openLearnedFrom(
  folder: string,
  learnedFrom: LearnedFrom | undefined,
): Promise<Samples | undefined> {
  if (!learnedFrom) return undefined;
  const { loadSamples } = await import('../../dataset/sample-file.ts');
  const path = pathToRead(folder, 'learnedFrom');
  const samples = await loadSamples(path);
  if (samples.digest === learnedFrom.digest) return samples;
  throw new InputFileError(path, 'this student was trained on other samples; run retort distill again');
}

/** For a report: what a run folder's student learned from. @throws as openLearnedFrom */
export async function learnedFromOf(
  folder: string,
  { provenance }: Pick<ImageStudent, 'provenance'>,
): Promise<{ readonly method: string; readonly samples: Samples } | undefined> {
  const { learnedFrom, method = '' } = provenance as Partial<RunProvenance>;
  const samples = await openLearnedFrom(folder, learnedFrom);
  return samples && { method, samples };
}
