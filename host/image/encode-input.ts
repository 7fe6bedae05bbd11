// A quantized sample as the bytes that the board is sent.
import { grouped } from '../../proto/numbers.ts';
import { RetortError } from '../../proto/retort-error.ts';
import { describeLevels, levelStep } from '../quantize/input-levels.ts';
import type { ImageInput, MemoryPlan } from './student-image.ts';

/** What of an image says how its inputs are sent. */
export interface InputForm {
  readonly input: Pick<ImageInput, 'shape'>;
  readonly memory: Pick<MemoryPlan, 'inputBits'>;
}

export class SampleLengthError extends RetortError {
  readonly code = 'IMAGE_SAMPLE_LENGTH';
  readonly category = 'input';
  override readonly name = 'SampleLengthError';
  readonly expected: number;
  readonly actual: number;
  constructor(expected: number, actual: number, shape: readonly number[]) {
    super(`The image takes samples of ${shape.join('×')} = ${grouped(expected)} values, but got ${grouped(actual)}.`);
    this.expected = expected;
    this.actual = actual;
  }
}

/** A value that a packed input cannot have. */
export class SampleLevelError extends RetortError {
  readonly code = 'IMAGE_SAMPLE_LEVEL';
  readonly category = 'input';
  override readonly name = 'SampleLevelError';
  readonly index: number;
  readonly value: number;
  readonly bits: number;
  constructor(index: number, value: number, bits: InputForm['memory']['inputBits']) {
    super(
      `Value ${grouped(index)} of the sample is ${value}, but the image's inputs only take the values ${describeLevels(bits)}: convert samples ` +
        'with toInputLevels().',
    );
    this.index = index;
    this.value = value;
    this.bits = bits;
  }
}

/**
 * A quantized sample as the bytes that a board is sent: a byte per value, two's complement; or several values in each byte, the first one in its
 * lowest bits and zeros behind the last (docs/core.md, "Packed inputs"). `predict` does it itself.
 * @param values int8 [rows, columns, channels], of the levels that the image's inputs have
 * @throws SampleLengthError, SampleLevelError
 * @example
 * import { readFileSync } from 'node:fs';
 * import { encodeInput, quantizeForImage, readStudentImage } from 'retort-fpga/image';
 *
 * const image = readStudentImage(readFileSync('student.retort'), 'student.retort');
 * const [rows, columns, channels] = image.input.shape;
 * const bytes = encodeInput(image, quantizeForImage(new Uint8Array(rows * columns * channels), image));
 * console.log(bytes.length === image.memory.inputBytes);
 */
export function encodeInput({ input, memory: { inputBits: bits } }: InputForm, values: Int8Array): Uint8Array {
  requireLength(input, countValues(input), values.length);
  const [step, perByte] = [levelStep(bits), 8 / bits];
  const bytes = new Uint8Array(Math.ceil(values.length / perByte));
  for (let i = 0; i < values.length; i++) {
    // As the board reads a byte of eight bits: two's complement, not an offset from −128.
    const level = bits === 8 ? values[i] & 0xff : (values[i] + 128) / step;
    if (!Number.isInteger(level)) throw new SampleLevelError(i, values[i], bits);
    bytes[Math.floor(i / perByte)] |= level << (bits * (i % perByte));
  }
  return bytes;
}

/** The inverse: what a board was given, as the tensor that it was made of. @throws SampleLengthError */
export function decodeInput({ input, memory: { inputBits: bits } }: InputForm, bytes: Uint8Array): Int8Array {
  const [step, perByte] = [levelStep(bits), 8 / bits];
  const count = countValues(input);
  requireLength(input, Math.ceil(count / perByte), bytes.length);
  if (bits === 8) return Int8Array.from(bytes, (byte) => (byte << 24) >> 24);
  return Int8Array.from({ length: count }, (_, i) => {
    const level = (bytes[Math.floor(i / perByte)] >> (bits * (i % perByte))) & (2 ** bits - 1);
    return level * step - 128;
  });
}

function countValues({ shape }: InputForm['input']): number {
  return shape[0] * shape[1] * shape[2];
}

function requireLength({ shape }: InputForm['input'], expected: number, actual: number): void {
  if (actual !== expected) throw new SampleLengthError(expected, actual, shape);
}
