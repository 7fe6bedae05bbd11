// Divides a user's own samples into train, validation and test, the same way in every run.
import type { Samples } from './dataset.ts';
import { DataFormatError } from './errors.ts';
import type { SplitOrigins } from './reading.ts';

export interface Division {
  /** Positions of the samples, ascending. */
  readonly train: readonly number[];
  readonly validation: readonly number[];
  readonly test: readonly number[];
}

/** How `divideByKey` has made them. */
export const divisionOrigins: SplitOrigins = {
  train: 'the samples that are not in the other two',
  validation: 'a tenth, by the SHA-256 of the samples',
  test: 'a tenth, by the SHA-256 of the samples',
};

const fewest = 10;

/**
 * A tenth each to validation and test, by the order of the samples' keys (digests): the split depends on the samples, not on their order,
 * and samples with the same key stay together but at a border.
 * @throws DataFormatError with fewer than ten samples
 */
export function divideByKey(keys: readonly string[], source: string): Division {
  if (keys.length < fewest) throw new DataFormatError(source, `has ${keys.length} samples; give at least ${fewest}`);
  const order = Array.from(keys, (_, position) => position).sort((a, b) => (keys[a] < keys[b] ? -1 : 1));
  const tenth = Math.round(keys.length / 10);
  const take = (start: number, end?: number) => order.slice(start, end).sort((a, b) => a - b);
  return { test: take(0, tenth), validation: take(tenth, 2 * tenth), train: take(2 * tenth) };
}

/** Joins equally long rows of pixels. */
export function joinSamples(samples: readonly { readonly pixels: Uint8Array; readonly label: number }[]): Samples {
  const pixelsEach = samples[0]?.pixels.length ?? 0;
  const images = new Uint8Array(samples.length * pixelsEach);
  for (const [position, { pixels }] of samples.entries()) images.set(pixels, position * pixelsEach);
  return { images, labels: Uint8Array.from(samples, ({ label }) => label) };
}
