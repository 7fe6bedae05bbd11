// Where a cell's file is, and those that lie beside it.
import { join } from 'node:path';
import type { CellConfiguration } from './cell.ts';

/** `cells/METHOD-seedN-DIGEST.json`: another configuration is another file. */
export function cellPath(folder: string, { method, seed }: CellConfiguration, digest: string): string {
  return join(folder, 'cells', `${method}-seed${seed}-${digest.slice(0, 12)}.json`);
}

/** Where the student of the cell at `path` is, if it was kept. */
export function studentPath(path: string): string {
  return path.replace(/json$/, 'safetensors');
}

/** Where the samples are that it learned from, if its method did without the training split. */
export function samplesPath(path: string): string {
  return path.replace(/json$/, 'samples.safetensors');
}
