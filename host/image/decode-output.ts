// A network's output out of the bytes that a board answers with: the inverse of encode-input.ts at the other end.
import { argmax } from '../network/logits.ts';
import { type HeadInput, positionsOf } from './head.ts';
import type { StudentImage } from './student-image.ts';

/**
 * int8 [rows, columns, channels] of the bytes that a board answers with. They are just that for an output of one pixel; for several, each pixel's
 * channels come padded to whole words of 8 bytes. `predict` has done it already.
 * @param logits as `board.infer` gives them
 * @example
 * import { readFileSync } from 'node:fs';
 * import { decodeOutput, readStudentImage } from 'retort-fpga/image';
 *
 * const image = readStudentImage(readFileSync('student.retort'), 'student.retort');
 * const answered = new Int8Array(image.memory.logitsCount);
 * console.log(decodeOutput(image, answered));
 */
export function decodeOutput({ head }: Pick<StudentImage, 'head'>, logits: Int8Array): Int8Array {
  const positions = positionsOf(head);
  const channels = head.shape[2];
  return logits.length === positions * channels ? logits : removePadding(logits, channels, logits.length / positions);
}

/** A board's prediction without padding. Its largest output may be in the padding, which means nothing: then the label is looked for again. */
export function decodePrediction<P extends HeadInput>(image: Pick<StudentImage, 'head'>, prediction: P): P {
  const logits = decodeOutput(image, prediction.logits);
  return logits === prediction.logits ? prediction : { ...prediction, logits, label: argmax(logits) };
}

/** `values`: [pixels, channelsPadded]. Returns [pixels, channels]. */
function removePadding(values: Int8Array, channels: number, channelsPadded: number): Int8Array {
  const pixels = values.length / channelsPadded;
  const dense = new Int8Array(pixels * channels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    dense.set(values.subarray(pixel * channelsPadded, pixel * channelsPadded + channels), pixel * channels);
  }
  return dense;
}
