// The values of samples, one after another: bytes of pictures, or reals such as those of a spectrogram or a table.
import { FloatSamplesError, NonFiniteSampleError } from './errors.ts';

/** Pixels 0 … 255, or finite reals. What a network is fed is value · scale + offset of the preprocessing, of both. */
export type SampleValues = Uint8Array | Float32Array;

/** As many zeros of the same type. */
export function createValues(like: SampleValues, length: number): SampleValues {
  return like instanceof Float32Array ? new Float32Array(length) : new Uint8Array(length);
}

/** Those of `first`, then those of `second`, which are of the same type. */
export function joinValues(first: SampleValues, second: SampleValues): SampleValues {
  const joined = createValues(first, first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}

/** The rows at `positions`, each of `size` values, in that order. */
export function gatherRows<Values extends SampleValues>(
  values: Values,
  size: number,
  positions: ArrayLike<number>,
): Values {
  const gathered = createValues(values, positions.length * size);
  for (let row = 0; row < positions.length; row++) {
    const from = positions[row] * size;
    gathered.set(values.subarray(from, from + size), row * size);
  }
  return gathered as Values;
}

/** @throws NonFiniteSampleError */
export function checkFinite(source: string, values: SampleValues): void {
  if (values instanceof Uint8Array) return;
  const position = values.findIndex((value) => !Number.isFinite(value));
  if (position >= 0) throw new NonFiniteSampleError(source, position, values[position]);
}

/** For what is done with bytes alone. @throws FloatSamplesError */
export function requireBytes(what: string, values: SampleValues, nextStep: string): Uint8Array {
  if (values instanceof Uint8Array) return values;
  throw new FloatSamplesError(what, nextStep);
}

/** A value as it is written for people: with the digits that single precision holds. */
export function short(value: number): number {
  return Number(value.toPrecision(6));
}
