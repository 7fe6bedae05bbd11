// Reads easy-VQA: a tar archive of PNG pictures of one coloured shape each, and questions about them with one-word answers.
import { z } from 'zod';
import { parseJson } from '../artifact/parse-json.ts';
import { createRandom } from '../artifact/random.ts';
import type { Samples, Shape, Source } from './dataset.ts';
import { decodePng } from './decode-png.ts';
import { DataFormatError, QuestionError } from './errors.ts';
import { inflateIfGzipped, readTar } from './gzip.ts';
import { drawQuestion, joinQuestion, type Vocabulary } from './question.ts';
import { shrinkPictures } from './shrink.ts';

/** In an order that reads almost like the question. */
export const easyVqaWords: Vocabulary = [
  ...['what', 'does', 'is', 'there', 'the', 'color', 'of', 'image', 'not', 'no', 'contain', 'a'],
  ...['black', 'blue', 'brown', 'gray', 'green', 'red', 'teal', 'yellow'],
  ...['circle', 'rectangle', 'triangle', 'shape', 'present', 'in'],
];

const side = 32;
const shape: Shape = [side, side, 4];

/** Question, answer, picture. */
const questionsSchema = z.array(z.tuple([z.string(), z.string(), z.int().nonnegative()])).min(1);
type Question = z.infer<typeof questionsSchema>[number];

const validationShare = 0.1;
const validationSeed = 1;

/**
 * Samples [32, 32, 4]: the picture, and its question as the last channel. Classes are the answers. No picture is in two splits.
 * @throws DataFormatError
 */
export function readEasyVqa(file: Uint8Array, path: string): Source {
  const files = new Map(readTar(inflateIfGzipped(file, path), path));
  const entry = (name: string): Uint8Array => {
    const bytes = files.get(name);
    if (!bytes) throw new DataFormatError(path, `does not contain ${name}`);
    return bytes;
  };
  const classes = textOf(entry('data/answers.txt')).trim().split('\n');
  const planes = new Map<string, Uint8Array>();
  const read = (part: string, questions: readonly Question[]): Samples => {
    const ids = new Set(questions.map(([, , picture]) => picture));
    const pictures = new Map(
      [...ids].map((id) => {
        const name = `data/${part}/images/${id}.png`;
        return [id, readSmaller(entry(name), `${path}:${name}`)];
      }),
    );
    return joinSamples(questions, pictures, { path, classes, planes });
  };
  const train = parseQuestions(entry('data/train/questions.json'), path);
  const held = drawHeldOut(train);
  return {
    shape,
    classes,
    vocabulary: easyVqaWords,
    train: read(
      'train',
      train.filter(([, , picture]) => !held.has(picture)),
    ),
    validation: read(
      'train',
      train.filter(([, , picture]) => held.has(picture)),
    ),
    test: read('test', parseQuestions(entry('data/test/questions.json'), path)),
    reading: {
      unused: [],
      warnings: [],
      splits: {
        train: 'as published',
        validation: 'the questions about a tenth of the published training pictures, drawn with a fixed seed',
        test: 'as published',
      },
    },
  };
}

interface Reading {
  readonly path: string;
  readonly classes: readonly string[];
  /** By question; the same few are asked about all pictures. */
  readonly planes: Map<string, Uint8Array>;
}

function joinSamples(
  questions: readonly Question[],
  pictures: ReadonlyMap<number, Uint8Array>,
  { path, classes, planes }: Reading,
): Samples {
  const each = shape[0] * shape[1] * shape[2];
  const images = new Uint8Array(questions.length * each);
  const labels = new Uint8Array(questions.length);
  for (const [at, [question, answer, picture]] of questions.entries()) {
    const label = classes.indexOf(answer);
    if (label < 0)
      throw new DataFormatError(path, `answers "${question}" with "${answer}", which is not in answers.txt`);
    const plane = planes.get(question) ?? drawOf(question, path);
    planes.set(question, plane);
    images.set(joinQuestion(pictures.get(picture)!, plane), at * each);
    labels[at] = label;
  }
  return { images, labels };
}

function drawOf(question: string, path: string): Uint8Array {
  try {
    return drawQuestion(question, easyVqaWords, shape);
  } catch (error) {
    throw error instanceof QuestionError ? new DataFormatError(path, error.message, error) : error;
  }
}

/**
 * [32, 32, 3] of a PNG of 64×64 in RGB: what decodePicture (picture.ts) makes of it, several times as fast. Half the size is enough for these
 * shapes, and a quarter of the time on the line.
 * @throws DataFormatError
 */
export function readSmaller(png: Uint8Array, path: string): Uint8Array {
  const { width, height, channels, depth, data } = decodePng(png, path);
  if (width !== 2 * side || height !== 2 * side || channels !== 3 || depth !== 8) {
    throw new DataFormatError(
      path,
      `is ${width}×${height} with ${channels} channels of ${depth} bits, not 64×64 in RGB`,
    );
  }
  return shrinkPictures(Uint8Array.from(data), [height, width, channels], [side, side, channels]);
}

/** Pictures, not questions: a picture of the training split would give away its answers. */
function drawHeldOut(questions: readonly Question[]): Set<number> {
  const pictures = [...new Set(questions.map(([, , picture]) => picture))].sort((a, b) => a - b);
  const order = createRandom(validationSeed).shuffle(pictures);
  return new Set(order.slice(0, Math.round(order.length * validationShare)));
}

function parseQuestions(bytes: Uint8Array, path: string): Question[] {
  try {
    return questionsSchema.parse(parseJson(textOf(bytes)));
  } catch (error) {
    throw new DataFormatError(
      path,
      'holds questions that are not [question, answer, picture]; download it again',
      error,
    );
  }
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
