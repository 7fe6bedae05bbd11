// The smallest program for a core: its logits are the eight bytes of its input. For tests of the link, with as much payload as they want.

const headerBytes = 64;
const descriptorBytes = 64;
const magic = 0x5452_4552;

/** A network that answers with its input. `payloadBytes` is a multiple of 8, at least 256; what the program does not need is filled from `seed`. */
export function createEchoImage(payloadBytes: number, { seed = 1, slots = 4 } = {}) {
  const core = 0x0001_0001;
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
  const maxPool = { opcode: 3, slotFlag: 1, depth: 1, groups: 1, inputAddress, outputAddress: logitsAddress };
  const argmax = {
    opcode: 5,
    slotFlag: 0,
    depth: inputBytes,
    groups: 1,
    inputAddress: logitsAddress,
    outputAddress: 0,
  };
  writeDescriptor(view, headerBytes, maxPool);
  writeDescriptor(view, headerBytes + descriptorBytes, argmax);
  let state = seed >>> 0 || 1;
  for (let at = headerBytes + 3 * descriptorBytes; at < payloadBytes; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    payload[at] = state >>> 24;
  }
  return { payload, imageId: 0x1000 + seed, core, memoryBytes, inputBytes, slots };
}

interface Descriptor {
  readonly opcode: number;
  readonly slotFlag: number;
  readonly depth: number;
  readonly groups: number;
  readonly inputAddress: number;
  readonly outputAddress: number;
}

/** One pixel of eight channels, a window of one pixel: fields as docs/core.md has them. */
function writeDescriptor(view: DataView, at: number, descriptor: Descriptor): void {
  const { opcode, slotFlag, depth, groups, inputAddress, outputAddress } = descriptor;
  const bytes = [opcode, slotFlag << 1, 0, 0, 0x80, 0x7f, 1, 1, 1, 1, 0, 0];
  for (const [i, value] of bytes.entries()) view.setUint8(at + i, value);
  for (const [i, value] of [1, 1, 1, 1, depth, groups].entries()) view.setUint16(at + 12 + 2 * i, value, true);
  view.setUint32(at + 24, inputAddress, true);
  view.setUint32(at + 28, outputAddress, true);
  const pitch = 8;
  for (let i = 0; i < 5; i++) view.setUint32(at + 40 + 4 * i, pitch, true);
  view.setUint16(at + 60, groups * 8, true);
}
