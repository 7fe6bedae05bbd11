// What a monitor holds predictions against: the integer reference and the teacher, where their files are at hand.

import { existsSync } from 'node:fs';
import type { Judge } from '../../../device-bridge/monitor/comparer.ts';
import type { Observation } from '../../../device-bridge/monitor/observation.ts';
import type { Judgement } from '../../../device-bridge/monitor/tally.ts';
import { wordsOfSample } from '../../dataset/question.ts';
import { decodePrediction } from '../../image/decode-output.ts';
import { decodeInput } from '../../image/encode-input.ts';
import {
  classOf,
  classOfOutput,
  describeHead,
  givesLabels,
  labelsOf,
  namesClass,
  probabilitiesOf,
} from '../../image/head.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { sizeOf } from '../../network/shapes.ts';
import { dequantizeToReals } from '../../reference/edge-values.ts';
import { taskOf } from '../../task/task-of.ts';
import { sameAsReference } from '../../validate/same-as-reference.ts';
import { pathToRead, pathToWrite } from '../steps/run-folder.ts';

export interface JudgeFiles {
  /** The run folder, where they are looked for unless named. */
  readonly out: string;
  readonly quantized?: string;
  readonly teacher?: string;
}

export interface Comparisons {
  readonly judge: Judge;
  /** Why there is no comparison; absent where there is one. */
  readonly noReference?: string;
  readonly noTeacher?: string;
}

/** A file that is named has to be there; one that is not named is used where it is there. */
export async function openComparisons(image: StudentImage, files: JudgeFiles): Promise<Comparisons> {
  const reference = await openReference(image, files);
  const teacher = await openTeacher(image, files);
  const judge: Judge = async (observations) => {
    const inputs = observations.map(({ input }) => decodeInput(image, input));
    const answers = teacher.answer ? await teacher.answer(inputs) : undefined;
    return observations.map((observation, i) => ({
      ...whatItSays(observation, image),
      ...questionIn(image, inputs[i]),
      ...reference.compare?.(observation, inputs[i]),
      ...answers?.[i],
    }));
  };
  return { judge, noReference: reference.why, noTeacher: teacher.why };
}

function whatItSays(observation: Observation, image: StudentImage): Pick<Judgement, 'label' | 'labels' | 'confidence'> {
  const prediction = decodePrediction(image, observation);
  if (givesLabels(image.head)) return { labels: labelsOf(image, prediction.logits) };
  const label = classOf(image, prediction);
  return label === undefined ? {} : { label, confidence: probabilitiesOf(image, prediction.logits)![label] };
}

function questionIn({ input }: StudentImage, values: Int8Array): Pick<Judgement, 'question'> {
  const { vocabulary, shape, quantization, preprocessing } = input;
  if (!vocabulary || 'features' in preprocessing) return {};
  const { scale, offset } = preprocessing;
  const pixels = dequantizeToReals(values, quantization).map((real) => (real - offset) / scale);
  return { question: wordsOfSample(pixels, vocabulary, shape).join(' ') };
}

async function openReference(image: StudentImage, { out, quantized: given }: JudgeFiles) {
  if (given === undefined && image.network.length === 0 && !existsSync(pathToWrite(out, 'quantized')))
    return { why: `no ${pathToWrite(out, 'quantized')}; name it with --quantized` };
  const { ForeignReferenceError, openNetwork } = await import('../steps/open-network.ts');
  const { createReference } = await import('../../reference/reference.ts');
  const opened = await openNetwork(image, { out, quantized: given }).catch((error) => {
    if (!(error instanceof ForeignReferenceError)) throw error;
    return undefined;
  });
  if (!opened) return { why: 'the int8 network is not the one that the image was packed from' };
  const reference = createReference(opened.quantized);
  const compare = (observation: Observation, input: Int8Array) => {
    const expected = reference.run(input);
    const bitExact = sameAsReference(decodePrediction(image, observation), expected);
    return { referenceLabel: classOfOutput(image, expected), referenceLogits: expected, bitExact };
  };
  return { compare };
}

async function openTeacher(image: StudentImage, { out, teacher: given }: JudgeFiles) {
  if (!namesClass(image.head)) return { why: `the student names no class: its output is ${describeHead(image.head)}` };
  if (given === undefined && !existsSync(pathToWrite(out, 'teacher')))
    return { why: `no ${pathToWrite(out, 'teacher')}; name it with --teacher` };
  const { loadTrainedNetwork } = await import('../../network/trained-network-file.ts');
  const { decodeOutputs } = await import('../../task/task.ts');
  const { softmax } = await import('../../network/logits.ts');
  const { computeLogits } = await import('../../train/evaluate.ts');
  const { trained, digest } = await loadTrainedNetwork(pathToRead(out, 'teacher', given));
  const { teacherDigest = digest } = image.provenance;
  if (digest !== teacherDigest) return { why: 'the teacher is not the one that the image names' };
  const task = taskOf({ classes: image.labels });
  const answer = async (inputs: readonly Int8Array[]) => {
    const size = sizeOf(image.input.shape);
    const reals = new Float32Array(inputs.length * size);
    for (const [i, input] of inputs.entries()) reals.set(dequantizeToReals(input, image.input.quantization), i * size);
    const logits = await computeLogits(trained, reals, { scale: 1, offset: 0 });
    const classes = logits.length / inputs.length;
    return decodeOutputs(task, logits, inputs.length).map(([teacherLabel], i) => ({
      teacherLabel,
      teacherScores: softmax(Float64Array.from(logits.subarray(i * classes, (i + 1) * classes)), 1),
    }));
  };
  return { answer };
}
