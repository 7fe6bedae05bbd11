// SHA-256 digests, by which artifacts name each other.
import { createHash } from 'node:crypto';

/** Lower-case hexadecimal, 64 characters. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Digest of a JSON value that does not depend on the order of an object's keys. */
export function sha256OfJson(value: unknown): string {
  return sha256(JSON.stringify(value, sortKeys));
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
