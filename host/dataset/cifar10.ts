// Reads CIFAR-10 in two packagings: sprite PNGs with decorrelated colours, and the binary records of its home.
import { grouped } from '../../proto/numbers.ts';
import type { Samples } from './dataset.ts';
import { decodePng } from './decode-png.ts';
import { DataFormatError, TruncatedFileError } from './errors.ts';

const side = 32;
const channels = 3;
const plane = side * side;

/**
 * Pictures of 32×32 in rows, one after another, in an RGB PNG whose red and blue hold R−G and B−G modulo 256; beside it a byte per label.
 * @throws DataFormatError, TruncatedFileError
 */
export function readSprite(png: Uint8Array, pngPath: string, labels: Uint8Array, labelsPath: string): Samples {
  const { width, height, data, channels: found } = decodePng(png, pngPath);
  const perRow = width / side;
  const count = perRow * (height / side);
  if (found !== channels || !Number.isInteger(perRow) || !Number.isInteger(count)) {
    throw new DataFormatError(
      pngPath,
      `is ${width}×${height} with ${found} channels, not RGB pictures of 32×32 in rows`,
    );
  }
  if (labels.length !== count) {
    throw new DataFormatError(
      labelsPath,
      `has ${grouped(labels.length)} labels for the ${grouped(count)} pictures of ${pngPath}`,
    );
  }
  const images = new Uint8Array(count * plane * channels);
  for (let to = 0; to < images.length; to += channels) {
    const pixel = to / channels;
    const picture = Math.floor(pixel / plane);
    const y = Math.floor(picture / perRow) * side + Math.floor((pixel % plane) / side);
    const x = (picture % perRow) * side + (pixel % side);
    const from = (y * width + x) * channels;
    const green = data[from + 1];
    images[to] = data[from] + green; // A byte: modulo 256.
    images[to + 1] = green;
    images[to + 2] = data[from + 2] + green;
  }
  return { images, labels };
}

/** The first `count` records of a binary batch: label, then 1,024 red, green and blue bytes each. @throws TruncatedFileError */
export function readRecords(batch: Uint8Array, path: string, count: number): Samples {
  const recordBytes = 1 + plane * channels;
  if (batch.length < count * recordBytes) throw new TruncatedFileError(path, count * recordBytes, batch.length);
  const images = new Uint8Array(count * plane * channels);
  const labels = new Uint8Array(count);
  for (let sample = 0; sample < count; sample++) {
    const record = batch.subarray(sample * recordBytes, (sample + 1) * recordBytes);
    labels[sample] = record[0];
    for (let pixel = 0; pixel < plane; pixel++) {
      for (let channel = 0; channel < channels; channel++) {
        images[(sample * plane + pixel) * channels + channel] = record[1 + channel * plane + pixel];
      }
    }
  }
  return { images, labels };
}
