// A student that answers questions, from its image alone: what it says depends on the question, and what cannot be asked is refused.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openComparisons } from '../../host/cli/monitor/judge.ts';
import { studentRecipe, teacherRecipe } from '../../host/cli/settings/recipes.ts';
import { resolveSettings } from '../../host/cli/settings/settings.ts';
import { playSamples } from '../../host/cli/steps/play-samples.ts';
import { createDataset, type Dataset } from '../../host/dataset/dataset.ts';
import { drawQuestion, joinQuestion, wordsOfSample } from '../../host/dataset/question.ts';
import { decodeInput, encodeInput } from '../../host/image/encode-input.ts';
import { packStudentImage } from '../../host/image/pack.ts';
import { readStudentImage } from '../../host/image/read.ts';
import type { FullyConnectedOperation, QuantizedNetwork } from '../../host/quantize/quantized-network.ts';
import { quantizeForImage } from '../../host/reference/quantize-input.ts';
import { pictureOf } from '../../host/report/picture.ts';
import { TrainingSettingError } from '../../host/train/training-errors.ts';
import { type Ran, runInProcess } from './run-in-process.ts';
import { writeRunFolder } from './write-run-folder.ts';

const vocabulary = ['is', 'it', 'red', 'blue'];
const shape = [4, 4, 4] as const;
const classes = ['red', 'blue'];
const picture = Uint8Array.from({ length: 4 * 4 * 3 }, (_, i) => i);

/** Says which of the words "red" and "blue" it is asked with. */
function echoNetwork(): QuantizedNetwork {
  const weights = new Int8Array(2 * 64);
  for (const [unit, word] of classes.entries()) {
    const plane = drawQuestion(word, vocabulary, shape);
    for (const [pixel, value] of plane.entries()) if (value > 0) weights[unit * 64 + pixel * 4 + 3] = 100;
  }
  const operation: FullyConnectedOperation = {
    operator: 'FULLY_CONNECTED',
    name: 'words',
    inputs: ['input'],
    output: 'logits',
    activation: 'NONE',
    weights,
    weightScales: Float32Array.of(0.01),
    bias: new Int32Array(2),
  };
  return {
    name: 'echo',
    input: 'input',
    output: 'logits',
    tensors: new Map([
      ['input', { name: 'input', shape, scale: Math.fround(1 / 255), zeroPoint: -128 }],
      ['logits', { name: 'logits', shape: [1, 1, 2], scale: Math.fround(0.04), zeroPoint: -128 }],
    ]),
    operations: [operation],
  };
}

let folder = '';
let dataset: Dataset;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retort-question-'));
  const asked = Array.from({ length: 20 }, (_, i) => classes[i % 2]);
  const samples = {
    images: Uint8Array.from(
      asked.flatMap((word) => [...joinQuestion(picture, drawQuestion(`is it ${word}?`, vocabulary, shape))]),
    ),
    labels: Uint8Array.from(asked, (word) => classes.indexOf(word)),
  };
  dataset = createDataset('echo', { shape, classes, vocabulary, train: samples, test: samples });
  await writeRunFolder(join(folder, 'run'), { ...dataset, name: 'easy-vqa' }, echoNetwork());
  await writeFile(join(folder, 'plain.retort'), pack());
  await writeFile(join(folder, 'shape.png'), encode({ width: 4, height: 4, data: picture, channels: 3, depth: 8 }));
  await writeFile(join(folder, 'one.i8'), new Int8Array(64));
});
afterAll(() => rm(folder, { recursive: true }));

const infer = (file: string, ...more: string[]): Promise<Ran> =>
  runInProcess(['infer', join(folder, file), '--out', join(folder, 'run'), '--on', 'reference', ...more]);
const errorOf = ({ stdout }: Ran) => JSON.parse(stdout).error;

describe('retort infer --question', () => {
  it.each(classes)('answers by the question: %s', async (word) => {
    const { exitCode, stdout } = await infer('shape.png', '--question', `Is it ${word}?`);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ class: word });
  });

  it.each([
    [
      'no question',
      [],
      'QUESTION_MISSING',
      'none was given: ask one with --question "…", using the words blue, is, it, red',
    ],
    ['an empty one', ['--question', ''], 'QUESTION_INVALID', 'the question "" has no words; use the words blue'],
    [
      'an unknown word',
      ['--question', 'is it green?'],
      'QUESTION_INVALID',
      'has a word that the student has not learned: green',
    ],
    ['a long one', ['--question', 'is it '.repeat(40)], 'QUESTION_INVALID', 'has 240 characters; ask in at most 200'],
  ])('refuses %s, and says what can be asked', async (_, options, code, message) => {
    const ran = await infer('shape.png', ...options);
    expect(ran.exitCode).toBe(3);
    expect(errorOf(ran)).toMatchObject({ code, message: expect.stringContaining(message) });
  });

  it('refuses a question where there is none to answer', async () => {
    const plain = await infer('shape.png', '--image', join(folder, 'plain.retort'), '--question', 'is it red?');
    expect(errorOf(plain).message).toBe('echo does not answer questions: leave --question out');
    const tensor = await infer('one.i8', '--question', 'is it red?');
    expect(errorOf(tensor).message).toContain('is a tensor, which already contains its question');
    const files = ['--inputs', join(folder, 'one.i8'), '--out', join(folder, 'out.i8')];
    const many = await runInProcess(['infer', join(folder, 'plain.retort'), ...files, '--question', 'is it red?']);
    expect(errorOf(many)).toMatchObject({ code: 'CLI_INFER_OPTIONS' });
  });
});

