// One descriptor of the core's program, field by field as in docs/core.md, and its 88 bytes, both ways. Here a layer is
// recognized by its pitches; in the bytes stand the jumps that follow from them.
import { grouped } from '../../proto/numbers.ts';
import { WORD } from './tensor-layout.ts';

export const DESCRIPTOR_BYTES = 88;

const opcodes = { END: 0, CONV: 1, DEPTHWISE: 2, MAX_POOL: 3, EXPAND: 4, ARGMAX: 5 } as const;
export type Opcode = keyof typeof opcodes;

const FLAG_CONSTANT = 1;
const FLAG_SLOT = 2;
const FLAG_STREAM = 4;
const FLAG_POST = 8;
const FLAG_SLIDE = 16;

/** From a window's last row or column to the next window's first: as far as a stride, less what the kernel has gone on. */
const MOVE_BITS = 10;
const MOVE = 2 ** MOVE_BITS - 1;

/** Pitches and addresses in bytes, sizes in pixels. */
export interface Descriptor {
  readonly opcode: Opcode;
  /** A group has one entry of weights, which every step of it reads. */
  readonly constant: boolean;
  /** The input is the network's, in the running slot. */
  readonly slot: boolean;
  /** The weights of a group are read again for each pixel. */
  readonly stream: boolean;
  /** A second pass over the outputs, through tables. */
  readonly post: boolean;
  /** A step multiplies by the weights of neighbouring outputs; the pixels are the columns of the input, the kernel has one column. */
  readonly slide: boolean;
  /** What a tap outside the input reads. */
  readonly outside: number;
  readonly outputZeroPoint: number;
  readonly clamp: readonly [lowest: number, highest: number];
  readonly kernel: readonly [rows: number, columns: number];
  readonly strides: readonly [rows: number, columns: number];
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
  /** Of the tensor's first byte; in memory stands the first tap's, which is worked out here. */
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
  /** With SLIDE: columns of a row without an output, before the first that has one and from there to the next. */
  readonly skips: readonly [first: number, between: number];
}

/** Of a row: with SLIDE not every pixel has one. */
export function countOutputs({ outputColumns, skips: [first, between] }: Pick<Descriptor, 'outputColumns' | 'skips'>) {
  return Math.floor((outputColumns - 1 - first) / (between + 1)) + 1;
}

/** Modulo 2³². */
const times = Math.imul;

type Walked = Pick<
  Descriptor,
  'tapWords' | 'kernel' | 'strides' | 'outputRows' | 'outputColumns' | 'inputRowPitch' | 'inputPixelPitch'
>;

/** Bytes from the beginning of a tap, line, pixel, row or group to its last word; from there a jump leads to where the next one begins. */
function findEnds(d: Walked) {
  const tap = WORD * (d.tapWords - 1);
  const line = tap + times(d.kernel[1] - 1, d.inputPixelPitch);
  const pixel = line + times(d.kernel[0] - 1, d.inputRowPitch);
  const row = pixel + times(d.outputColumns - 1, times(d.strides[1], d.inputPixelPitch));
  const group = row + times(d.outputRows - 1, times(d.strides[0], d.inputRowPitch));
  return { tap, line, pixel, row, group };
}

/** Bytes from a row's first output to its last. */
function endOfOutputRow(d: Pick<Descriptor, 'outputColumns' | 'skips' | 'outputPixelPitch'>) {
  return times(countOutputs(d) - 1, d.outputPixelPitch);
}

