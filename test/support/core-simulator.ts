// The core as docs/core.md describes it, in the plainest TypeScript: it knows the payload's bytes only, so it proves the image compiler and
// is something to hold the RTL against. BigInt for the requantizer, so that nothing of the product is shared.

interface Memory {
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

export interface SimulatedRun {
  readonly label: number;
  readonly logits: Int8Array;
  /** The whole memory after the run. */
  readonly memory: Uint8Array;
}

const DESCRIPTOR_BYTES = 88;
const CONV = 1;
const MAX_POOL = 3;
const EXPAND = 4;
const ARGMAX = 5;

/**
 * Runs the program on one input (as encodeInput gives it) in the given slot, at most `stopAfter` descriptors of it. Memory beyond the
 * payload starts out as rubbish.
 */
export function simulateCore(payload: Uint8Array, input: Uint8Array, slot = 0, stopAfter?: number): SimulatedRun {
  const bytes = new Uint8Array(393_216).fill(0xa5);
  bytes.set(payload);
  const view = new DataView(bytes.buffer);
  const header = Array.from({ length: 10 }, (_, i) => view.getUint32(4 * i, true));
  const [, core, program, inputAddress, inputBytes, slotPitch, slotCount, logitsAddress, logitsCount] = header;
  if (input.length !== inputBytes || slot >= slotCount) throw new RangeError('the input does not fit the image');
  bytes.set(input, inputAddress + slot * slotPitch);
  const label = simulateProgram(bytes, program, slot * slotPitch, core & 0xff, stopAfter);
  const logits = new Int8Array(bytes.buffer.slice(logitsAddress, logitsAddress + logitsCount));
  return { label, logits, memory: bytes };
}

/**
 * Runs the program at `program` over `bytes`, in place, on a core of `inputs` channels a cycle; at most `stopAfter` descriptors of it.
 * Returns the label, −1 where it has no ARGMAX.
 */
export function simulateProgram(
  bytes: Uint8Array,
  program: number,
  slotOffset: number,
  inputs: number,
  stopAfter = Number.POSITIVE_INFINITY,
): number {
  const memory = { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length) };
  let label = -1;
  let run = 0;
  for (let at = program; bytes[at] !== 0 && run < stopAfter; at += DESCRIPTOR_BYTES, run++) {
    const d = readDescriptor(memory, at, inputs, slotOffset);
    if (d.opcode === ARGMAX) label = argmax(memory, d);
    else if (d.opcode === EXPAND) expand(memory, d);
    else runLayer(memory, d);
  }
  return label;
}

function readDescriptor({ view }: Memory, at: number, inputs: number, slotOffset: number) {
  const u8 = (offset: number) => view.getUint8(at + offset);
  const i8 = (offset: number) => view.getInt8(at + offset);
  const u16 = (offset: number) => view.getUint16(at + offset, true);
  const i16 = (offset: number) => view.getInt16(at + offset, true);
  const u32 = (offset: number) => view.getUint32(at + offset, true);
  const move = (bit: number) => (view.getUint32(at + 8, true) << (22 - bit)) >> 22;
  const tapWords = u16(24);
  const lastSteps = u8(11);
  return {
    opcode: u8(0),
    constant: (u8(1) & 1) !== 0,
    post: (u8(1) & 8) !== 0,
    slide: (u8(1) & 16) !== 0,
    outside: i8(2),
    outputZeroPoint: i8(3),
    clampMin: i8(4),
    clampMax: i8(5),
    kernelHeight: u8(6),
    kernelWidth: u8(7),
    strideHeight: move(0) + u8(6) - 1,
    strideWidth: move(10) + u8(7) - 1,
    firstRow: i16(12),
    firstColumn: i16(14),
    inputHeight: u16(16),
    inputWidth: u16(18),
    outputHeight: u16(20),
    outputWidth: u16(22),
    groups: u16(26),
    tapWords,
    outputPixelJump: u16(30),
    /** Input channels of a tap that are multiplied. */
    channels: 8 * (tapWords - 1) + lastSteps * inputs,
    /** ARGMAX: bytes to compare. */
    bytesCompared: 8 * (tapWords - 1) + lastSteps,
    input: u32(32) + ((u8(1) & 2) !== 0 ? slotOffset : 0),
    output: u32(36),
    weights: u32(40),
    records: u32(44),
    lineJump: u32(48),
    columnJump: u32(52),
    rowJump: u32(56),
    pixelJump: u32(60),
    groupJump: u32(64),
    outputRowJump: u32(68),
    groupWeights: u32(72),
    recordPitch: u32(76),
    tables: u32(80),
    skipFirst: u8(84),
    skipBetween: u8(85),
    /** Words of weights of a row of taps with SLIDE. */
    banks: inputs,
  };
}
type Descriptor = ReturnType<typeof readDescriptor>;

function argmax({ view }: Memory, d: Descriptor): number {
  let best = 0;
  for (let i = 1; i < d.bytesCompared; i++) if (view.getInt8(d.input + i) > view.getInt8(d.input + best)) best = i;
  return best;
}

/** For each tap of a pixel the address of its first byte, or undefined outside the input. */
type Taps = readonly (number | undefined)[];

interface Pixel {
  readonly group: number;
  readonly output: number;
  readonly taps: Taps;
  /** SLIDE: the row's so far. */
  readonly columns: readonly Taps[];
}

