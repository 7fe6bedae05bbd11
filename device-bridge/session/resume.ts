// How much of a payload a board already holds: as it reports, and, where it was reset but kept its memory, as the CRC of ranges shows.
import { crc32 } from '../framing/crc32.ts';
import { chunkBytes } from './upload.ts';

/** The CRC-32 of `length` bytes of the board's memory from `address` on. */
export type RangeCrcOf = (address: number, length: number) => Promise<number>;

/**
 * Bytes from 0 on that need not be sent, given the `received` that the board reports: `received` itself, or a longer prefix in whole pieces.
 * One question where nothing more is there, else a binary search.
 */
export async function findResumePoint(payload: Uint8Array, received: number, rangeCrc: RangeCrcOf): Promise<number> {
  if (received >= payload.length) return payload.length;
  const pointAt = (chunks: number) => Math.min(received + chunks * chunkBytes, payload.length);
  const matches = async (chunks: number) => {
    const end = pointAt(chunks);
    return (await rangeCrc(received, end - received)) === crc32(payload.subarray(received, end));
  };
  if (!(await matches(1))) return received;
  let matching = 1;
  let differing = Math.ceil((payload.length - received) / chunkBytes) + 1;
  while (differing - matching > 1) {
    const middle = (matching + differing) >> 1;
    if (await matches(middle)) matching = middle;
    else differing = middle;
  }
  return pointAt(matching);
}
