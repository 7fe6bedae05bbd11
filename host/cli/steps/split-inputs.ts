// A file of raw int8 tensors as the inputs that it holds.

import { RetortError } from '../../../proto/retort-error.ts';
import type { StudentImage } from '../../image/student-image.ts';

/** The file does not hold a whole number of inputs, or none. */
export class InputTensorsError extends RetortError {
  readonly code = 'CLI_INPUT_TENSORS';
  readonly category = 'input';
  override readonly name = 'InputTensorsError';
  readonly path: string;
  readonly bytes: number;
  readonly inputBytes: number;

  constructor(path: string, bytes: number, inputBytes: number, shape: readonly number[]) {
    const whole = Math.floor(bytes / inputBytes);
    const what =
      bytes === 0 ? 'is empty' : `has ${bytes} bytes, ${bytes - whole * inputBytes} more than ${whole} inputs`;
    super(
      `${path} ${what}: an input of ${shape.join('×')} int8 values has ${inputBytes} bytes; give one input after another, with nothing between`,
    );
    this.path = path;
    this.bytes = bytes;
    this.inputBytes = inputBytes;
  }
}

/** Each int8 [rows, columns, channels], a view of `bytes`. @throws InputTensorsError */
export function splitInputs(
  bytes: Uint8Array,
  path: string,
  { input: { shape } }: Pick<StudentImage, 'input'>,
): Int8Array[] {
  const inputBytes = shape[0] * shape[1] * shape[2];
  if (bytes.length === 0 || bytes.length % inputBytes !== 0)
    throw new InputTensorsError(path, bytes.length, inputBytes, shape);
  const values = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytes.length / inputBytes }, (_, i) =>
    values.subarray(i * inputBytes, (i + 1) * inputBytes),
  );
}
