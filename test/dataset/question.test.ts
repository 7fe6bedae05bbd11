// Questions as a channel of a picture: words in, words out, and what cannot be asked.
import { describe, expect, it } from 'vitest';
import { createDataset } from '../../host/dataset/dataset.ts';
import { QuestionError } from '../../host/dataset/errors.ts';
import { drawQuestion, joinQuestion, longestQuestion, wordsOfSample } from '../../host/dataset/question.ts';

const words = ['what', 'is', 'red', 'blue', 'größe'];
const shape = [8, 8, 4] as const;
const white = new Uint8Array(8 * 8 * 3).fill(255);
const sampleOf = (question: string) => joinQuestion(white, drawQuestion(question, words, shape));

describe('a question', () => {
  it('is the set of its words, whatever their order, number, case and punctuation', () => {
    const plane = drawQuestion('What is RED?', words, shape);
    expect(drawQuestion('red: is, is what', words, shape)).toEqual(plane);
    expect(drawQuestion('what is blue', words, shape)).not.toEqual(plane);
    expect(drawQuestion('GRO\u0308SSE?'.replace('SS', 'ß'), words, shape)).toEqual(drawQuestion('größe', words, shape));
  });

  it('is read back from the sample that holds it, and leaves the picture as it is', () => {
    for (const asked of [['what'], ['is', 'blue'], ['what', 'is', 'red', 'blue', 'größe']]) {
      const sample = sampleOf(asked.join(' '));
      expect(wordsOfSample(sample, words, shape)).toEqual(asked);
      expect(sample.filter((_, i) => i % 4 < 3)).toEqual(white);
    }
  });

  it('lies in each square of the channel', () => {
    const plane = drawQuestion('is größe', words, shape);
    const square = [0, 255, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    for (let at = 0; at < plane.length; at++) {
      expect(plane[at]).toBe(square[(Math.floor(at / 8) % 4) * 4 + (at % 4)]);
    }
  });

  it.each([
    ['', 'the question "" has no words; use the words blue, größe, is, red, what'],
    [' ?!', 'the question " ?!" has no words'],
    ['what is green', 'has a word that the student has not learned: green; use the words blue, größe'],
    ['who is big, who?', 'has words that the student has not learned: who, big; use the words'],
    ['what '.repeat(50), `${'what '.repeat(8)}…" has 250 characters; ask in at most ${longestQuestion}; use the words`],
  ])('%j is refused with the words that are known', (question, message) => {
    expect(() => drawQuestion(question, words, shape)).toThrow(QuestionError);
    expect(() => drawQuestion(question, words, shape)).toThrow(message);
  });
});

describe('a data set with questions', () => {
  const samples = { images: new Uint8Array(8 * 8 * 4 * 20), labels: Uint8Array.from({ length: 20 }, (_, i) => i % 2) };
  const source = { shape, classes: ['yes', 'no'], train: samples, test: samples };

  it('has another digest with other words, and none of its digest without', () => {
    const digests = [{}, { vocabulary: words }, { vocabulary: [...words].reverse() }].map(
      (extra) => createDataset('asked', { ...source, ...extra }).digest,
    );
    expect(new Set(digests).size).toBe(3);
  });

  it('is refused where its words do not fit into a sample', () => {
    const vocabulary = Array.from({ length: 65 }, (_, i) => `word${i}`);
    expect(() => createDataset('asked', { ...source, vocabulary })).toThrow(
      'asked: has 65 words, more than samples of 8×8×4 can hold',
    );
  });
});
