// Pictures as a bad camera would give them: noise and six corruptions of three severities, bytes in and bytes out. All follow from the seed and
// the picture's place.
import { createRandom, type Random } from '../../artifact/random.ts';
import type { Shape } from '../../dataset/dataset.ts';
import { deriveSeed } from '../../network/derive-seed.ts';

/** One picture, [rows, columns, channels]; values may leave 0 … 255, and are rounded and cut off there. */
type Corrupt = (picture: Uint8Array, shape: Shape, random: Random) => ArrayLike<number>;

export interface Corruption {
  readonly name: string;
  /** What the level is, with its unit. */
  readonly levels: readonly { readonly level: string; readonly corrupt: Corrupt }[];
}

const ofLevels = (
  name: string,
  levels: readonly number[],
  say: (level: number) => string,
  corrupt: (level: number) => Corrupt,
): Corruption => ({ name, levels: levels.map((level) => ({ level: say(level), corrupt: corrupt(level) })) });

/** Normal, of each value by itself; σ in pixel values. */
export const gaussianNoise = ofLevels(
  'Gaussian noise',
  [16, 32, 64],
  (sigma) => `σ = ${sigma}`,
  (sigma) => (picture, _, random) => Float64Array.from(picture, (pixel) => pixel + sigma * random.normal()),
);

/** Each pixel moved by ε up or down, at random: the corners of what an attack may reach. */
export function moveAtRandom(epsilon: number): Corrupt {
  return (picture, _, random) =>
    Float64Array.from(picture, (pixel) => pixel + (random.integer(2) === 0 ? -epsilon : epsilon));
}

/** In the order of reports. */
export const corruptions: readonly Corruption[] = [
  ofLevels(
    'brightness',
    [24, 48, 96],
    (added) => `+${added}`,
    (added) => (picture) => Float64Array.from(picture, (pixel) => pixel + added),
  ),
  ofLevels('contrast', [0.7, 0.5, 0.3], (factor) => `× ${factor}`, lowerContrast),
  ofLevels('blur', [1, 2, 3], (passes) => `${passes} × 3×3 mean`, blur),
  ofLevels('occlusion', [4, 3, 2], (part) => `square of 1/${part} of a side`, occlude),
  ofLevels(
    'salt and pepper',
    [0.02, 0.05, 0.1],
    (share) => `${Math.round(100 * share)} % of the pixels`,
    saltAndPepper,
  ),
  ofLevels('shift', [1, 2, 3], (pixels) => `${pixels} pixel${pixels === 1 ? '' : 's'}`, shift),
];

/** @param images [n, rows, columns, channels] @returns the same, new */
export function corruptImages(images: Uint8Array, shape: Shape, corrupt: Corrupt, seed: number): Uint8Array {
  const size = shape[0] * shape[1] * shape[2];
  const changed = new Uint8ClampedArray(images.length);
  for (let first = 0; first < images.length; first += size) {
    const random = createRandom(deriveSeed(seed, 'corruption', first / size));
    changed.set(corrupt(images.subarray(first, first + size), shape, random), first);
  }
  return new Uint8Array(changed.buffer);
}

/** Around the picture's mean. */
function lowerContrast(factor: number): Corrupt {
  return (picture) => {
    const mean = picture.reduce((sum, pixel) => sum + pixel, 0) / picture.length;
    return Float64Array.from(picture, (pixel) => mean + factor * (pixel - mean));
  };
}

/** The mean of what is in the picture of a 3×3 neighbourhood, this many times. */
function blur(passes: number): Corrupt {
  return (picture, shape) => {
    let values = Float64Array.from(picture);
    for (let pass = 0; pass < passes; pass++) values = meanOfNeighbours(values, shape);
    return values;
  };
}

function meanOfNeighbours(values: Float64Array, [rows, columns, channels]: Shape): Float64Array<ArrayBuffer> {
  return Float64Array.from(values, (_, at) => {
    const [row, column] = [Math.floor(at / channels / columns), Math.floor(at / channels) % columns];
    let [sum, count] = [0, 0];
    for (let r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++) {
      for (let c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) {
        sum += values[(r * columns + c) * channels + (at % channels)];
        count++;
      }
    }
    return sum / count;
  });
}

/** A black square of 1/part of the shorter side, anywhere in the picture. */
function occlude(part: number): Corrupt {
  return (picture, [rows, columns, channels], random) => {
    const side = Math.max(1, Math.round(Math.min(rows, columns) / part));
    const [top, left] = [random.integer(rows - side + 1), random.integer(columns - side + 1)];
    const values = picture.slice();
    for (let row = top; row < top + side; row++) {
      const from = (row * columns + left) * channels;
      values.fill(0, from, from + side * channels);
    }
    return values;
  };
}

/** Each pixel, all its channels, with that probability 0 or 255. */
function saltAndPepper(share: number): Corrupt {
  return (picture, [, , channels], random) => {
    const values = picture.slice();
    for (let at = 0; at < values.length; at += channels) {
      const drawn = random.next();
      if (drawn < share) values.fill(drawn < share / 2 ? 0 : 255, at, at + channels);
    }
    return values;
  };
}

/** Up, down, left or right, drawn; what comes in from outside is 0. */
function shift(pixels: number): Corrupt {
  return (picture, [rows, columns, channels], random) => {
    const [down, right] = [
      [pixels, 0],
      [-pixels, 0],
      [0, pixels],
      [0, -pixels],
    ][random.integer(4)];
    return picture.map((_, at) => {
      const row = Math.floor(at / channels / columns) - down;
      const column = (Math.floor(at / channels) % columns) - right;
      const isInside = row >= 0 && row < rows && column >= 0 && column < columns;
      return isInside ? picture[(row * columns + column) * channels + (at % channels)] : 0;
    });
  };
}