/** Every pixel of every group that has an output, in the core's order; where a level ends, its jump leads on. */
function* walk(d: Descriptor): Generator<Pixel> {
  let at = d.input;
  const jump = (bytes: number) => (at = (at + bytes) % 2 ** 32);
  for (let group = 0; group < d.groups; group++) {
    let output = d.output + 8 * group;
    for (let y = 0; y < d.outputHeight; y++) {
      const columns: Taps[] = [];
      for (let x = 0; x < d.outputWidth; x++) {
        const taps: (number | undefined)[] = [];
        for (let ky = 0; ky < d.kernelHeight; ky++) {
          for (let kx = 0; kx < d.kernelWidth; kx++) {
            const row = d.firstRow + y * d.strideHeight + ky;
            const column = d.firstColumn + x * d.strideWidth + kx;
            const inside = row >= 0 && row < d.inputHeight && column >= 0 && column < d.inputWidth;
            taps.push(inside ? at : undefined);
            jump(8 * (d.tapWords - 1));
            if (kx + 1 < d.kernelWidth) jump(d.columnJump);
          }
          if (ky + 1 < d.kernelHeight) jump(d.lineJump);
        }
        columns.push(taps);
        if (x + 1 < d.outputWidth) jump(d.pixelJump);
        if (x < d.skipFirst || (x - d.skipFirst) % (d.skipBetween + 1) !== 0) continue;
        yield { group, output, taps, columns };
        output = (output + (x + 1 < d.outputWidth ? d.outputPixelJump : d.outputRowJump)) % 2 ** 32;
      }
      if (y + 1 < d.outputHeight) jump(d.rowJump);
    }
    jump(d.groupJump);
  }
}

/** Each output pixel is the bytes of its taps one after another, filled up with zeros to whole words; the words follow one another. */
function expand({ view, bytes }: Memory, d: Descriptor): void {
  let to = d.output;
  for (const { taps } of walk(d)) {
    const length = Math.ceil(taps.length / 8) * 8;
    bytes.fill(0, to, to + length);
    for (const [tap, address] of taps.entries())
      view.setInt8(to + tap, address === undefined ? d.outside : view.getInt8(address));
    to += length;
  }
}

function runLayer(memory: Memory, d: Descriptor): void {
  for (const pixel of walk(d)) {
    for (let lane = 0; lane < 8; lane++) {
      const at = pixel.output + lane;
      const sum = d.slide ? sumSlide(memory, d, pixel, lane) : accumulate(memory, d, pixel, lane);
      const value = requantizeLane(memory, d, pixel.group, lane, sum);
      const former = memory.view.getInt8(at);
      memory.view.setInt8(at, d.post ? computeSecondPass(memory, d, value, former) : value);
    }
  }
}

function accumulate({ view }: Memory, d: Descriptor, { group, taps }: Pixel, lane: number): number {
  const firstWeight = d.weights + group * d.groupWeights * 8 + lane;
  let sum = 0;
  let largest = Number.NEGATIVE_INFINITY;
  let word = 0;
  for (const address of taps) {
    const read = (byte: number) => (address === undefined ? d.outside : view.getInt8(address + byte));
    const weight = () => view.getInt8(firstWeight + 8 * (d.constant ? 0 : word++));
    if (d.opcode === CONV) for (let c = 0; c < d.channels; c++) sum += read(c) * weight();
    else {
      const product = read(lane) * weight();
      sum += product;
      largest = Math.max(largest, product);
    }
  }
  return d.opcode === MAX_POOL ? largest : sum;
}

/** SLIDE: a row of taps has a word of weights for the column that the output is complete with, then one for each column before it. */
function sumSlide({ view }: Memory, d: Descriptor, { group, columns }: Pixel, lane: number): number {
  const firstWeight = d.weights + group * d.groupWeights * 8 + lane;
  let sum = 0;
  for (let ky = 0; ky < d.kernelHeight; ky++) {
    for (let back = 0; back <= d.skipFirst; back++) {
      const address = columns.at(-1 - back)![ky];
      const value = address === undefined ? d.outside : view.getInt8(address + lane);
      sum += value * view.getInt8(firstWeight + 8 * (ky * d.banks + back));
    }
  }
  return sum;
}

function requantizeLane({ view }: Memory, d: Descriptor, group: number, lane: number, sum: number): number {
  const record = d.records + group * d.recordPitch;
  const accumulator = (sum + view.getInt32(record + 8 * lane, true)) | 0;
  const q = view.getInt32(record + 8 * lane + 4, true);
  const value = requantize(accumulator, q, view.getInt8(record + 64 + lane)) + d.outputZeroPoint;
  return Math.min(d.clampMax, Math.max(d.clampMin, value));
}

function computeSecondPass({ view }: Memory, d: Descriptor, value: number, former: number): number {
  const own = view.getInt32(d.tables + 8 + 8 * (value & 0xff), true);
  const other = view.getInt32(d.tables + 8 + 8 * (former & 0xff) + 4, true);
  const requantized = requantize((own + other) | 0, view.getInt32(d.tables, true), view.getInt8(d.tables + 4));
  return Math.min(
    view.getInt8(d.tables + 7),
    Math.max(view.getInt8(d.tables + 6), requantized + view.getInt8(d.tables + 5)),
  );
}

function requantize(accumulator: number, q: number, shift: number): number {
  const right = BigInt(Math.max(-shift, 0));
  const product = BigInt.asIntN(32, BigInt(accumulator) << BigInt(Math.max(shift, 0))) * BigInt(q);
  const high = (product + (product >= 0n ? 1n << 30n : 1n - (1n << 30n))) / (1n << 31n);
  const magnitude = ((high < 0n ? -high : high) + (right > 0n ? 1n << (right - 1n) : 0n)) >> right;
  return Number(high < 0n ? -magnitude : magnitude);
}
