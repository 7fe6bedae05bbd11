// Pictures that are in memory already, with fewer pixels: borders cut off, colours made grey, the rest shrunk as decodePicture shrinks files.

import { hasBoxes } from '../task/detection.ts';
import { type DataSettings, trimmedFrom } from './data-settings.ts';
import type { Samples, Shape, Source } from './dataset.ts';
import { DataFormatError } from './errors.ts';

/**
 * Whether samples are plain pictures: not spectrograms, not a table's rows, and without a question. Only those can be
 * shrunk.
 */
export function holdsPictures({
  recordingRate,
  vocabulary,
  train,
}: Pick<Source, 'recordingRate' | 'vocabulary' | 'train'>): boolean {
  return recordingRate === undefined && !vocabulary && train.images instanceof Uint8Array;
}

/**
 * As `trim` and `shape` say; the same source where they say nothing.
 * @param name of the data set
 * @throws DataFormatError for samples that are not pictures, and for larger shapes
 */
export function shrinkSource(name: string, source: Source, { trim = 0, shape: asked }: DataSettings): Source {
  if (trim === 0 && (asked === undefined || asked.join() === source.shape.join())) return source;
  if (!holdsPictures(source)) {
    throw new DataFormatError(name, 'its samples are not plain pictures; leave out the shape and the trim');
  }
  const { shape: from } = source;
  if (trim > 0 && hasBoxes(source.task)) {
    throw new DataFormatError(name, 'has boxes, which --trim would cut; leave it out');
  }
  const cut = [trimmedFrom(from[0], trim), trimmedFrom(from[1], trim)] as const;
  const kept: Shape = [from[0] - 2 * cut[0], from[1] - 2 * cut[1], from[2]];
  const shape = asked ?? kept;
  if (shape.some((length, axis) => length > kept[axis])) {
    throw new DataFormatError(
      name,
      `its pictures are ${kept.join('×')}${trim === 0 ? '' : ' without their borders'}, but the shape ${shape.join('×')} is larger; ask for fewer rows, columns or channels`,
    );
  }
  const shrink = ({ images, labels }: Samples): Samples => ({
    images: shrinkPictures(images as Uint8Array, from, shape, cut),
    labels,
  });
  const { train, validation, test } = source;
  return {
    ...source,
    shape,
    train: shrink(train),
    ...(validation && { validation: shrink(validation) }),
    test: shrink(test),
  };
}

/** Where along an axis the values come from that are averaged for one place: weights sum to 1. */
interface Window {
  readonly first: number;
  readonly weights: Float64Array;
}

/**
 * `pictures` [n, …from] to [n, …to]: by a triangle filter as wide as the reduction, down the rows and then across the columns, each rounded to bytes.
 * @param cut rows and columns to leave out at each end
 */
export function shrinkPictures(
  pictures: Uint8Array,
  from: Shape,
  to: Shape,
  cut: readonly [number, number] = [0, 0],
): Uint8Array {
  const [rows, columns] = from;
  const [toRows, toColumns, channels] = to;
  const source = from[2] === 3 && channels === 1 ? toGrey(pictures) : pictures;
  const down = windowsOf(rows - 2 * cut[0], toRows);
  const across = windowsOf(columns - 2 * cut[1], toColumns);
  const [pitch, toPitch] = [columns * channels, toColumns * channels];
  const count = source.length / (rows * pitch);
  const result = new Uint8Array(count * toRows * toPitch);
  const lower = new Uint8Array(toRows * pitch);
  for (let picture = 0; picture < count; picture++) {
    average(source, (picture * rows + cut[0]) * pitch, down, lower, 0, pitch);
    for (let row = 0; row < toRows; row++) {
      const target = (picture * toRows + row) * toPitch;
      average(lower, row * pitch + cut[1] * channels, across, result, target, channels);
    }
  }
  return result;
}

/**
 * One place of the target for each window.
 * @param lanes values at each place, of source and target, which are averaged each by itself
 */
function average(
  source: Uint8Array,
  begin: number,
  windows: readonly Window[],
  target: Uint8Array,
  targetBegin: number,
  lanes: number,
): void {
  for (let place = 0; place < windows.length; place++) {
    const { first, weights } = windows[place];
    for (let lane = 0; lane < lanes; lane++) {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += weights[i] * source[begin + (first + i) * lanes + lane];
      target[targetBegin + place * lanes + lane] = Math.round(sum);
    }
  }
}

/** Beyond an end, its last value is repeated. */
function windowsOf(from: number, to: number): Window[] {
  const reduction = from / to;
  return Array.from({ length: to }, (_, place) => {
    const centre = (place + 0.5) * reduction - 0.5;
    const [low, high] = [Math.ceil(centre - reduction), Math.floor(centre + reduction)];
    const first = Math.max(0, low);
    const weights = new Float64Array(Math.min(from - 1, high) - first + 1);
    for (let at = low; at <= high; at++) {
      const held = Math.min(from - 1, Math.max(0, at));
      weights[held - first] += Math.max(0, 1 - Math.abs(at - centre) / reduction);
    }
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return { first, weights: weights.map((weight) => weight / sum) };
  });
}

/** Of sRGB, greys with the same luminance (IEC 61966-2-1). */
function toGrey(colours: Uint8Array): Uint8Array {
  const greys = new Uint8Array(colours.length / 3);
  for (let i = 0; i < greys.length; i++) {
    const [red, green, blue] = [colours[3 * i], colours[3 * i + 1], colours[3 * i + 2]];
    const luminance = 0.2126 * toLinear[red] + 0.7152 * toLinear[green] + 0.0722 * toLinear[blue];
    const share = luminance <= 0.0031308 ? 12.92 * luminance : 1.055 * luminance ** (1 / 2.4) - 0.055;
    greys[i] = Math.round(255 * share);
  }
  return greys;
}

const toLinear = Float64Array.from({ length: 256 }, (_, byte) => {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});
