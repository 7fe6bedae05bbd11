// The CRC-32 of frames, commits and memory ranges.
import { crc32 as zlibCrc32 } from 'node:zlib';

/** CRC-32 of IEEE 802.3 (zlib's): reflected polynomial 0xEDB88320, preset and final complement. Unsigned. */
export function crc32(bytes: Uint8Array): number {
  return zlibCrc32(bytes);
}
