// easy-VQA: small archives made here, and the published one where it is on this machine.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../host/artifact/digest.ts';
import { createRandom } from '../../host/artifact/random.ts';
import { easyVqaWords, readEasyVqa, readSmaller } from '../../host/dataset/easy-vqa.ts';
import { DataFormatError } from '../../host/dataset/errors.ts';
import { inflateIfGzipped, readTar } from '../../host/dataset/gzip.ts';
import { loadDataset } from '../../host/dataset/load.ts';
import { decodePicture } from '../../host/dataset/picture.ts';
import { wordsOfSample } from '../../host/dataset/question.ts';
import { dataFolder } from '../support/data-folder.ts';
import { writeTar } from '../support/write-tar.ts';

const random = createRandom(1);
const drawPng = (side = 64, channels: 1 | 3 = 3) => {
  const data = Uint8Array.from({ length: side * side * channels }, () => random.integer(256));
  return encode({ width: side, height: side, channels, depth: 8, data });
};
const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array) => new Uint8Array(buffer, byteOffset, byteLength);
const questionsOf = (pictures: number) =>
  Array.from({ length: pictures }, (_, id) => [
    ['what color is the shape?', 'red', id],
    ['is there a circle?', 'yes', id],
  ]).flat();
const archiveOf = (changes: Record<string, string | Uint8Array | undefined> = {}) => {
  const pictures = Array.from({ length: 20 }, (_, id) => [`data/train/images/${id}.png`, drawPng()]);
  const files: Record<string, string | Uint8Array | undefined> = {
    'data/answers.txt': 'red\nyes\nno\n',
    'data/train/questions.json': JSON.stringify(questionsOf(20)),
    'data/test/questions.json': JSON.stringify(questionsOf(1)),
    'data/test/images/0.png': drawPng(),
    ...Object.fromEntries(pictures),
    ...changes,
  };
  return writeTar(
    Object.entries(files).flatMap(([name, bytes]) => (bytes === undefined ? [] : [[name, bytes] as const])),
  );
};

describe('easy-VQA', () => {
  it('gives a picture and its question as one sample, with the answer as its label', () => {
    const { train, validation, test, shape, classes } = readEasyVqa(archiveOf(), 'vqa.tar.gz');
    expect([train, validation!, test].map(({ labels }) => labels.length)).toEqual([36, 4, 2]);
    expect(classes).toEqual(['red', 'yes', 'no']);
    expect([...test.labels]).toEqual([0, 1]);
    const asked = [0, 1].map((i) => wordsOfSample(test.images.subarray(i * 4096), easyVqaWords, shape));
    expect(asked).toEqual([
      ['what', 'is', 'the', 'color', 'shape'],
      ['is', 'there', 'a', 'circle'],
    ]);
  });

  it('makes a picture smaller as a picture given by a user is', async () => {
    for (let i = 0; i < 10; i++) {
      const png = drawPng();
      expect(readSmaller(png, 'one.png')).toEqual(Uint8Array.from(await decodePicture(png, 'one.png', [32, 32, 3])));
    }
  });

  it.each([
    ['no answers', { 'data/answers.txt': undefined }, 'vqa.tar.gz: does not contain data/answers.txt'],
    ['a picture that is not there', { 'data/test/images/0.png': undefined }, 'does not contain data/test/images/0.png'],
    [
      'a damaged picture',
      { 'data/test/images/0.png': 'png' },
      'vqa.tar.gz:data/test/images/0.png: is not a complete PNG',
    ],
    ['a picture of another size', { 'data/test/images/0.png': drawPng(32) }, 'is 32×32 with 3 channels of 8 bits, not'],
    [
      'a grey picture',
      { 'data/test/images/0.png': drawPng(64, 1) },
      'is 64×64 with 1 channels of 8 bits, not 64×64 in',
    ],
    ['no questions', { 'data/test/questions.json': '[]' }, 'holds questions that are not [question, answer, picture]'],
    ['questions in words', { 'data/test/questions.json': 'what?' }, 'holds questions that are not'],
    [
      'an unknown answer',
      { 'data/test/questions.json': '[["what is the shape?", "a cow", 0]]' },
      'answers "what is the shape?" with "a cow", which is not in answers.txt',
    ],
    [
      'an unknown word',
      { 'data/test/questions.json': '[["what is the cow?", "red", 0]]' },
      'the question "what is the cow?" has a word that the student has not learned: cow',
    ],
  ])('is refused with %s', (_, changes, message) => {
    const read = () => readEasyVqa(archiveOf(changes), 'vqa.tar.gz');
    expect(read).toThrow(DataFormatError);
    expect(read).toThrow(message);
  });

  const published = join(dataFolder, 'easy-vqa', 'easy_vqa_data.tar.gz');
  describe.skipIf(!existsSync(published))('as published', () => {
    it('has another set of words for each of its questions', async () => {
      const files = new Map(readTar(inflateIfGzipped(await readFile(published), published), published));
      const questions = new Set(
        ['train', 'test'].flatMap((part) =>
          JSON.parse(Buffer.from(files.get(`data/${part}/questions.json`)!).toString()).map(
            ([asked]: string[]) => asked,
          ),
        ),
      );
      const bags = [...questions].map((asked) => [...new Set(asked.match(/[a-z]+/g))].sort().join(' '));
      expect(new Set(bags).size).toBe(107);
      expect(questions.size).toBe(107);
    });

    it('has no picture in two splits', async () => {
      const dataset = await loadDataset('easy-vqa', { dataDir: dataFolder });
      const pictures = [dataset.train, dataset.validation, dataset.test].map(({ images }) => {
        const pixels = new Uint32Array((images as Uint8Array).buffer, images.byteOffset, images.length / 4);
        const colours = pixels.map((pixel) => pixel & 0xff_ff_ff); // without the question's channel
        const count = images.length / 4096;
        return new Set(
          Array.from({ length: count }, (_, at) => sha256(bytesOf(colours.subarray(at * 1024, (at + 1) * 1024)))),
        );
      });
      expect(pictures.map(({ size }) => size)).toEqual([3_600, 400, 1_000]);
      expect(new Set(pictures.flatMap((digests) => [...digests])).size).toBe(5_000);
    });
  });
});
