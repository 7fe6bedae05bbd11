// Makes the fixture student anew: `npx tsx test/hil/make-student.ts` (needs TensorFlow, about half a minute). Another machine may train
// other weights; then record its baseline too: `npm run test:hil -- --update-baselines`.
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { takeFirst } from '../../host/cli/steps/take-first.ts';
import type { Dataset } from '../../host/dataset/dataset.ts';
import { loadDataset } from '../../host/dataset/load.ts';
import { defaultStudentRecipe, defaultStudentTraining } from '../../host/distill/presets.ts';
import { indexTeacher } from '../../host/distill/pseudo-data.ts';
import { packStudentImage } from '../../host/image/pack.ts';
import { configureCell, loadStudent, runCell } from '../../host/lab/run-cell.ts';
import { withholdTest } from '../../host/lab/withhold-test.ts';
import { studentNetwork } from '../../host/network/architectures.ts';
import type { Conv2d, Network, TrainedNetwork } from '../../host/network/network.ts';
import { digestTrainedNetwork } from '../../host/network/trained-network-file.ts';
import { quantizeNetwork } from '../../host/quantize/quantize.ts';
import { saveQuantizedNetwork } from '../../host/quantize/quantized-network-file.ts';
import { computeTeacherOutputs, saveTeacherOutputs } from '../../host/teacher/teacher-outputs.ts';
import { labelLoss } from '../../host/train/loss.ts';
import { trainNetwork } from '../../host/train/train.ts';
import { accuracy } from '../support/accuracy.ts';
import { PROBES } from './probes.ts';

const SEED = 1;
const folder = fileURLToPath(new URL('../../host/hil/template/student/', import.meta.url));

/** About 4,000 parameters: small enough to check in, large enough to read a glyph. */
function smallStudent({ shape, classes }: Dataset): Network {
  const convolution = (name: string, filters: number, side: number): Conv2d => ({
    type: 'conv2d',
    name,
    filters,
    kernel: [side, side],
    strides: [2, 2],
    padding: 'same',
    activation: 'relu',
  });
  return {
    name: 'hil student',
    inputShape: shape,
    layers: [
      convolution('conv1', 4, 5),
      convolution('conv2', 8, 3),
      convolution('conv3', 16, 3),
      { type: 'dense', name: 'logits', units: classes.length },
    ],
  };
}

/** The demo's student serves as the teacher here. */
async function trainTeacher(dataset: Dataset): Promise<TrainedNetwork> {
  const network = studentNetwork(dataset.shape, dataset.classes.length);
  return trainNetwork({
    network,
    split: dataset.train,
    preprocessing: dataset.preprocessing,
    loss: labelLoss,
    seed: SEED,
    ...defaultStudentTraining(network, dataset),
  });
}

/** A cell of the laboratory, as `retort distill` runs it. */
async function distil(): Promise<TrainedNetwork> {
  const { alpha, temperature, ...recipe } = defaultStudentRecipe(smallStudent(dataset), dataset);
  const { teacherDigest, ids, logits } = teacherOutputs;
  const kept = mkdtempSync(join(tmpdir(), 'retort-hil-student-'));
  const bench = {
    ...withholdTest(dataset),
    network: smallStudent(dataset),
    teachers: [indexTeacher(teacherDigest, ids, logits, classes.length)],
    ...{ folder: kept, cache: kept, versions: {}, int8: false, keepStudents: true, stopOnFailure: true },
  };
  const method = { method: 'soft-targets', options: { alpha, temperature } };
  const cell = await runCell(bench, configureCell(bench, { ...method, recipe, seed: SEED }));
  const trained = await loadStudent(bench, cell);
  rmSync(kept, { recursive: true });
  return trained;
}

const dataset = await loadDataset('glyphs');
const { name, digest, classes, preprocessing } = dataset;
const teacher = await trainTeacher(dataset);
const teacherOutputs = await computeTeacherOutputs(teacher, dataset);
const student = await distil();
const quantized = await quantizeNetwork(student, dataset.train, preprocessing);

const teacherDigest = digestTrainedNetwork(teacher);
const provenance = { dataset: { name, digest, classes, preprocessing }, teacherDigest };
const kept = mkdtempSync(join(tmpdir(), 'retort-hil-quantized-')); // the image carries the network itself
const quantizedDigest = await saveQuantizedNetwork(join(kept, 'student.int8.safetensors'), quantized, provenance);
rmSync(kept, { recursive: true });
const origin = { toolVersion: '0.1.0', teacherDigest, quantizedDigest, datasetName: name, datasetDigest: digest };
const image = packStudentImage({ quantized, labels: classes, preprocessing, provenance: origin });
await writeFile(`${folder}student.retort`, image);
const probes = takeFirst(dataset.test, PROBES);
const probeOutputs = await computeTeacherOutputs(teacher, dataset, { split: probes });
await saveTeacherOutputs(`${folder}teacher-outputs.safetensors`, probeOutputs);
console.log(
  `teacher right on ${accuracy(probeOutputs.logits, probes.labels)} of the probes, image ${image.length} bytes`,
);
