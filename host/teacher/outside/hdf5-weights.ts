// Reads weights and attributes of an HDF5 file, from memory: links to other files are not followed. What is in it is not trusted.

import { type Dataset, File, type Group } from 'jsfive';
import { grouped } from '../../../proto/numbers.ts';
import { checkSize } from '../../artifact/read-outside-file.ts';
import type { Weight } from '../../network/network.ts';
import { sizeOf } from '../../network/shapes.ts';
import { OutsideTeacherFileError, OutsideTeacherModelError } from './outside-errors.ts';

export interface StoredWeight extends Weight {
  /** The groups around it, from the root, and its own name. */
  readonly path: readonly string[];
  /** What the group next to it says is the name of its layer. */
  readonly layer?: string;
}

export interface Hdf5File {
  /** Of the root; texts only. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Below the group `name`, but for what an optimizer or a generator of random numbers keeps. @throws OutsideTeacherModelError */
  weights(name: string): StoredWeight[];
}

const saveAgain = 'Save it again with model.save("model.keras").';
/** Ample for a model's groups; a file whose groups lead in a circle has more. */
const mostGroups = 10_000;

/** @throws OutsideTeacherFileError */
export function openHdf5(bytes: Uint8Array, path: string): Hdf5File {
  const root = guard(path, () => new File(Uint8Array.from(bytes).buffer));
  const attributes = new Map(
    Object.entries(guard(path, () => root.attrs)).flatMap(([key, value]) =>
      typeof value === 'string' ? [[key, value] as const] : [],
    ),
  );
  return { attributes, weights: (name) => guard(path, () => collect(root, name, path)) };
}

function collect(root: Group, name: string, source: string): StoredWeight[] {
  const found: StoredWeight[] = [];
  const left: { readonly group: Group; readonly path: readonly string[] }[] = [];
  if (root.keys?.includes(name)) left.push({ group: root.get(name) as Group, path: [name] });
  let total = 0;
  for (let count = 0; left.length > 0; count++) {
    if (count > mostGroups) throw new Error(`it has more than ${grouped(mostGroups)} groups`);
    const { group, path } = left.pop()!;
    const layer = group.attrs.name;
    for (const key of group.keys ?? []) {
      const inner = group.get(key);
      if (!isDataset(inner)) {
        if (key !== 'seed_generator') left.push({ group: inner, path: [...path, key] });
        continue;
      }
      total += 4 * sizeOf(inner.shape);
      checkSize(source, 'weights', total);
      const weight = readWeight(inner, [...path, key].join('/'), source);
      found.push({ ...weight, path: [...path, key], ...(typeof layer === 'string' && { layer }) });
    }
  }
  return found;
}

function readWeight({ shape, dtype, value }: Dataset, name: string, source: string): Weight {
  if (dtype !== '<f4') {
    throw new OutsideTeacherModelError(
      source,
      `its weight "${name}" is of type ${JSON.stringify(dtype)}`,
      'Save it in float32.',
    );
  }
  const values = value as ArrayLike<number>;
  if (values.length !== sizeOf(shape)) throw new Error(`its weight "${name}" is truncated`);
  return { shape, data: Float32Array.from(values) };
}

function isDataset(object: Group | Dataset): object is Dataset {
  return 'dtype' in object;
}

/** jsfive throws whatever damaged bytes lead to. */
function guard<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && 'category' in error) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new OutsideTeacherFileError(path, `it is not a complete HDF5 file (${reason})`, saveAgain, error);
  }
}
