// A program's descriptors out of a payload, as far as they decide how long it takes. The bytes are docs/core.md's; host/image writes them.

const DESCRIPTOR_BYTES = 88;
const PROGRAM_ADDRESS = 8; // in the header

export const opcodes = { CONV: 1, DEPTHWISE: 2, MAX_POOL: 3, EXPAND: 4, ARGMAX: 5 } as const;

/** Fields as in docs/core.md. */
export interface TimedDescriptor {
  readonly opcode: number;
  readonly constantFactor: boolean;
  readonly stream: boolean;
  readonly post: boolean;
  readonly kernel: readonly [rows: number, columns: number];
  readonly strides: readonly [rows: number, columns: number];
  readonly lastSteps: number;
  readonly first: readonly [row: number, column: number];
  readonly input: readonly [rows: number, columns: number];
  readonly output: readonly [rows: number, columns: number];
  readonly tapWords: number;
  readonly groups: number;
  readonly weightPasses: number;
  readonly groupWeights: number;
}

/** Up to END, which is not among them. `payload` comes from a checked image. */
export function readProgram(payload: Uint8Array): TimedDescriptor[] {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length);
  const descriptors: TimedDescriptor[] = [];
  for (let at = view.getUint32(PROGRAM_ADDRESS, true); payload[at] !== 0; at += DESCRIPTOR_BYTES) {
    descriptors.push(readDescriptor(view, at));
  }
  return descriptors;
}

function readDescriptor(view: DataView, at: number): TimedDescriptor {
  const u8 = (offset: number) => view.getUint8(at + offset);
  const u16 = (offset: number) => view.getUint16(at + offset, true);
  const i16 = (offset: number) => view.getInt16(at + offset, true);
  const flags = u8(1);
  return {
    opcode: u8(0),
    constantFactor: (flags & 1) !== 0,
    stream: (flags & 4) !== 0,
    post: (flags & 8) !== 0,
    kernel: [u8(6), u8(7)],
    strides: [u8(8), u8(9)],
    lastSteps: u8(11),
    first: [i16(12), i16(14)],
    input: [u16(16), u16(18)],
    output: [u16(20), u16(22)],
    tapWords: u16(24),
    groups: u16(26),
    weightPasses: u16(28),
    groupWeights: view.getUint32(at + 72, true),
  };
}
