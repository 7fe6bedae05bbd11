// What a teacher says of every sample, computed once and kept by sample id, so that no shuffling can misalign it with a student's batches.
import { parseJson } from '../artifact/parse-json.ts';
import { readOutsideFile } from '../artifact/read-outside-file.ts';
import { decodeSealedSafetensors, encodeSealedSafetensors, type Tensor } from '../artifact/safetensors.ts';
import { writeFileAtomically } from '../artifact/write-file.ts';
import type { DataOrigin } from '../dataset/data-origin.ts';
import type { Dataset, Preprocessing, Split } from '../dataset/dataset.ts';
import { parseOrigin } from '../dataset/parse-origin.ts';
import type { TrainedNetwork } from '../network/network.ts';
import { countOutputs } from '../network/shapes.ts';
import { digestTrainedNetwork } from '../network/trained-network-file.ts';
import { taskOf } from '../task/task-of.ts';
import { TeacherOutputMissingError, TeacherOutputsFileError, TeacherOutputsMismatchError } from './teacher-errors.ts';

export interface TeacherOutputs {
  /** [n] */
  readonly ids: Int32Array;
  /** [n, classes], in the order of the ids. */
  readonly logits: Float32Array;
  readonly classes: number;
  readonly teacherDigest: string;
  readonly datasetDigest: string;
  /** Where the teacher is not one that Retort trained. */
  readonly outside?: OutsideOrigin;
  /** The data set, for those who read it again; absent in files of earlier versions. */
  readonly dataset?: DataOrigin;
}

/** Of a teacher from outside: what it was and how it was asked. */
export interface OutsideOrigin {
  /** Its path, as it was named. */
  readonly source: string;
  readonly kind: 'layers-model' | 'graph-model' | 'keras' | 'saved-model' | 'tflite' | 'npy' | 'csv' | 'safetensors';
  /** What it put out, of which the logits were made. */
  readonly output: 'logits' | 'probabilities';
  /** What it was fed; absent where its outputs came from a file. */
  readonly preprocessing?: Preprocessing;
}

/**
 * @param split the training split unless given
 * @throws TeacherOutputsMismatchError where the teacher has another number of classes; the signal's reason when aborted
 */
export async function computeTeacherOutputs(
  teacher: TrainedNetwork,
  dataset: Dataset,
  options: { split?: Split; signal?: AbortSignal } = {},
): Promise<TeacherOutputs> {
  const { ids, images } = options.split ?? dataset.train;
  const classes = countOutputs(teacher.network);
  const { outputs } = taskOf(dataset);
  if (classes !== outputs.length) {
    throw new TeacherOutputsMismatchError('number of classes', String(classes), String(outputs.length));
  }
  // Loaded here, so that reading cached outputs does not load TensorFlow.
  const { computeLogits } = await import('../train/evaluate.ts');
  const logits = await computeLogits(teacher, images, dataset.preprocessing, options.signal);
  return { ids, logits, classes, teacherDigest: digestTrainedNetwork(teacher), datasetDigest: dataset.digest };
}

/**
 * @returns a function that gives the logits [ids, classes] of samples by their ids
 * @throws TeacherOutputMissingError from that function
 */
export function indexTeacherOutputs({ ids, logits, classes }: TeacherOutputs): (wanted: Int32Array) => Float32Array {
  const positions = new Map(Array.from(ids, (id, position) => [id, position]));
  return (wanted) => {
    const found = new Float32Array(wanted.length * classes);
    for (const [row, id] of wanted.entries()) {
      const position = positions.get(id);
      if (position === undefined) throw new TeacherOutputMissingError(id, ids.length);
      found.set(logits.subarray(position * classes, (position + 1) * classes), row * classes);
    }
    return found;
  };
}

/**
 * Logits, float32 [ids, classes], of the samples with these ids, in their order.
 * @throws TeacherOutputMissingError
 * @example
 * import { loadTeacherOutputs, logitsOf } from 'retort-fpga/train';
 *
 * const outputs = await loadTeacherOutputs('retort-out/teacher-outputs.safetensors');
 * console.log(logitsOf(outputs, outputs.ids.subarray(0, 2)));
 */
export function logitsOf(outputs: TeacherOutputs, ids: Int32Array): Float32Array {
  return indexTeacherOutputs(outputs)(ids);
}

