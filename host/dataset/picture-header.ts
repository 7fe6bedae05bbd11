// Reads size and colour of a PNG or JPEG from its header, without decoding it: enough to choose a shape and to refuse what is not a picture.
import { DatasetError } from './errors.ts';

/** A file that is not a usable PNG or JPEG. */
export class PictureError extends DatasetError {
  readonly code = 'PICTURE_INVALID';
  override readonly name = 'PictureError';
  readonly path: string;

  constructor(path: string, problem: string, cause?: unknown) {
    super(`${path} ${problem}; give a PNG or JPEG picture`, { cause });
    this.path = path;
  }
}

export interface PictureHeader {
  readonly rows: number;
  readonly columns: number;
  readonly grey: boolean;
}

/** Beyond this a small file could ask for gigabytes. */
const mostPixels = 50_000_000;

/** @throws PictureError */
export function readPictureHeader(bytes: Uint8Array, path: string): PictureHeader {
  const header = readPngHeader(bytes) ?? readJpegHeader(bytes);
  if (!header) throw new PictureError(path, 'is neither a PNG nor a JPEG, or is cut off in its header');
  const { rows, columns } = header;
  if (rows === 0 || columns === 0) throw new PictureError(path, `is ${rows}×${columns} pixels`);
  if (rows * columns > mostPixels) {
    throw new PictureError(path, `is ${rows}×${columns} pixels, more than the ${mostPixels} that are read`);
  }
  return header;
}

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** ISO/IEC 15948, 11.2.2: IHDR is the first chunk; colour types 0 and 4 are grey, without and with alpha. */
function readPngHeader(bytes: Uint8Array): PictureHeader | undefined {
  if (bytes.length < 26 || !pngSignature.every((byte, position) => bytes[position] === byte)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const colourType = bytes[25];
  return { columns: view.getUint32(16), rows: view.getUint32(20), grey: colourType === 0 || colourType === 4 };
}

/** ITU T.81, B.2.2: the first frame header (SOF0 … SOF15, without DHT, JPG and DAC, which lie between) has rows, columns, components. */
function readJpegHeader(bytes: Uint8Array): PictureHeader | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let marker = 2;
  while (marker + 10 <= bytes.length && bytes[marker] === 0xff) {
    const kind = bytes[marker + 1];
    if (kind >= 0xc0 && kind <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(kind)) {
      return { rows: view.getUint16(marker + 5), columns: view.getUint16(marker + 7), grey: bytes[marker + 9] === 1 };
    }
    marker += kind === 0xff ? 1 : 2 + view.getUint16(marker + 2);
  }
  return undefined;
}
