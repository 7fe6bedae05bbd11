// The teacher that a student learns from: its cached outputs, and where it comes from.

import type { Dataset } from '../../dataset/dataset.ts';
import type { TrainedNetwork } from '../../network/network.ts';
import type { TeacherOutputs } from '../../teacher/teacher-outputs.ts';
import type { Proportion } from '../../validate/statistics.ts';
import type { Output } from '../output.ts';
import { pathToRead } from '../run-folder.ts';
import { accuracyOf } from './accuracy.ts';
import { type TeacherWarning, warnOfTeacher } from './teacher-warnings.ts';

export interface OpenedTeacher {
  readonly outputs: TeacherOutputs;
  /** Absent for one from outside. */
  readonly trained?: TrainedNetwork;
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
  const accuracy = accuracyOf(logitsOf(outputs, dataset.test.ids), dataset.test.labels);
  if (outputs.outside && teacher === undefined) {
    const provenance = { teacherDigest: outputs.teacherDigest, teacherAccuracy: accuracy.value };
    return { outputs, accuracy, warnings: await warnOfTeacher(outputs, dataset, output), provenance };
  }
  const { loadTrainedNetwork } = await import('../../network/trained-network-file.ts');
  const { digest, provenance, trained } = await loadTrainedNetwork(pathToRead(folder, 'teacher', teacher));
  checkTeacherOutputs(outputs, { datasetDigest, teacherDigest: digest });
  return { outputs, trained, accuracy, warnings: await warnOfTeacher(outputs, dataset, output), provenance };
}
