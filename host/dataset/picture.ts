// Reads one PNG or JPEG as the pixels a network of a given shape takes.
import { readFile } from 'node:fs/promises';
import type { Shape } from './dataset.ts';
import { PictureError, readPictureHeader } from './picture-header.ts';
import { resizePixels } from './resize.ts';

/**
 * [rows, columns, channels] bytes of the picture at `path`: colours to grey or back as the channels (1 or 3) want, transparency
 * dropped, the whole picture stretched to rows × columns.
 * @throws PictureError, TensorFlowMissingError
 */
export async function readPicture(path: string, shape: Shape): Promise<Uint8Array> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new PictureError(path, `cannot be read (${error.code})`, error);
  });
  return decodePicture(bytes, path, shape);
}

/** The same for a picture's bytes; `path` is named in errors. */
export async function decodePicture(bytes: Uint8Array, path: string, shape: Shape): Promise<Uint8Array> {
  const { rows, columns } = readPictureHeader(bytes, path);
  const channels = shape[2];
  const { tf } = await import('../tensorflow/tensorflow.ts'); // Here alone: the other readers do without TensorFlow.
  const pixels = tf.tidy(() => {
    try {
      return Uint8Array.from(tf.node.decodeImage(bytes, channels, 'int32', false).dataSync());
    } catch (error) {
      throw new PictureError(path, `cannot be decoded (${error instanceof Error ? error.message : error})`, error);
    }
  });
  return resizePixels(pixels, [rows, columns, channels], shape);
}
