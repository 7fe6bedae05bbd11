// A question about a picture as a channel of it: which words of a vocabulary occur, so that picture and question are one input, and all of it
// runs on the core. The order of words and how often each occurs are not in it.
import { grouped } from '../../proto/numbers.ts';
import type { ActivationShape } from '../network/shapes.ts';
import { QuestionError } from './errors.ts';

/** The words that questions are made of, lower case; their order is part of what a network has learned. */
export type Vocabulary = readonly string[];

/** Characters of a question; longer ones are refused before they are read. */
export const longestQuestion = 200;

/**
 * A question as a channel of a picture, bytes [rows, columns]: 255 where a word of the question lies, else 0. Word n is pixel n, row by row, of a
 * square that is repeated over the whole channel, so that a convolution finds the whole question beside each part of the picture.
 * @throws QuestionError
 * @example
 * import { drawQuestion, joinQuestion, readPicture } from 'retort-fpga/train';
 *
 * const vocabulary = ['what', 'color', 'is', 'the', 'shape'];
 * const plane = drawQuestion('What color is the shape?', vocabulary, [32, 32, 3]);
 * const sample = joinQuestion(await readPicture('shape.png', [32, 32, 3]), plane);
 * console.log(sample.length); // 4,096
 */
export function drawQuestion(question: string, vocabulary: Vocabulary, [rows, columns]: ActivationShape): Uint8Array {
  const words = new Set(readWords(question, vocabulary));
  const side = tileSide(vocabulary);
  const plane = new Uint8Array(rows * columns);
  for (let at = 0; at < plane.length; at++) {
    const word = (Math.floor(at / columns) % side) * side + ((at % columns) % side);
    if (word < vocabulary.length && words.has(vocabulary[word])) plane[at] = 255;
  }
  return plane;
}

/** The words that a sample's last channel holds, in the vocabulary's order. @param values [rows, columns, channels], pixels */
export function wordsOfSample(
  values: ArrayLike<number>,
  vocabulary: Vocabulary,
  [, columns, channels]: ActivationShape,
): string[] {
  const side = tileSide(vocabulary);
  const pixelOf = (word: number) => Math.floor(word / side) * columns + (word % side);
  return vocabulary.filter((_, word) => values[pixelOf(word) * channels + channels - 1] > halfWhite);
}

/** What is quantized to few bits is not exactly 0 or 255 any more. */
const halfWhite = 127.5;

/**
 * Bytes [rows, columns, channels + 1]: the question as one more channel of the picture.
 * @param picture bytes [rows, columns, channels]
 * @param plane bytes [rows, columns], of `drawQuestion`
 * @example
 * import { drawQuestion, joinQuestion } from 'retort-fpga/train';
 *
 * const plane = drawQuestion('red', ['red', 'blue'], [8, 8, 1]);
 * console.log(joinQuestion(new Uint8Array(64), plane).length); // 128
 */
export function joinQuestion(picture: Uint8Array, plane: Uint8Array): Uint8Array {
  const channels = picture.length / plane.length;
  const joined = new Uint8Array(picture.length + plane.length);
  for (let pixel = 0, from = 0, to = 0; pixel < plane.length; pixel++) {
    for (let channel = 0; channel < channels; channel++) joined[to++] = picture[from++];
    joined[to++] = plane[pixel];
  }
  return joined;
}

/** Whether every word has its pixel. */
export function holdsVocabulary([rows, columns, channels]: ActivationShape, vocabulary: Vocabulary): boolean {
  return channels >= 2 && tileSide(vocabulary) <= Math.min(rows, columns);
}

/** A power of two, as strides are: each step of a network then sees the square at the same place. */
function tileSide({ length }: Vocabulary): number {
  return 2 ** Math.ceil(Math.log2(Math.sqrt(length)));
}

/** @throws QuestionError */
function readWords(question: string, vocabulary: Vocabulary): string[] {
  if (question.length > longestQuestion) {
    const start = `${question.slice(0, 40)}…`;
    throw new QuestionError(
      start,
      `has ${grouped(question.length)} characters; ask in at most ${grouped(longestQuestion)}`,
      vocabulary,
    );
  }
  const words =
    question
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) throw new QuestionError(question, 'has no words', vocabulary);
  const unknown = [...new Set(words.filter((word) => !vocabulary.includes(word)))];
  if (unknown.length === 0) return words;
  const what = `has ${unknown.length === 1 ? 'a word' : 'words'} that the student has not learned: ${unknown.join(', ')}`;
  throw new QuestionError(question, what, vocabulary);
}
