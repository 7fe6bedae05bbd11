// How many bytes a session puts on the line for an input, a prediction or an image: the lengths of its real messages, without sending any.
import { longestFrame } from '../framing/frame.ts';
import { encodeReply, encodeRequest, type Request } from '../framing/message.ts';
import { pieceBytes } from './inference-run.ts';
import { chunkBytes } from './upload.ts';

const id = 0x7fff_ffff;

/** Host to board, at most. */
export function inputWireBytes(inputBytes: number): number {
  return sumPieces(inputBytes, pieceBytes, (offset, length) => ({
    id,
    kind: 'infer',
    value: { offset, more: offset + length < inputBytes ? 1 : 0, stopAfter: 0, input: new Uint8Array(length) },
  }));
}

/** Host to board from begin to commit, where all of it is sent; without the questions for what the board holds, 24 bytes for each KB. */
export function uploadWireBytes(payloadBytes: number): number {
  const begin = frameOf({ id, kind: 'begin', value: { imageId: 1, length: payloadBytes, core: 1 } });
  const commit = frameOf({ id, kind: 'commit', value: { imageId: 1, crc: 1 } });
  const chunks = sumPieces(payloadBytes, chunkBytes, (offset, length) => ({
    id,
    kind: 'chunk',
    value: { offset, data: new Uint8Array(length) },
  }));
  return begin + chunks + commit;
}

/** Of a message and of its bytes field: a board always writes two bytes, and all fields, where an encoder writes what it must. */
const boardLengthBytes = 2;

/** Board to host, at most. */
export function predictionWireBytes(logits: number): number {
  const value = { label: 1, cycles: 1, logits: new Uint8Array(1) };
  const oneLogit = encodeReply({ id, kind: 'prediction', value }).length;
  const shortLengths = 2; // one byte each in what was just encoded, for as short a message
  return longestFrame(oneLogit + 2 * boardLengthBytes - shortLengths + logits - 1);
}

export interface SentBytes {
  readonly payloadBytes: number;
  readonly inputBytes: number;
  readonly logitsCount: number;
}

/**
 * Bytes that an image's upload, one input and one prediction take on the line, at most, with their framing; nothing is sent.
 * @example
 * import { readFileSync } from 'node:fs';
 * import { readStudentImage, wireBytesOf } from 'retort-fpga/board';
 *
 * const { payload, memory } = readStudentImage(readFileSync('student.retort'), 'student.retort');
 * const { upload, input, output } = wireBytesOf({ payloadBytes: payload.length, ...memory });
 * console.log(upload, input, output);
 */
export function wireBytesOf({ payloadBytes, inputBytes, logitsCount }: SentBytes) {
  return {
    upload: uploadWireBytes(payloadBytes),
    input: inputWireBytes(inputBytes),
    output: predictionWireBytes(logitsCount),
  };
}

function sumPieces(bytes: number, most: number, message: (offset: number, length: number) => Request): number {
  let sum = 0;
  for (let offset = 0; offset === 0 || offset < bytes; offset += most) {
    sum += frameOf(message(offset, Math.min(most, bytes - offset)));
  }
  return sum;
}

function frameOf(request: Request): number {
  return longestFrame(encodeRequest(request).length);
}
