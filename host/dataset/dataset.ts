// A data set in memory: pictures as bytes or other samples as floats, their labels and ids, in three splits. Where it comes from is load.ts's matter.

import { createHash } from 'node:crypto';
import { grouped } from '../../proto/numbers.ts';
import { sha256OfJson } from '../artifact/digest.ts';
import { createRandom } from '../artifact/random.ts';
import { hasBoxes } from '../task/detection.ts';
import type { Task } from '../task/task.ts';
import { countByClass, describeForDigest, taskOf } from '../task/task-of.ts';
import { DataFormatError, LabelRangeError } from './errors.ts';
import type { Preprocessing } from './preprocessing.ts';
import { holdsVocabulary, type Vocabulary } from './question.ts';
import type { Reading } from './reading.ts';
import { checkFinite, gatherRows, type SampleValues } from './sample-values.ts';

/** [rows, columns, channels]; 1 channel is grey, 3 are RGB. */
export type Shape = readonly [number, number, number];

export type { Preprocessing };

export interface Split {
  /** [n]. Unique over all splits: the position in the data set's own order, test after train. */
  readonly ids: Int32Array;
  /** [n, rows, columns, channels] */
  readonly images: SampleValues;
  /** [n], 0 … classes − 1; [n, bytes each] of a task whose labels have more than one (host/task/task.ts). */
  readonly labels: Uint8Array;
  /** [n], relative to the folder that they were read from; absent where samples are no files of their own. */
  readonly files?: readonly string[];
}

/** A split whose pictures are somewhere else than in memory, such as in a file (pixel-file.ts), and are read when they are needed. */
export interface StreamedSplit {
  /** As a Split's. */
  readonly ids: Int32Array;
  /** As a Split's. */
  readonly labels: Uint8Array;
  /** Of one picture: rows · columns · channels, four times that of floats. */
  readonly imageBytes: number;
  /** Of what `readImages` gives; bytes where absent. */
  readonly elementType?: 'uint8' | 'float32';
  /**
   * [positions, rows, columns, channels], in the order of `positions`; what is returned holds until the next call. The same positions
   * give the same bytes whenever asked.
   */
  readImages(positions: Uint32Array): SampleValues;
  /** SHA-256 over all pictures in their order, in hexadecimal: what the same split in memory has over `images`, floats in little-endian. */
  digestImages(signal?: AbortSignal): Promise<string>;
}

export interface Dataset {
  readonly name: string;
  readonly shape: Shape;
  readonly classes: readonly string[];
  /** What a network is to say of a sample; its class where absent. */
  readonly task?: Task;
  /** Of the questions in the samples' last channel (question.ts); absent where there are none. */
  readonly vocabulary?: Vocabulary;
  readonly train: Split;
  readonly validation: Split;
  readonly test: Split;
  /** SHA-256 over shape, classes, task, vocabulary and all splits. */
  readonly digest: string;
  readonly preprocessing: Preprocessing;
  /** Samples per second of the recordings whose spectrograms the samples are. */
  readonly recordingRate?: number;
  readonly reading: Reading;
}

/** Labelled pictures as a reader gives them. */
export interface Samples {
  /** As a Split's. */
  readonly images: SampleValues;
  /** As a Split's. */
  readonly labels: Uint8Array;
  /** As a Split's. */
  readonly files?: readonly string[];
}

/** What a reader gives; without `validation`, that is split off the training samples. */
export interface Source {
  readonly shape: Shape;
  readonly classes: readonly string[];
  /** A classification where absent. */
  readonly task?: Task;
  /** As a Dataset's. */
  readonly vocabulary?: Vocabulary;
  readonly train: Samples;
  readonly validation?: Samples;
  readonly test: Samples;
  /** Where absent, pixels become 0 … 1, and floats stay as they are. */
  readonly preprocessing?: Preprocessing;
  /** As a Dataset's. */
  readonly recordingRate?: number;
  /** Where absent, all was used and the splits are as published. */
  readonly reading?: Reading;
}

/** Labels are bytes. */
export const mostClasses = 256;

/**
 * Names a data set, numbers its samples and settles its splits: the same source gives the same data set.
 * @throws LabelRangeError, NonFiniteSampleError; DataFormatError where values and labels or shape and vocabulary do not fit together, or
 * floats and bytes are mixed
 * @example
 * import { createDataset, type Samples } from 'retort-fpga/train';
 *
 * // Half of the 2×2 pictures are black, half are white.
 * const draw = (count: number): Samples => ({
 *   images: Uint8Array.from({ length: 4 * count }, (_, i) => (Math.floor(i / 4) % 2 === 0 ? 0 : 255)),
 *   labels: Uint8Array.from({ length: count }, (_, i) => i % 2),
 * });
 * const dataset = createDataset('shades', { shape: [2, 2, 1], classes: ['black', 'white'], train: draw(200), test: draw(40) });
 * console.log(dataset.train.ids.length, dataset.validation.ids.length);
 */
