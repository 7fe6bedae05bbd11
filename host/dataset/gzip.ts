// Unpacks gzip files and the tar archives in them, in memory.
import { gunzipSync } from 'node:zlib';
import { DataFormatError } from './errors.ts';

/** A plain file is given back as it is. @throws DataFormatError where the gzip stream is damaged or cut off */
export function inflateIfGzipped(file: Uint8Array, path: string): Uint8Array {
  if (file[0] !== 0x1f || file[1] !== 0x8b) return file;
  try {
    return gunzipSync(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DataFormatError(path, `is damaged or truncated (gzip: ${reason}); download it again`, error);
  }
}

const blockBytes = 512;

/** One regular file of a ustar archive, as a view. @throws DataFormatError where it is not in the archive */
export function readTarEntry(archive: Uint8Array, name: string, path: string): Uint8Array {
  for (const [entry, bytes] of readTar(archive, path)) if (entry === name) return bytes;
  throw new DataFormatError(path, `does not contain ${name}`);
}

/** The regular files of a ustar archive, names and views, in its order. @throws DataFormatError where it is none, or cut off */
export function* readTar(archive: Uint8Array, path: string): Generator<[name: string, bytes: Uint8Array]> {
  const text = new TextDecoder('latin1');
  const field = (start: number, length: number) =>
    text.decode(archive.subarray(start, start + length)).replace(/\0.*$/s, '');
  for (let header = 0; header + blockBytes <= archive.length; ) {
    const size = Number.parseInt(field(header + 124, 12).trim() || '0', 8);
    if (Number.isNaN(size)) throw new DataFormatError(path, 'is not a tar archive');
    const start = header + blockBytes;
    if (start + size > archive.length) throw new DataFormatError(path, 'is a truncated tar archive; download it again');
    const name = field(header, 100);
    const isRegular = ['', '0'].includes(field(header + 156, 1));
    if (isRegular && name !== '') yield [name, archive.subarray(start, start + size)];
    header = start + Math.ceil(size / blockBytes) * blockBytes;
  }
}
