// Models that others have made, with what others compute of them: test/teacher/outside/make-models.py writes them.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const goldenTeachers = fileURLToPath(new URL('../golden/outside-teacher/', import.meta.url));

export function readGoldenBytes(name: string): Uint8Array {
  return new Uint8Array(readFileSync(`${goldenTeachers}${name}`));
}

/** Little-endian float32. */
export function readGoldenFloats(name: string): Float32Array {
  return new Float32Array(readGoldenBytes(name).buffer);
}

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  return Array.from(a).reduce((largest, value, i) => Math.max(largest, Math.abs(value - b[i])), 0);
}