it('training does not vary questions', async () => {
  const settings = await resolveSettings({ data: 'easy-vqa', augment: { flip: true } });
  expect(() => studentRecipe(dataset, settings)).toThrow(
    'augmentation is flip: it must be none for samples with questions',
  );
  expect(() => teacherRecipe(dataset, settings)).toThrow(TrainingSettingError);
  const unvaried = await resolveSettings({ data: 'easy-vqa', augment: {}, size: 'small' });
  expect(studentRecipe({ ...dataset, name: 'easy-vqa' }, unvaried).augmentation).toEqual({});
});

it('retort inspect names the words', async () => {
  const { stdout } = await runInProcess(['inspect', join(folder, 'run', 'student.retort')], false);
  expect(stdout).toMatch(/questions +in channel 4, of is, it, red, blue/);
});

/** The image's bytes. */
const pack = (words?: readonly string[]) =>
  packStudentImage({
    quantized: echoNetwork(),
    labels: classes,
    preprocessing: dataset.preprocessing,
    vocabulary: words,
    provenance: { toolVersion: '1' },
  });

describe('an image of a student that answers questions', () => {
  it('has the format that added words, and any other the one before', () => {
    expect(readStudentImage(pack(vocabulary), 'x')).toMatchObject({ formatMinor: 4, input: { vocabulary } });
    const plain = readStudentImage(pack(), 'x');
    expect(plain.formatMinor).toBe(3);
    expect(plain.input).not.toHaveProperty('vocabulary');
  });

  it('is refused where its input does not hold the words', () => {
    const many = Array.from({ length: 17 }, (_, i) => `word${i}`);
    expect(() => readStudentImage(pack(many), 'x')).toThrow('it knows 17 words, more than its input of 4×4×4 can hold');
  });
});

describe('a sample with a question is shown', () => {
  it('in a report: three channels of colour, and the words', () => {
    const { text } = pictureOf({ ...dataset.test, shape, classes, vocabulary }, 1);
    expect(text).toContain('<span class="question">is it blue</span>');
    const [, png] = /base64,([^"]*)"/.exec(text)!;
    const drawn = encode({ width: 4, height: 4, data: picture, channels: 3, depth: 8 });
    expect(png).toBe(Buffer.from(drawn).toString('base64'));
  });

  it('in a monitor: the words of what the board was sent', async () => {
    const image = readStudentImage(pack(vocabulary), 'x');
    const { judge } = await openComparisons(image, { out: folder });
    const input = encodeInput(image, quantizeForImage(dataset.test.images.slice(0, 64), image));
    const observation = { sampleId: 0, label: 0, logits: Int8Array.of(9, 1), cycles: 1, latencyMs: 1, input };
    expect(await judge([observation])).toMatchObject([{ question: 'is it red', label: 0, bitExact: false }]);
  });
});

it('noise on the pictures leaves the questions as they are', async () => {
  const image = readStudentImage(pack(vocabulary), 'x');
  const inputs: Int8Array[] = [];
  const board = {
    status: async () => ({ imageId: image.imageId }),
    async *infer(samples: AsyncIterable<{ sampleId: number; input: Uint8Array }>) {
      for await (const { sampleId, input } of samples) {
        inputs.push(decodeInput(image, input));
        yield { sampleId, label: 0, logits: Int8Array.of(1, 0), cycles: 1, retries: 0 };
      }
    },
  };
  const context = { inFlight: 1, signal: new AbortController().signal };
  for await (const _ of playSamples(board as never, image, dataset.test, { noise: 1, seed: 1 }, context));
  expect(inputs).toHaveLength(20);
  for (const [i, input] of inputs.entries()) {
    const clean = quantizeForImage(dataset.test.images.slice(i * 64, (i + 1) * 64), image);
    const isAsked = (_: number, at: number) => at % 4 === 3;
    expect(input.filter(isAsked)).toEqual(clean.filter(isAsked));
    expect(input).not.toEqual(clean);
    const pixels = input.map((q) => (q > 0 ? 127 : 0));
    expect(
      wordsOfSample(
        Float32Array.from(pixels, (q) => 2 * q),
        vocabulary,
        shape,
      ),
    ).toEqual(['is', 'it', classes[i % 2]]);
  }
});
