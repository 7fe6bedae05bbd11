// Samples without labels as a transfer set: what trained networks say of them, by id, and the labels that this amounts to.
import { sha256 } from '../artifact/digest.ts';
import type { Preprocessing, Split } from '../dataset/dataset.ts';
import { joinValues } from '../dataset/sample-values.ts';
import type { TrainedNetwork } from '../network/network.ts';
import { countOutputs } from '../network/shapes.ts';
import { digestTrainedNetwork } from '../network/trained-network-file.ts';
import type { Task } from '../task/task.ts';
import { indexTeacherOutputs } from '../teacher/teacher-outputs.ts';
import { computeLogits } from '../train/evaluate.ts';
import { TrainingSettingError } from '../train/training-errors.ts';
import type { TeacherLogits } from './teachers.ts';

/** A split of which nobody knows the labels. */
export type UnlabelledSplit = Pick<Split, 'ids' | 'images'>;

/**
 * What each network says of the samples, by their ids.
 * @param samples of one split or several joined; labels are not read
 * @throws TeacherOutputMissingError from `logitsOf` for other samples, and what computeLogits throws
 */
export async function askTeachers(
  networks: readonly TrainedNetwork[],
  { ids, images }: UnlabelledSplit,
  preprocessing: Preprocessing,
  signal?: AbortSignal,
): Promise<TeacherLogits[]> {
  const teachers: TeacherLogits[] = [];
  for (const trained of networks) {
    const logits = await computeLogits(trained, images, preprocessing, signal);
    teachers.push(indexTeacher(digestTrainedNetwork(trained), ids, logits, countOutputs(trained.network)));
  }
  return teachers;
}

/** A teacher from its logits [n, classes] of the ids [n], both of which are in its digest: a loss's description names no more than that. */
export function indexTeacher(digest: string, ids: Int32Array, logits: Float32Array, classes: number): TeacherLogits {
  const outputs = { ids, logits, classes, teacherDigest: digest, datasetDigest: '' };
  const digests = [ids, logits].map((values) =>
    sha256(new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
  );
  return { digest: sha256([digest, ...digests].join(' ')), logitsOf: indexTeacherOutputs(outputs) };
}

/**
 * Labels samples with what the teachers' mean outputs say: all that is known of them. A student of pseudo data learns from the
 * logits; these labels serve whatever insists on some.
 * @throws TrainingSettingError without teachers
 */
export function labelByTeachers(samples: UnlabelledSplit, teachers: readonly TeacherLogits[], task: Task): Split {
  if (teachers.length === 0) throw new TrainingSettingError('number of teachers', 0, 'at least 1 to label samples');
  const said = teachers.map((teacher) => teacher.logitsOf(samples.ids));
  const classes = said[0].length / samples.ids.length;
  const answers = Array.from(samples.ids, (_, row) =>
    task.decode(
      Float64Array.from({ length: classes }, (_, c) => said.reduce((sum, z) => sum + z[row * classes + c], 0)),
    ),
  );
  return { ...samples, labels: Uint8Array.from(answers.flat()) };
}

/** Both splits' samples, those of `first` first. @throws TrainingSettingError where an id is in both */
export function joinSplits(first: Split, second: Split): Split {
  const known = new Set(first.ids);
  const twice = second.ids.find((id) => known.has(id));
  if (twice !== undefined) throw new TrainingSettingError('sample id', twice, 'in only one of the joined splits');
  return {
    ids: concatenate(Int32Array, first.ids, second.ids),
    images: joinValues(first.images, second.images),
    labels: concatenate(Uint8Array, first.labels, second.labels),
  };
}

function concatenate<A extends Int32Array | Uint8Array>(type: new (length: number) => A, first: A, second: A): A {
  const joined = new type(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
