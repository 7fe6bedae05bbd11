// What a network is fed: real = value · scale + offset. Pictures have one scale and offset; each feature of a table has its own.
import { FeatureScalesError } from './errors.ts';

/** The same for every value. */
export interface UniformPreprocessing {
  readonly scale: number;
  readonly offset: number;
}

/** Of a table: each value of a sample has its own, in the order of the values. */
export interface FeaturePreprocessing {
  readonly scale: readonly number[];
  readonly offset: readonly number[];
  /** The columns' names. */
  readonly features: readonly string[];
}

export type Preprocessing = UniformPreprocessing | FeaturePreprocessing;

/** real = value · scale + offset, rounded to float32. @param values samples one after another */
export function applyToFloats(values: Float32Array, preprocessing: Preprocessing): Float32Array {
  if ('features' in preprocessing) {
    const { scale, offset, features } = preprocessing;
    return values.map((value, i) => value * scale[i % features.length] + offset[i % features.length]);
  }
  const { scale, offset } = preprocessing;
  return scale === 1 && offset === 0 ? values : values.map((value) => value * scale + offset);
}

/** For what has one scale and offset alone. @throws FeatureScalesError */
export function requireUniform(what: string, preprocessing: Preprocessing, nextStep: string): UniformPreprocessing {
  if (!('features' in preprocessing)) return preprocessing;
  throw new FeatureScalesError(what, nextStep);
}

/** Of each value of a sample, in the order of the values. */
function perValue(preprocessing: Preprocessing, size: number): { scale: readonly number[]; offset: readonly number[] } {
  if ('features' in preprocessing) return preprocessing;
  const { scale, offset } = preprocessing;
  return { scale: new Array<number>(size).fill(scale), offset: new Array<number>(size).fill(offset) };
}

/** What `from` has made of a sample's values, as `to` makes it of them: fed · gain + shift, each [size]; one of each where all are the same. */
export function changeOfFeed(
  from: Preprocessing,
  to: Preprocessing,
  size: number,
): { readonly gain: readonly number[]; readonly shift: readonly number[] } {
  const values = 'features' in from || 'features' in to ? size : 1;
  const [first, second] = [perValue(from, values), perValue(to, values)];
  const gain = first.scale.map((scale, i) => second.scale[i] / scale);
  return { gain, shift: gain.map((each, i) => second.offset[i] - each * first.offset[i]) };
}

/** How the values of a table become int8: 255 steps from −1 to 127/128, exact in float32. */
export const tableQuantization = { scale: 1 / 128, zeroPoint: 0 };

/** What the 256 levels of a value are fed as: a pixel is its own level, a table's feature is its int8 value + 128. */
export function preprocessingOfLevels(preprocessing: Preprocessing): UniformPreprocessing {
  if (!('features' in preprocessing)) return preprocessing;
  const { scale, zeroPoint } = tableQuantization;
  return { scale, offset: (-128 - zeroPoint) * scale };
}

const mostListed = 8;

/** The first of them, in quotes: for people. */
export function listFeatures(names: readonly string[]): string {
  const shown = names.slice(0, mostListed).map((name) => `"${name}"`);
  return `${shown.join(', ')}${names.length > mostListed ? ', …' : ''}`;
}

/** `lows` of each feature become −1 and `highs` 127/128: −128 and 127 in int8, so that whole numbers that span at most 255 stay distinct. */
export function spreadFeatures(
  features: readonly string[],
  lows: ArrayLike<number>,
  highs: ArrayLike<number>,
): FeaturePreprocessing {
  const scale = features.map((_, i) => 255 / 128 / (highs[i] - lows[i]));
  return { scale, offset: scale.map((each, i) => -1 - each * lows[i]), features };
}
