// One sample out of a file's bytes, and a question about it where the student takes one, quantized as the network reads it.

import { extname } from 'node:path';
import { grouped } from '../../../proto/numbers.ts';
import { InputFileError } from '../../artifact/read-outside-file.ts';
import type { DataSettings } from '../../dataset/data-settings.ts';
import { QuestionMissingError } from '../../dataset/errors.ts';
import { isPictureName, type PictureSettings, pictureFormats } from '../../dataset/picture.ts';
import { listFeatures } from '../../dataset/preprocessing.ts';
import { isWavName } from '../../dataset/wav.ts';
import type { StudentImage } from '../../image/student-image.ts';
import { quantizeForImage } from '../../reference/quantize-input.ts';
import type { Picture } from '../text/prediction-outcome.ts';
import { readTensors } from './tensor-files.ts';

/** How a sample is read. */
export interface SampleSettings extends PictureSettings, Pick<DataSettings, 'recordingRate'> {
  /** Of a picture, where the image's input holds one. */
  readonly question?: string;
}

/**
 * `bytes` are the file's. `input` is int8 [rows, columns, channels]; a picture is brought to the image's shape as `settings` say, a
 * recording becomes a log-mel spectrogram as in a data set, and a `.csv` is a raw row where the image is of a table.
 * @throws InputFileError, InputTensorsError, WavError, QuestionError, QuestionMissingError, and what the reader of pictures or rows throws
 */
export async function readSample(
  path: string,
  bytes: Uint8Array,
  image: StudentImage,
  settings: SampleSettings,
): Promise<{ readonly input: Int8Array; readonly warnings: readonly string[]; readonly picture?: Picture }> {
  const { input } = image;
  const { preprocessing } = input;
  const isTable = 'features' in preprocessing;
  if (isPictureName(path)) {
    if (isTable)
      throw new InputFileError(
        path,
        `it is a picture, but the image takes a row of ${listFeatures(preprocessing.features)}`,
      );
    const { readPictureHeader } = await import('../../dataset/picture.ts');
    const { describeFitting } = await import('../../dataset/describe-fitting.ts');
    const pixels = await readPixels(path, bytes, image, settings);
    const header = await readPictureHeader(bytes, path);
    return {
      input: quantizeForImage(pixels, image),
      warnings: describeFitting([header], input.shape, settings),
      picture: { ...header, fit: settings.fit },
    };
  }
  if (isWavName(path)) {
    const { readClip } = await import('./read-clip.ts');
    const { pixels, warnings } = readClip(path, bytes, image, settings);
    return { input: quantizeForImage(pixels, image), warnings };
  }
  if (extname(path).toLowerCase() === '.csv') {
    if (!isTable)
      throw new InputFileError(
        path,
        `it is a row of a table, but the image takes pictures of ${input.shape.join('×')}`,
      );
    const { readTableRow } = await import('../../dataset/table-row.ts');
    return { input: quantizeForImage(await readTableRow(path, preprocessing.features), image), warnings: [] };
  }
  const nextStep = isTable
    ? 'give one int8 input, or a row as .csv'
    : `give one input, a picture (${pictureFormats}) or a recording (WAV), recognized by its extension`;
  const [tensor, ...more] = readTensors(bytes, path, image, nextStep);
  if (more.length === 0) return { input: tensor, warnings: [] };
  throw new InputFileError(
    path,
    `it holds ${grouped(1 + more.length)} inputs of ${input.shape.join('×')} values; give one, or name the file with --inputs`,
  );
}

async function readPixels(
  path: string,
  bytes: Uint8Array,
  { input: { shape, vocabulary } }: StudentImage,
  { question, ...settings }: SampleSettings,
): Promise<Uint8Array> {
  const { decodePicture } = await import('../../dataset/picture.ts');
  if (!vocabulary) return decodePicture(bytes, path, shape, settings);
  const { drawQuestion, joinQuestion } = await import('../../dataset/question.ts');
  if (question === undefined) throw new QuestionMissingError(path, vocabulary);
  const plane = drawQuestion(question, vocabulary, shape);
  const [rows, columns, channels] = shape;
  return joinQuestion(await decodePicture(bytes, path, [rows, columns, channels - 1], settings), plane);
}
