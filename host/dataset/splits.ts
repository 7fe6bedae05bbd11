// Divides a user's own samples into train, validation and test by their content, the same way in every run.
import { grouped } from '../../proto/numbers.ts';
import type { Samples } from './dataset.ts';
import { DataFormatError } from './errors.ts';
import { createValues, type SampleValues } from './sample-values.ts';

export interface Division {
  /** Positions of the samples, ascending. */
  readonly train: readonly number[];
  readonly validation: readonly number[];
  readonly test: readonly number[];
}

type HeldOut = 'validation' | 'test';

/** What is divided: one entry per sample. */
export interface Divided {
  /** Digests of the samples' content. */
  readonly keys: readonly string[];
  readonly labels: ArrayLike<number>;
}

/** How `divideByKey` makes a split, in words. */
export const heldOutOrigin = 'a tenth of each class, by the SHA-256 of the samples; equal samples stay together';

const fewest = 10;

interface Group {
  readonly key: string;
  readonly positions: number[];
  label: number;
}

/**
 * Holds out a tenth of each class for each of `heldOut`, by the order of the samples' keys: the split depends on the samples, not on their
 * order or names. Samples with equal keys stay in one split. A class keeps a training sample, and gives one to each split if it has enough.
 * @param fixed keys that another split holds already: those samples stay in the training split
 * @throws DataFormatError with fewer than ten samples
 */
export function divideByKey(
  samples: Divided,
  source: string,
  heldOut: readonly HeldOut[] = ['test', 'validation'],
  fixed: ReadonlySet<string> = new Set(),
): Division {
  const { length } = samples.keys;
  if (length < fewest)
    throw new DataFormatError(source, `has ${grouped(length)} samples; give at least ${grouped(fewest)}`);
  const taken: Record<HeldOut, Group[]> = { validation: [], test: [] };
  const groups = groupByKey(samples).filter(({ key }) => !fixed.has(key));
  const free = new Set(groups);
  const move = (split: HeldOut, group: Group) => {
    taken[split].push(group);
    free.delete(group);
  };
  for (const groupsOfClass of byLabel(groups).values()) {
    const wanted = Math.max(1, Math.round(countSamples(groupsOfClass) / 10));
    let next = 0;
    for (const split of heldOut) {
      for (let count = 0; count < wanted && next < groupsOfClass.length - 1; ) {
        const group = groupsOfClass[next++];
        count += group.positions.length;
        move(split, group);
      }
    }
  }
  // Classes of one sample each: a split is never empty.
  for (const split of heldOut) {
    const [first] = free;
    if (taken[split].length === 0 && free.size > 1) move(split, first);
  }
  const out = new Set([...taken.validation, ...taken.test].flatMap(({ positions }) => positions));
  const train = Array.from(samples.keys, (_, position) => position).filter((position) => !out.has(position));
  return { train, validation: positionsOf(taken.validation), test: positionsOf(taken.test) };
}

/** By key; a group of several labels counts as the lowest. */
function groupByKey({ keys, labels }: Divided): Group[] {
  const groups = new Map<string, Group>();
  for (const [position, key] of keys.entries()) {
    const group = groups.get(key) ?? { key, positions: [], label: labels[position] };
    group.positions.push(position);
    group.label = Math.min(group.label, labels[position]);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

function byLabel(groups: readonly Group[]): Map<number, Group[]> {
  const classes = new Map<number, Group[]>();
  for (const group of groups) {
    const ofClass = classes.get(group.label);
    if (ofClass) ofClass.push(group);
    else classes.set(group.label, [group]);
  }
  return classes;
}

function countSamples(groups: readonly Group[]): number {
  return groups.reduce((count, { positions }) => count + positions.length, 0);
}

function positionsOf(groups: readonly Group[]): number[] {
  return groups.flatMap(({ positions }) => positions).sort((a, b) => a - b);
}

/** Warns of equal samples that carry different labels; `nameOf` names a sample. */
export function findConflicts({ keys, labels }: Divided, nameOf: (position: number) => string): string[] {
  const first = new Map<string, number>();
  const conflicts: [number, number][] = [];
  for (const [position, key] of keys.entries()) {
    const before = first.get(key) ?? position;
    first.set(key, before);
    if (labels[before] !== labels[position]) conflicts.push([before, position]);
  }
  if (conflicts.length === 0) return [];
  const [before, position] = conflicts[0];
  return [
    `${grouped(conflicts.length)} samples are identical to one of another class, such as ${nameOf(before)} and ${nameOf(position)}: no network can tell them apart`,
  ];
}

/** Joins equally long rows of pixels or floats, all of one type. */
export function joinSamples(samples: readonly { readonly pixels: SampleValues; readonly label: number }[]): Samples {
  const pixelsEach = samples[0]?.pixels.length ?? 0;
  const images = createValues(samples[0]?.pixels ?? new Uint8Array(), samples.length * pixelsEach);
  for (const [position, { pixels }] of samples.entries()) images.set(pixels, position * pixelsEach);
  return { images, labels: Uint8Array.from(samples, ({ label }) => label) };
}
