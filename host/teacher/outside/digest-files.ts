// The digest that names a teacher from outside.
import { sha256, sha256OfJson } from '../../artifact/digest.ts';

/**
 * SHA-256 of a single file's bytes; for several, of the JSON object that gives the SHA-256 of each by its path in the model's folder, keys
 * sorted: it changes with any byte of any file, and with no folder's name.
 * @param files by path in the folder, with "/"
 */
export function digestFiles(files: ReadonlyMap<string, Uint8Array>): string {
  const digests = [...files].map(([path, bytes]) => [path, sha256(bytes)] as const);
  return digests.length === 1 ? digests[0][1] : sha256OfJson(Object.fromEntries(digests));
}