export function createDataset(name: string, source: Source): Dataset {
  const { shape, classes, task, vocabulary } = source;
  const { labelValues } = taskOf(source);
  const isFloat = source.train.images instanceof Float32Array;
  if (vocabulary && !holdsVocabulary(shape, vocabulary)) {
    throw new DataFormatError(
      name,
      `has ${grouped(vocabulary.length)} words, more than samples of ${shape.join('×')} can hold`,
    );
  }
  for (const split of ['train', 'validation', 'test'] as const) {
    const samples = source[split];
    if (!samples) continue;
    const at = `${name} (${split})`;
    checkLabels(at, samples.labels, labelValues);
    checkValues(at, samples, { each: shape[0] * shape[1] * shape[2], labelBytes: labelValues.length, isFloat });
  }
  const count = (samples?: Samples) => (samples?.labels.length ?? 0) / labelValues.length;
  const firstOfValidation = count(source.train);
  const firstOfTest = firstOfValidation + count(source.validation);
  const number = (first: number, samples: Samples): Split => ({
    ...samples,
    ids: Int32Array.from({ length: count(samples) }, (_, position) => first + position),
  });
  const [train, validation] = source.validation
    ? [number(0, source.train), number(firstOfValidation, source.validation)]
    : splitOffValidation(number(0, source.train), shape);
  const test = number(firstOfTest, source.test);
  const values = isFloat ? 'float32' : undefined;
  const digest = digestOf({ shape, classes, task: describeForDigest(task), values, vocabulary }, [
    train,
    validation,
    test,
  ]);
  const reading = source.reading
    ? { ...source.reading, warnings: [...source.reading.warnings, ...warnOfLackingClasses(source, train, test)] }
    : readingOfPublished(source);
  const { preprocessing = { scale: isFloat ? 1 : 1 / 255, offset: 0 }, recordingRate } = source;
  const meaning = { ...(task && { task }), ...(vocabulary && { vocabulary }), ...(recordingRate && { recordingRate }) };
  const described = { name, shape, classes, ...meaning };
  return { ...described, train, validation, test, digest, preprocessing, reading };
}

/** Of a split in memory or streamed. */
export function elementTypeOf(split: Split | StreamedSplit): 'uint8' | 'float32' {
  if ('images' in split) return split.images instanceof Float32Array ? 'float32' : 'uint8';
  return split.elementType ?? 'uint8';
}

/** The samples of a split at `positions`, in that order. */
export function selectSamples(split: Split, shape: Shape, positions: ArrayLike<number>): Split {
  const { files } = split;
  return {
    ids: Int32Array.from(positions, (at) => split.ids[at]),
    images: gatherRows(split.images, shape[0] * shape[1] * shape[2], positions),
    labels: gatherRows(split.labels, split.labels.length / split.ids.length, positions),
    ...(files && { files: Array.from(positions, (at) => files[at]) }),
  };
}

function checkLabels(source: string, labels: Uint8Array, values: readonly number[]): void {
  const at = labels.findIndex((label, i) => label >= values[i % values.length]);
  if (at < 0) return;
  throw new LabelRangeError(source, Math.floor(at / values.length), labels[at], values[at % values.length]);
}

function checkValues(
  source: string,
  { images, labels }: Samples,
  { each, labelBytes, isFloat }: { each: number; labelBytes: number; isFloat: boolean },
): void {
  const expected = (labels.length / labelBytes) * each;
  if (images.length !== expected) {
    const given = `has ${grouped(images.length)} values for ${grouped(labels.length)} bytes of labels`;
    throw new DataFormatError(
      source,
      `${given}; give ${grouped(expected)}: ${grouped(each)} for each ${grouped(labelBytes)}`,
    );
  }
  if (images instanceof Float32Array !== isFloat) {
    const [given, others] = isFloat ? ['bytes', 'floats'] : ['floats', 'bytes'];
    throw new DataFormatError(source, `has ${given}, but the training split has ${others}; use one type`);
  }
  checkFinite(source, images);
}

function warnOfLackingClasses(source: Source, train: Split, test: Split): string[] {
  if (source.task && !hasBoxes(source.task)) return []; // What its labels say is its own.
  const lacking = ({ labels }: Split) => {
    const counts = countByClass(source, labels);
    return source.classes.filter((_, label) => counts[label] === 0).join(', ');
  };
  const [untrained, untested] = [lacking(train), lacking(test)];
  return [
    ...(untrained === '' ? [] : [`no training samples of ${untrained}: add samples, or remove the class`]),
    ...(untested === '' ? [] : [`no test samples of ${untested}: the accuracy does not cover it`]),
  ];
}

function readingOfPublished({ validation }: Source): Reading {
  const published = 'as published';
  const splits = { train: published, validation: validation ? published : validationOrigin, test: published };
  return { unused: [], warnings: [], splits };
}

const validationOrigin = 'a tenth of the published training split, drawn with a fixed seed';
const validationShare = 0.1;
const validationSeed = 1;

/** A tenth, drawn with a fixed seed so that it is the same in every run; both parts keep the original order. */
function splitOffValidation(all: Split, shape: Shape): [train: Split, validation: Split] {
  const order = createRandom(validationSeed).shuffle(Uint32Array.from(all.ids));
  const size = Math.round(order.length * validationShare);
  return [selectSamples(all, shape, order.slice(size).sort()), selectSamples(all, shape, order.slice(0, size).sort())];
}

function digestOf(description: unknown, splits: readonly Split[]): string {
  const hash = createHash('sha256').update(sha256OfJson(description));
  for (const { ids, images, labels } of splits) hash.update(ids).update(images).update(labels);
  return hash.digest('hex');
}
