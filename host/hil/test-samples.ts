// What a student is asked, and what is expected of it: samples of a data set's test split, the integer reference's outputs, the labels, and
// the teacher's opinion.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sha256 } from '../artifact/digest.ts';
import { resolveSettings } from '../cli/settings/settings.ts';
import { madeFromOf } from '../cli/steps/image-origin.ts';
import { loadRunData } from '../cli/steps/load-run-data.ts';
import { takeFirst } from '../cli/steps/take-first.ts';
import { quantizeInput } from '../reference/quantize-input.ts';
import { loadTeacherOutputs, logitsOf } from '../teacher/teacher-outputs.ts';
import { computeReferenceLogits } from '../validate/reference-logits.ts';
import { classed } from './failure-class.ts';
import type { StudentUnderTest } from './student-under-test.ts';

export interface TestSamples {
  readonly student: StudentUnderTest;
  /** Of the data set. */
  readonly name: string;
  readonly digest: string;
  /** [n], unique; what the board is asked under. */
  readonly ids: Int32Array;
  /** int8 [n, rows, columns, channels] */
  readonly inputs: Int8Array;
  /** [n], the true classes. */
  readonly labels: Uint8Array;
  /** int8 [n, outputs], of the integer reference. */
  readonly referenceLogits: Int8Array;
  /** Absent where there are no teacher's outputs. */
  readonly teacher?: TeacherOpinion;
}

export interface TeacherOpinion {
  /** [n, classes] */
  readonly logits: Float32Array;
  /** SHA-256 of the logits. */
  readonly digest: string;
}

export interface SampleOptions {
  /** Only the first ones of the test split; all without. */
  readonly limit?: number;
  /** A data set's name, a folder or a file; the one that the student was made with if absent. */
  readonly data?: string;
  readonly dataDir?: string;
  /** The teacher's cached outputs; `teacher-outputs.safetensors` beside the student, where it is there, if absent. */
  readonly teacherOutputs?: string;
}

const nothing = () => {};
const quiet = {
  output: { note: nothing, step: async () => ({ update: nothing, done: nothing, fail: nothing }) },
  signal: new AbortController().signal,
};

/**
 * Samples of the student's data set, with the integer reference's outputs, int8 [n, classes], and the teacher's opinion where there is one.
 * @throws HilError of class accuracy where the data or the teacher are not the student's own
 * @example
 * import { loadSamples, loadStudent } from 'retort-fpga/hil';
 *
 * const samples = await loadSamples(await loadStudent('retort-out/student.retort'), { limit: 50 });
 * console.log(samples.ids.length);
 */
export function loadSamples(student: StudentUnderTest, options: SampleOptions = {}): Promise<TestSamples> {
  return classed(async () => {
    const { path, image, network } = student;
    const { limit, data, dataDir } = options;
    const made = madeFromOf(image, dirname(path), path);
    const { dataset } = await loadRunData(await resolveSettings({ data, dataDir }), made, quiet);
    const { ids, images, labels } = takeFirst(dataset.test, limit);
    const { preprocessing, quantization, shape } = image.input;
    const tensor = { name: 'input', shape, ...quantization };
    const inputs = quantizeInput(images, preprocessing, tensor, image.memory.inputBits);
    const teacher = await loadOpinion(student, ids, { ...options, datasetDigest: dataset.digest });
    const referenceLogits = await computeReferenceLogits(network, inputs);
    const { name, digest } = dataset;
    return { student, name, digest, ids, inputs, labels, referenceLogits, ...(teacher && { teacher }) };
  });
}

async function loadOpinion(
  { path, image }: StudentUnderTest,
  ids: Int32Array,
  { teacherOutputs, datasetDigest }: SampleOptions & { readonly datasetDigest: string },
): Promise<TeacherOpinion | undefined> {
  const file = teacherOutputs ?? join(dirname(path), 'teacher-outputs.safetensors');
  if (teacherOutputs === undefined && !existsSync(file)) return undefined;
  const { teacherDigest } = image.provenance;
  const logits = logitsOf(await loadTeacherOutputs(file, { datasetDigest, teacherDigest }), ids);
  return { logits, digest: sha256(new Uint8Array(logits.buffer, logits.byteOffset, logits.byteLength)) };
}
