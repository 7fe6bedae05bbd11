// Labelled samples as one file: a safetensors container with a seal, which Retort writes (docs/data.md, "A file of samples") and reads again as
// a data set. Bytes or floats; what a student learned from is kept so.

import { z } from 'zod';
import { grouped } from '../../proto/numbers.ts';
import { sha256 } from '../artifact/digest.ts';
import { parseJson } from '../artifact/parse-json.ts';
import { readOutsideFile } from '../artifact/read-outside-file.ts';
import { decodeSealedSafetensors, encodeSealedSafetensors } from '../artifact/safetensors.ts';
import { writeFileAtomically } from '../artifact/write-file.ts';
import { type Dataset, mostClasses, type Preprocessing, type Samples, type Source } from './dataset.ts';
import { DataFormatError } from './errors.ts';
import { gatherRows } from './sample-values.ts';
import { settleSplits } from './settle-splits.ts';
import { findConflicts } from './splits.ts';

const kind = 'retort samples';

/** What a file says of its samples beside them. */
export type SampleForm = Pick<Dataset, 'shape' | 'classes' | 'preprocessing'>;

/** @param samples of classes: a label is one byte. @returns the SHA-256 of the file, in hexadecimal. @throws DiskError */
export async function saveSamples(
  path: string,
  { images, labels }: Samples,
  { shape, classes, preprocessing }: SampleForm,
): Promise<string> {
  const imageShape = [labels.length, ...shape];
  const values =
    images instanceof Float32Array
      ? { dtype: 'F32' as const, shape: imageShape, data: images }
      : { dtype: 'U8' as const, shape: imageShape, data: images };
  const tensors = new Map([
    ['images', values],
    ['labels', { dtype: 'U8' as const, shape: [labels.length], data: labels }],
  ]);
  const form = JSON.stringify({ classes, preprocessing });
  const bytes = encodeSealedSafetensors(tensors, { kind, form });
  await writeFileAtomically(path, bytes);
  return sha256(bytes);
}

const scaleSchema = z.number().refine((scale) => scale !== 0, { error: 'a scale is 0' });

const formSchema = z.strictObject({
  classes: z.array(z.string().min(1)).min(2).max(mostClasses),
  preprocessing: z.union([
    z.strictObject({ scale: scaleSchema, offset: z.number() }),
    z.strictObject({
      scale: z.array(scaleSchema),
      offset: z.array(z.number()),
      features: z
        .array(z.string().min(1))
        .refine((names) => new Set(names).size === names.length, { error: 'two features have the same name' }),
    }),
  ]),
});

/** @throws InputFileError, SafetensorsError, DataFormatError where it holds something else */
export async function loadSamples(path: string): Promise<Samples & SampleForm & { readonly digest: string }> {
  const bytes = await readOutsideFile(path, 'weights');
  const { tensors, metadata } = decodeSealedSafetensors(bytes, path);
  if (metadata.kind !== kind) {
    throw new DataFormatError(path, `is not a file of samples: its kind is "${metadata.kind ?? 'not given'}"`);
  }
  const form = readForm(path, metadata.form);
  const [images, labels] = [tensors.get('images'), tensors.get('labels')];
  if (images?.dtype !== 'U8' && images?.dtype !== 'F32') throw new DataFormatError(path, 'has no images as U8 or F32');
  if (labels?.dtype !== 'U8') throw new DataFormatError(path, 'has no labels as U8');
  const [count, rows, columns, channels] = images.shape;
  if (images.shape.length !== 4 || images.shape.includes(0) || labels.shape.join() !== `${count}`) {
    const shapes = `images [${images.shape.join(', ')}] and labels [${labels.shape.join(', ')}]`;
    throw new DataFormatError(path, `has ${shapes}; give [n, rows, columns, channels] and [n]`);
  }
  checkFeatures(path, form.preprocessing, { dtype: images.dtype, values: rows * columns * channels });
  return { images: images.data, labels: labels.data, shape: [rows, columns, channels], ...form, digest: sha256(bytes) };
}

function readForm(path: string, text = 'undefined'): z.infer<typeof formSchema> {
  try {
    return formSchema.parse(parseJson(text));
  } catch (error) {
    throw new DataFormatError(path, 'lacks its classes and preprocessing', error);
  }
}

/** A scale, an offset and a name for each value of a sample, which is a float. */
function checkFeatures(
  path: string,
  preprocessing: Preprocessing,
  { dtype, values }: { readonly dtype: string; readonly values: number },
): void {
  if (!('features' in preprocessing)) return;
  if (dtype !== 'F32') throw new DataFormatError(path, `has features as ${dtype}; give them as F32`);
  const { scale, offset, features } = preprocessing;
  if (scale.length === values && offset.length === values && features.length === values) return;
  const counts = `${grouped(scale.length)} scales, ${grouped(offset.length)} offsets and ${grouped(features.length)} names of features`;
  throw new DataFormatError(path, `has ${counts} for samples of ${grouped(values)} values; give one of each per value`);
}

/** The samples as a data set; validation and test split are held out by content. @throws as loadSamples */
export async function readSampleFile(path: string): Promise<Source> {
  const { images, labels, shape, classes, preprocessing } = await loadSamples(path);
  const size = shape[0] * shape[1] * shape[2];
  const keyOf = (at: number) => {
    const { buffer, byteOffset, byteLength } = images.subarray(at * size, (at + 1) * size);
    return sha256(new Uint8Array(buffer, byteOffset, byteLength));
  };
  const samples = Array.from(labels, (label, at) => ({ at, label, key: keyOf(at) }));
  const { splits, origins } = settleSplits(path, samples, {});
  const select = (chosen: readonly { readonly at: number }[]): Samples => {
    const positions = chosen.map(({ at }) => at);
    return { images: gatherRows(images, size, positions), labels: gatherRows(labels, 1, positions) };
  };
  const divided = { keys: samples.map(({ key }) => key), labels };
  return {
    shape,
    classes,
    train: select(splits.train),
    validation: select(splits.validation),
    test: select(splits.test),
    preprocessing,
    reading: {
      unused: [],
      warnings: findConflicts(divided, (position) => `sample ${position}`),
      splits: origins,
    },
  };
}
