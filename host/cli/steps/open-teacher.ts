// The teacher that a student learns from: its cached outputs, and where it comes from.

import { existsSync } from 'node:fs';
import type { Dataset } from '../../dataset/dataset.ts';
import { taskOf } from '../../task/task-of.ts';
import type { TeacherOutputs } from '../../teacher/teacher-outputs.ts';
import type { FrozenNetwork } from '../../train/loss.ts';
import type { Proportion } from '../../validate/statistics.ts';
import type { Output } from '../output.ts';
import { accuracyOf } from './accuracy.ts';
import { pathToRead, pathToWrite } from './run-folder.ts';
import { type TeacherWarning, warnOfTeacher } from './teacher-warnings.ts';

export interface OpenedTeacher {
  readonly outputs: TeacherOutputs;
  /** Absent for one from outside that is known by its outputs alone. */
  readonly trained?: FrozenNetwork;
  /** On the test split. */
  readonly accuracy: Proportion;
  readonly warnings: readonly TeacherWarning[];
  /** Goes into the student's provenance. */
  readonly provenance: Readonly<Record<string, unknown>>;
}

/**
 * Outputs of a teacher from outside speak for themselves; those of one that Retort trained must be the trained teacher's.
 * @param teacher the trained teacher's path, where the user named it: the outputs must then be its
 * @throws MissingArtifactError, TeacherOutputsMismatchError, and what reading throws
 */
export async function openTeacher(
  folder: string,
  teacher: string | undefined,
  dataset: Dataset,
  output: Output,
): Promise<OpenedTeacher> {
  const { checkTeacherOutputs, loadTeacherOutputs, logitsOf } = await import('../../teacher/teacher-outputs.ts');
  const datasetDigest = dataset.digest;
  const outputs = await loadTeacherOutputs(pathToRead(folder, 'teacherOutputs'), { datasetDigest });
  const accuracy = accuracyOf(taskOf(dataset), logitsOf(outputs, dataset.test.ids), dataset.test.labels);
  if (outputs.outside && teacher === undefined) {
    const provenance = { teacherDigest: outputs.teacherDigest, teacherAccuracy: accuracy.value };
    return {
      outputs,
      trained: await networkOf(outputs, folder),
      accuracy,
      warnings: await warnOfTeacher(outputs, dataset, output),
      provenance,
    };
  }
  const { loadTrainedNetwork } = await import('../../network/trained-network-file.ts');
  const { digest, provenance, trained } = await loadTrainedNetwork(pathToRead(folder, 'teacher', teacher));
  checkTeacherOutputs(outputs, { datasetDigest, teacherDigest: digest });
  return { outputs, trained, accuracy, warnings: await warnOfTeacher(outputs, dataset, output), provenance };
}

/** The model that `retort teacher --from` saved because it can run in a training step, with its preprocessing. */
async function networkOf(
  { outside, teacherDigest }: TeacherOutputs,
  folder: string,
): Promise<FrozenNetwork | undefined> {
  const path = pathToWrite(folder, 'teacher');
  if (outside?.kind !== 'tflite' || !existsSync(path)) return undefined;
  const { loadTrainedNetwork } = await import('../../network/trained-network-file.ts');
  const { trained, provenance } = await loadTrainedNetwork(path);
  return provenance.teacherDigest === teacherDigest ? { ...trained, preprocessing: outside.preprocessing } : undefined;
}
