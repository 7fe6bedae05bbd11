// The smallest program for a core: its logits are the eight bytes of its input. For tests of the link, with as much payload as they want.

import { up5k } from '../../host/image/core-description.ts';
import { DESCRIPTOR_BYTES, encodeDescriptor } from '../../host/image/descriptor.ts';
import { copyInstruction } from '../../host/image/instruction.ts';

const headerBytes = 64;
const magic = 0x5452_4552;

/** A network that answers with its input. `payloadBytes` is a multiple of 8, at least 512; what the program does not need is filled from `seed`. */
export function createEchoImage(payloadBytes: number, { seed = 1, slots = 4, core = up5k.core } = {}) {
  const inputBytes = 8;
  const inputAddress = payloadBytes;
  const logitsAddress = inputAddress + slots * inputBytes;
  const memoryBytes = logitsAddress + 8;
  const payload = new Uint8Array(payloadBytes);
  const view = new DataView(payload.buffer);
  const header = [
    magic,
    core,
    headerBytes,
    inputAddress,
    inputBytes,
    inputBytes,
    slots,
    logitsAddress,
    inputBytes,
    memoryBytes,
  ];
  for (const [i, value] of header.entries()) view.setUint32(4 * i, value, true);
  const word = { shape: [1, 1, 8], zeroPoint: 0, pixelPitch: 8 } as const;
  const copy = copyInstruction({ ...word, name: 'input' }, { ...word, name: 'logits' });
  const recordsAddress = headerBytes + 3 * DESCRIPTOR_BYTES;
  const weightsAddress = recordsAddress + copy.records.length;
  const nowhere = { weightsAddress, recordsAddress, tablesAddress: 0, post: false };
  const descriptor = { ...copy.descriptor, ...nowhere, slot: true, inputAddress, outputAddress: logitsAddress };
  const argmax = { ...descriptor, opcode: 'ARGMAX', slot: false, inputAddress: logitsAddress, lastSteps: 8 } as const;
  payload.set(encodeDescriptor(descriptor), headerBytes);
  payload.set(encodeDescriptor(argmax), headerBytes + DESCRIPTOR_BYTES);
  payload.set(copy.records, recordsAddress);
  payload.set(copy.weights, weightsAddress);
  let state = seed >>> 0 || 1;
  for (let at = weightsAddress + copy.weights.length; at < payloadBytes; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    payload[at] = state >>> 24;
  }
  return { payload, imageId: 0x1000 + seed, core, memoryBytes, inputBytes, slots };
}
