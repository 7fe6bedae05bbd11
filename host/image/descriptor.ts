// One descriptor of the core's program, field by field as in docs/core.md, and its 88 bytes.

export const DESCRIPTOR_BYTES = 88;

const opcodes = { END: 0, CONV: 1, DEPTHWISE: 2, MAX_POOL: 3, EXPAND: 4, ARGMAX: 5 } as const;
export type Opcode = keyof typeof opcodes;

const FLAG_CONSTANT = 1;
const FLAG_SLOT = 2;
const FLAG_STREAM = 4;
const FLAG_POST = 8;

/** Pitches and addresses in bytes, sizes in pixels. */
export interface Descriptor {
  readonly opcode: Opcode;
  /** Every weight is `constant`; none is read. */
  readonly constantFactor: boolean;
  /** The input is the network's, in the running slot. */
  readonly slot: boolean;
  /** The weights of a group are read anew for each pixel. */
  readonly stream: boolean;
  /** A second pass over the outputs, through tables. */
  readonly post: boolean;
  /** What a tap outside the input reads. */
  readonly outside: number;
  readonly outputZeroPoint: number;
  readonly clamp: readonly [lowest: number, highest: number];
  readonly kernel: readonly [rows: number, columns: number];
  readonly strides: readonly [rows: number, columns: number];
  readonly constant: number;
  /** Steps on the last word of a tap. */
  readonly lastSteps: number;
  /** Row and column of the input at which the first output's window begins; negative where it begins in the padding. */
  readonly firstRow: number;
  readonly firstColumn: number;
  readonly inputRows: number;
  readonly inputColumns: number;
  readonly outputRows: number;
  readonly outputColumns: number;
  readonly tapWords: number;
  readonly groups: number;
  readonly weightPasses: number;
  readonly outputPixelPitch: number;
  /** Of the tensor's first byte; the first tap's is worked out here. */
  readonly inputAddress: number;
  readonly outputAddress: number;
  readonly weightsAddress: number;
  readonly recordsAddress: number;
  readonly inputRowPitch: number;
  readonly inputPixelPitch: number;
  readonly groupPitch: number;
  readonly outputRowPitch: number;
  /** Words of weights that a group reads in one pass. */
  readonly groupWeights: number;
  readonly recordPitch: number;
  readonly tablesAddress: number;
}

export function encodeDescriptor(d: Descriptor): Uint8Array {
  const bytes = new Uint8Array(DESCRIPTOR_BYTES);
  const view = new DataView(bytes.buffer);
  const flags =
    (d.constantFactor ? FLAG_CONSTANT : 0) |
    (d.slot ? FLAG_SLOT : 0) |
    (d.stream ? FLAG_STREAM : 0) |
    (d.post ? FLAG_POST : 0);
  bytes.set([opcodes[d.opcode], flags, d.outside, d.outputZeroPoint, ...d.clamp, ...d.kernel]);
  bytes.set([...d.strides, d.constant, d.lastSteps], 8);
  const halves = [
    d.firstRow,
    d.firstColumn,
    d.inputRows,
    d.inputColumns,
    d.outputRows,
    d.outputColumns,
    d.tapWords,
    d.groups,
    d.weightPasses,
    d.outputPixelPitch,
  ];
  for (const [i, half] of halves.entries()) view.setUint16(12 + 2 * i, half, true);
  const words = [
    d.inputAddress + d.firstRow * d.inputRowPitch + d.firstColumn * d.inputPixelPitch,
    d.outputAddress,
    d.weightsAddress,
    d.recordsAddress,
    d.inputRowPitch,
    d.inputPixelPitch,
    d.inputRowPitch * d.strides[0],
    d.inputPixelPitch * d.strides[1],
    d.groupPitch,
    d.outputRowPitch,
    d.groupWeights,
    d.recordPitch,
    d.tablesAddress,
  ];
  for (const [i, word] of words.entries()) view.setUint32(32 + 4 * i, word, true);
  return bytes;
}
