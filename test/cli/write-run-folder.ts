// A run folder as retort teacher, quantize and pack leave it, for a network that was made without training.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { originOf } from '../../host/dataset/data-origin.ts';
import type { Dataset } from '../../host/dataset/dataset.ts';
import { datasetNames } from '../../host/dataset/load.ts';
import { packStudentImage } from '../../host/image/pack.ts';
import type { QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import { saveQuantizedNetwork } from '../../host/quantize/quantized-network-file.ts';
import { saveTeacherOutputs } from '../../host/teacher/teacher-outputs.ts';

/** The int8 network, its image, and outputs for the test split of a teacher that is always right. */
export async function writeRunFolder(out: string, dataset: Dataset, quantized: QuantizedNetwork): Promise<void> {
  const { name, digest, classes, preprocessing, vocabulary, test } = dataset;
  await mkdir(out, { recursive: true });
  const place = datasetNames.includes(name) ? undefined : name;
  const origin = originOf(dataset, { artifactFolder: out, place, settings: {} });
  const provenance = { dataset: { ...origin, preprocessing }, configurationDigest: '00'.repeat(32) };
  await saveQuantizedNetwork(join(out, 'student.int8.safetensors'), quantized, provenance);
  const { path: datasetPath, samples: datasetSamples } = origin;
  const known = { toolVersion: '0.1.0', datasetName: name, datasetDigest: digest, datasetPath, datasetSamples };
  const image = packStudentImage({ quantized, labels: classes, preprocessing, vocabulary, provenance: known });
  await writeFile(join(out, 'student.retort'), image);
  await saveTeacherOutputs(join(out, 'teacher-outputs.safetensors'), {
    ids: test.ids,
    logits: Float32Array.from({ length: test.ids.length * classes.length }, (_, i) =>
      i % classes.length === test.labels[Math.floor(i / classes.length)] ? 5 : 0,
    ),
    classes: classes.length,
    teacherDigest: 'ab'.repeat(32),
    datasetDigest: digest,
    dataset: origin,
  });
}
