// The student under test with what it is held against: inputs, reference, teacher, labels.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sha256 } from '../../host/artifact/digest.ts';
import { takeFirst } from '../../host/cli/steps/take-first.ts';
import { loadDataset } from '../../host/dataset/load.ts';
import { encodeInput } from '../../host/image/encode-input.ts';
import { describeHead, namesClass } from '../../host/image/head.ts';
import { readStudentImage } from '../../host/image/read.ts';
import type { StudentImage } from '../../host/image/student-image.ts';
import { sizeOf } from '../../host/network/shapes.ts';
import { loadQuantizedNetwork } from '../../host/quantize/quantized-network-file.ts';
import { quantizeInput } from '../../host/reference/quantize-input.ts';
import { loadTeacherOutputs, logitsOf } from '../../host/teacher/teacher-outputs.ts';
import { computeReferenceLogits } from '../../host/validate/reference-logits.ts';
import { PROBES } from './probes.ts';

export interface Subject {
  readonly image: StudentImage;
  /** Each in the image's layout. */
  readonly inputs: readonly Uint8Array[];
  /** int8 [probes, outputs], of the integer reference */
  readonly referenceLogits: Int8Array;
  /** [probes, the teacher's classes] */
  readonly teacherLogits: Float32Array;
  /** [probes], the true classes */
  readonly labels: Uint8Array;
  /** SHA-256 of the teacher's logits for the probes. */
  readonly teacherDigest: string;
  /** Of each probe, without padding. */
  readonly outputs: number;
}

const fixture = fileURLToPath(new URL('student', import.meta.url));

/** @param run a run folder of `retort demo`; the small student that is checked in where it is not given */
export async function loadSubject(run = process.env.RETORT_HIL_RUN ?? fixture): Promise<Subject> {
  const image = readStudentImage(await readFile(join(run, 'student.retort')), run);
  const { quantized } = await loadQuantizedNetwork(join(run, 'student.int8.safetensors'));
  const dataset = await loadDataset(image.provenance.datasetName ?? 'glyphs');
  const split = takeFirst(dataset.test, PROBES);
  const { shape, preprocessing, quantization } = image.input;
  const tensor = { name: 'input', shape, ...quantization };
  const inputs = quantizeInput(split.images, preprocessing, tensor);
  const size = inputs.length / split.ids.length;
  const outputs = await loadTeacherOutputs(join(run, 'teacher-outputs.safetensors'), {
    datasetDigest: dataset.digest,
    teacherDigest: image.provenance.teacherDigest,
  });
  const teacherLogits = logitsOf(outputs, split.ids);
  if (!namesClass(image.head))
    throw new Error(`${image.name} names no class: its output is ${describeHead(image.head)}`);
  return {
    image,
    inputs: Array.from(split.ids, (_, row) => encodeInput(image, inputs.subarray(row * size, (row + 1) * size))),
    referenceLogits: await computeReferenceLogits(quantized, inputs),
    teacherLogits,
    labels: split.labels,
    teacherDigest: sha256(new Uint8Array(teacherLogits.buffer, teacherLogits.byteOffset, teacherLogits.byteLength)),
    outputs: sizeOf(image.head.shape),
  };
}
