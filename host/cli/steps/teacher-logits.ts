// The teacher's logits for a split: from its cached outputs, or by running it.

import { existsSync } from 'node:fs';
import { grouped } from '../../../proto/numbers.ts';
import { RetortError } from '../../../proto/retort-error.ts';
import type { Dataset, Split } from '../../dataset/dataset.ts';
import { runStep } from '../output.ts';
import type { CommandContext } from '../run-command.ts';
import { pathToRead, pathToWrite } from './run-folder.ts';

export interface TeacherFiles {
  /** The run folder, where outputs are looked for unless named. */
  readonly out: string;
  readonly teacher?: string;
  readonly teacherOutputs?: string;
  /** Of the teacher that the image names, where it names one: another, or cached outputs of another, is refused. */
  readonly teacherDigest?: string;
}

/**
 * An image may have none, as an imported one: it names no teacher, and neither does the user. `image`: the image's path where the user named
 * one; the outputs in the run folder then belong to another student.
 */
export function hasTeacher({ out, teacher, teacherOutputs, teacherDigest }: TeacherFiles, image?: string): boolean {
  if (teacher !== undefined || teacherOutputs !== undefined || teacherDigest !== undefined) return true;
  return image === undefined && existsSync(pathToWrite(out, 'teacherOutputs'));
}

/** A trained teacher other than the one that the image names. */
export class ForeignTeacherError extends RetortError {
  readonly code = 'CLI_INPUT_FOREIGN_TEACHER';
  readonly category = 'input';
  override readonly name = 'ForeignTeacherError';

  constructor(path: string, given: string, expected: string) {
    super(
      `${path} has the digest ${given.slice(0, 16)}…, but the image's student learned from ${expected.slice(0, 16)}…: name the image's own teacher with --teacher, or leave it out`,
    );
  }
}

/** [n, classes], in the split's order. Needs TensorFlow only where `teacher` is given. */
export async function teacherLogitsFor(
  split: Split,
  dataset: Dataset,
  files: TeacherFiles,
  { output, signal }: CommandContext,
): Promise<Float32Array> {
  const { loadTeacherOutputs, logitsOf } = await import('../../teacher/teacher-outputs.ts');
  const { teacher } = files;
  if (teacher === undefined) {
    const path = pathToRead(files.out, 'teacherOutputs', files.teacherOutputs);
    const expected = { datasetDigest: dataset.digest, teacherDigest: files.teacherDigest };
    return logitsOf(await loadTeacherOutputs(path, expected), split.ids);
  }
  const { loadTrainedNetwork } = await import('../../network/trained-network-file.ts');
  const { computeLogits } = await import('../../train/evaluate.ts');
  const { trained, digest } = await loadTrainedNetwork(pathToRead(files.out, 'teacher', teacher));
  const { teacherDigest = digest } = files;
  if (digest !== teacherDigest) throw new ForeignTeacherError(teacher, digest, teacherDigest);
  return runStep(output, 'teacher', async () => ({
    result: await computeLogits(trained, split.images, dataset.preprocessing, signal),
    text: `ran on ${grouped(split.ids.length)} samples`,
  }));
}