/** @throws TeacherOutputsMismatchError where the outputs are for other data or from another teacher than expected */
export function checkTeacherOutputs(
  outputs: TeacherOutputs,
  expected: { readonly datasetDigest: string; readonly teacherDigest?: string },
): void {
  for (const key of ['datasetDigest', 'teacherDigest'] as const) {
    const digest = expected[key];
    if (digest !== undefined && outputs[key] !== digest) {
      throw new TeacherOutputsMismatchError(key === 'datasetDigest' ? 'data set' : 'teacher', outputs[key], digest);
    }
  }
}

const kind = 'retort teacher outputs';

/**
 * Writes a teacher's outputs as a safetensors file.
 * @throws DiskError
 * @example
 * import { computeTeacherOutputs, loadDataset, loadTrainedNetwork, saveTeacherOutputs } from 'retort-fpga/train';
 *
 * const { trained } = await loadTrainedNetwork('retort-out/teacher.safetensors');
 * await saveTeacherOutputs('teacher-outputs.safetensors', await computeTeacherOutputs(trained, await loadDataset('glyphs')));
 */
export async function saveTeacherOutputs(path: string, outputs: TeacherOutputs): Promise<void> {
  const { ids, logits, classes, teacherDigest, datasetDigest, outside, dataset } = outputs;
  const tensors = new Map<string, Tensor>([
    ['ids', { dtype: 'I32', shape: [ids.length], data: ids }],
    ['logits', { dtype: 'F32', shape: [ids.length, classes], data: logits }],
  ]);
  const metadata = {
    kind,
    teacherDigest,
    datasetDigest,
    ...(outside && { outside: JSON.stringify(outside) }),
    ...(dataset && { dataset: JSON.stringify(dataset) }),
  };
  await writeFileAtomically(path, encodeSealedSafetensors(tensors, metadata));
}

/**
 * A teacher's cached outputs, float32 [n, classes] by sample id, that `retort teacher` or `saveTeacherOutputs` has written.
 * @param expected whose outputs they must be
 * @throws InputFileError, TeacherOutputsFileError, TeacherOutputsMismatchError, SafetensorsError
 * @example
 * import { loadDataset, loadTeacherOutputs } from 'retort-fpga/train';
 *
 * const { digest } = await loadDataset('glyphs');
 * const outputs = await loadTeacherOutputs('retort-out/teacher-outputs.safetensors', { datasetDigest: digest });
 * console.log(outputs.ids.length, outputs.classes);
 */
export async function loadTeacherOutputs(
  path: string,
  expected?: { readonly datasetDigest: string; readonly teacherDigest?: string },
): Promise<TeacherOutputs> {
  const { tensors, metadata } = decodeSealedSafetensors(await readOutsideFile(path, 'weights'), path);
  const { teacherDigest, datasetDigest } = metadata;
  const [ids, logits] = [tensors.get('ids'), tensors.get('logits')];
  if (metadata.kind !== kind || !teacherDigest || !datasetDigest) {
    throw new TeacherOutputsFileError(path, `its kind is "${metadata.kind ?? 'not given'}"`);
  }
  if (
    ids?.dtype !== 'I32' ||
    logits?.dtype !== 'F32' ||
    logits.shape.length !== 2 ||
    logits.shape[0] !== ids.data.length
  ) {
    throw new TeacherOutputsFileError(path, 'its ids and logits do not match');
  }
  const wrong = logits.data.findIndex((logit) => !Number.isFinite(logit));
  if (wrong >= 0) {
    const id = ids.data[Math.floor(wrong / logits.shape[1])];
    throw new TeacherOutputsFileError(path, `a logit of sample ${id} is ${logits.data[wrong]}`);
  }
  const outside = metadata.outside === undefined ? undefined : readJson<OutsideOrigin>(path, metadata.outside);
  const dataset = metadata.dataset === undefined ? undefined : readDataOrigin(path, metadata.dataset);
  const known = { ids: ids.data, logits: logits.data, classes: logits.shape[1], teacherDigest, datasetDigest };
  const outputs = { ...known, ...(outside && { outside }), ...(dataset && { dataset }) };
  if (expected) checkTeacherOutputs(outputs, expected);
  return outputs;
}

function readDataOrigin(path: string, json: string): DataOrigin {
  const origin = parseOrigin(readJson(path, json));
  if (origin === undefined) throw new TeacherOutputsFileError(path, 'its data set record is incomplete');
  return origin;
}

function readJson<T>(path: string, json: string): T {
  try {
    return parseJson(json) as T;
  } catch (error) {
    throw new TeacherOutputsFileError(path, 'its record of where its teacher or data come from is not JSON', error);
  }
}