export function encodeDescriptor(d: Descriptor): Uint8Array {
  const bytes = new Uint8Array(DESCRIPTOR_BYTES);
  const view = new DataView(bytes.buffer);
  const flags =
    (d.constant ? FLAG_CONSTANT : 0) |
    (d.slot ? FLAG_SLOT : 0) |
    (d.stream ? FLAG_STREAM : 0) |
    (d.post ? FLAG_POST : 0) |
    (d.slide ? FLAG_SLIDE : 0);
  bytes.set([opcodes[d.opcode], flags, d.outside, d.outputZeroPoint, ...d.clamp, ...d.kernel]);
  const [rowMove, columnMove] = [d.strides[0] - d.kernel[0] + 1, d.strides[1] - d.kernel[1] + 1];
  view.setUint32(8, (rowMove & MOVE) | ((columnMove & MOVE) << MOVE_BITS) | (d.lastSteps << 24), true);
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
  const ends = findEnds(d);
  const words = [
    d.inputAddress + times(d.firstRow, d.inputRowPitch) + times(d.firstColumn, d.inputPixelPitch),
    d.outputAddress,
    d.weightsAddress,
    d.recordsAddress,
    d.inputRowPitch - ends.line,
    d.inputPixelPitch - ends.tap,
    times(d.inputRowPitch, d.strides[0]) - ends.row,
    times(d.inputPixelPitch, d.strides[1]) - ends.pixel,
    d.groupPitch - ends.group,
    d.outputRowPitch - endOfOutputRow(d),
    d.groupWeights,
    d.recordPitch,
    d.tablesAddress,
  ];
  for (const [i, word] of words.entries()) view.setUint32(32 + 4 * i, word, true);
  bytes.set(d.skips, 84);
  return bytes;
}

const names = Object.keys(opcodes) as Opcode[];

/** The inverse; `at` is a descriptor's first byte. Throws `RangeError` for an opcode that no core knows, or beyond the payload. */
export function decodeDescriptor(payload: Uint8Array, at: number): Descriptor {
  const view = new DataView(payload.buffer, payload.byteOffset + at, DESCRIPTOR_BYTES);
  const opcode = names.find((name) => opcodes[name] === view.getUint8(0));
  if (opcode === undefined)
    throw new RangeError(`no core supports the opcode ${view.getUint8(0)} at byte ${grouped(at)}`);
  const flags = view.getUint8(1);
  const i8 = (offset: number) => view.getInt8(offset);
  const u8 = (offset: number) => view.getUint8(offset);
  const u16 = (offset: number) => view.getUint16(offset, true);
  const u32 = (offset: number) => view.getUint32(offset, true);
  const move = (bit: number) => (u32(8) << (32 - MOVE_BITS - bit)) >> (32 - MOVE_BITS);
  const layer = {
    tapWords: u16(24),
    kernel: [u8(6), u8(7)],
    strides: [move(0) + u8(6) - 1, move(MOVE_BITS) + u8(7) - 1],
    firstRow: view.getInt16(12, true),
    firstColumn: view.getInt16(14, true),
    outputRows: u16(20),
    outputColumns: u16(22),
    outputPixelPitch: u16(30),
    skips: [u8(84), u8(85)],
    inputPixelPitch: (u32(52) + WORD * (u16(24) - 1)) >>> 0,
    inputRowPitch: 0,
  } as const;
  const inputRowPitch = (u32(48) + findEnds(layer).line) >>> 0;
  const ends = findEnds({ ...layer, inputRowPitch });
  return {
    ...layer,
    opcode,
    constant: (flags & FLAG_CONSTANT) !== 0,
    slot: (flags & FLAG_SLOT) !== 0,
    stream: (flags & FLAG_STREAM) !== 0,
    post: (flags & FLAG_POST) !== 0,
    slide: (flags & FLAG_SLIDE) !== 0,
    outside: i8(2),
    outputZeroPoint: i8(3),
    clamp: [i8(4), i8(5)],
    lastSteps: u8(11),
    inputRows: u16(16),
    inputColumns: u16(18),
    groups: u16(26),
    weightPasses: u16(28),
    inputAddress:
      (u32(32) - times(layer.firstRow, inputRowPitch) - times(layer.firstColumn, layer.inputPixelPitch)) >>> 0,
    outputAddress: u32(36),
    weightsAddress: u32(40),
    recordsAddress: u32(44),
    inputRowPitch,
    groupPitch: (u32(64) + ends.group) >>> 0,
    outputRowPitch: (u32(68) + endOfOutputRow(layer)) >>> 0,
    groupWeights: u32(72),
    recordPitch: u32(76),
    tablesAddress: u32(80),
  };
}
