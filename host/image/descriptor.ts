// One descriptor of the core's program, field by field as in docs/core.md, and its 64 bytes.

export const DESCRIPTOR_BYTES = 64;

const opcodes = { END: 0, CONV: 1, DEPTHWISE: 2, MAX_POOL: 3, AVERAGE_POOL: 4, ARGMAX: 5 } as const;
type Opcode = keyof typeof opcodes;

const FLAG_DENSE = 1;
const FLAG_SLOT = 2;

/** Pitches and addresses in bytes. */
export interface Descriptor {
  readonly opcode: Opcode;
  readonly dense: boolean;
  /** Whether the input is the network's, in the running slot. */
  readonly slot: boolean;
  readonly inputZeroPoint: number;
  readonly outputZeroPoint: number;
  readonly clamp: readonly [lowest: number, highest: number];
  readonly kernel: readonly [rows: number, columns: number];
  readonly strides: readonly [rows: number, columns: number];
  readonly padTop: number;
  readonly padLeft: number;
  readonly inputRows: number;
  readonly inputColumns: number;
  readonly outputRows: number;
  readonly outputColumns: number;
  readonly depth: number;
  readonly groups: number;
  /** Of the tensor's first byte; the first tap's is worked out here. */
  readonly inputAddress: number;
  readonly outputAddress: number;
  /** AVERAGE_POOL: the weight of every tap. */
  readonly weightsAddress: number;
  readonly parametersAddress: number;
  readonly inputRowPitch: number;
  readonly inputPixelPitch: number;
  readonly groupPitch: number;
  readonly outputPixelPitch: number;
  readonly parametersStep: number;
}

export function encodeDescriptor(d: Descriptor): Uint8Array {
  const bytes = new Uint8Array(DESCRIPTOR_BYTES);
  const view = new DataView(bytes.buffer);
  const firstTap = d.inputAddress - d.padTop * d.inputRowPitch - d.padLeft * d.inputPixelPitch;
  bytes.set([opcodes[d.opcode], (d.dense ? FLAG_DENSE : 0) | (d.slot ? FLAG_SLOT : 0)]);
  bytes.set([d.inputZeroPoint, d.outputZeroPoint, ...d.clamp, ...d.kernel, ...d.strides, d.padTop, d.padLeft], 2);
  const halves = [d.inputRows, d.inputColumns, d.outputRows, d.outputColumns, d.depth, d.groups];
  for (const [i, half] of halves.entries()) view.setUint16(12 + 2 * i, half, true);
  const words = [
    firstTap,
    d.outputAddress,
    d.weightsAddress,
    d.parametersAddress,
    d.inputRowPitch,
    d.inputPixelPitch,
    d.inputRowPitch * d.strides[0],
    d.inputPixelPitch * d.strides[1],
    d.groupPitch,
  ];
  for (const [i, word] of words.entries()) view.setUint32(24 + 4 * i, word, true);
  view.setUint16(60, d.outputPixelPitch, true);
  view.setUint16(62, d.parametersStep, true);
  return bytes;
}
