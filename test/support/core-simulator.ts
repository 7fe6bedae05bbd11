// The core as docs/core.md describes it, in the plainest TypeScript: it knows the payload's bytes only, so it proves the image compiler and
// is something to hold the RTL against. BigInt for the requantizer, so that nothing of host/reference is shared.

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

/** Runs the program on one input (as encodeInput gives it) in the given slot. Memory beyond the payload starts out as rubbish. */
export function simulateCore(payload: Uint8Array, input: Uint8Array, slot = 0, memoryBytes = 131_072): SimulatedRun {
  const bytes = new Uint8Array(memoryBytes).fill(0xa5);
  bytes.set(payload);
  const memory = { bytes, view: new DataView(bytes.buffer) };
  const header = Array.from({ length: 10 }, (_, i) => memory.view.getUint32(4 * i, true));
  const [, , program, inputAddress, inputBytes, slotPitch, slotCount, logitsAddress, logitsCount] = header;
  if (input.length !== inputBytes || slot >= slotCount) throw new RangeError('the input does not fit the image');
  bytes.set(input, inputAddress + slot * slotPitch);
  let label = -1;
  for (let at = program; bytes[at] !== 0; at += 64) {
    if (bytes[at] === 5) label = argmax(memory, at);
    else runLayer(memory, readDescriptor(memory, at), slot * slotPitch);
  }
  const logits = new Int8Array(bytes.buffer.slice(logitsAddress, logitsAddress + logitsCount));
  return { label, logits, memory: bytes };
}

function argmax({ view }: Memory, at: number): number {
  const address = view.getUint32(at + 24, true);
  let best = 0;
  for (let i = 1; i < view.getUint16(at + 20, true); i++) {
    if (view.getInt8(address + i) > view.getInt8(address + best)) best = i;
  }
  return best;
}

function readDescriptor({ view }: Memory, at: number) {
  const u8 = (offset: number) => view.getUint8(at + offset);
  const i8 = (offset: number) => view.getInt8(at + offset);
  const u16 = (offset: number) => view.getUint16(at + offset, true);
  const u32 = (offset: number) => view.getUint32(at + offset, true);
  return {
    opcode: u8(0),
    dense: (u8(1) & 1) !== 0,
    slot: (u8(1) & 2) !== 0,
    inputZeroPoint: i8(2),
    outputZeroPoint: i8(3),
    clampMin: i8(4),
    clampMax: i8(5),
    kernelHeight: u8(6),
    kernelWidth: u8(7),
    strideHeight: u8(8),
    strideWidth: u8(9),
    padTop: u8(10),
    padLeft: u8(11),
    inputHeight: u16(12),
    inputWidth: u16(14),
    outputHeight: u16(16),
    outputWidth: u16(18),
    depth: u16(20),
    groups: u16(22),
    inputAddress: u32(24),
    outputAddress: u32(28),
    weightsAddress: u32(32),
    paramsAddress: u32(36),
    inputRowPitch: u32(40),
    inputPixelPitch: u32(44),
    inputRowStep: u32(48),
    inputPixelStep: u32(52),
    groupPitch: u32(56),
    outputPixelPitch: u16(60),
    paramsStep: u16(62),
  }; // prettier-ignore
}
type Descriptor = ReturnType<typeof readDescriptor>;

function runLayer(memory: Memory, d: Descriptor, slotOffset: number): void {
  const base = d.inputAddress + (d.slot ? slotOffset : 0);
  for (let group = 0; group < d.groups; group++) {
    for (let y = 0; y < d.outputHeight; y++) {
      for (let x = 0; x < d.outputWidth; x++) {
        const corner = base + group * d.groupPitch + y * d.inputRowStep + x * d.inputPixelStep;
        const output = d.outputAddress + (y * d.outputWidth + x) * d.outputPixelPitch + group * 8;
        for (let lane = 0; lane < 8; lane++) {
          memory.view.setInt8(output + lane, computeLane(memory, d, group, y, x, corner, lane));
        }
      }
    }
  }
}

function computeLane(
  { view }: Memory,
  d: Descriptor,
  group: number,
  y: number,
  x: number,
  corner: number,
  lane: number,
) {
  const tapBytes = d.dense ? d.depth : d.depth * 8;
  const taps = d.kernelHeight * d.kernelWidth;
  let sum = 0;
  let largest = -128;
  let inside = 0;
  for (let ky = 0; ky < d.kernelHeight; ky++) {
    for (let kx = 0; kx < d.kernelWidth; kx++) {
      const row = y * d.strideHeight - d.padTop + ky;
      const column = x * d.strideWidth - d.padLeft + kx;
      const valid = row >= 0 && row < d.inputHeight && column >= 0 && column < d.inputWidth;
      const address = (corner + ky * d.inputRowPitch + kx * d.inputPixelPitch) % 2 ** 32;
      const read = (byte: number) => (valid ? view.getInt8(address + byte) : d.inputZeroPoint);
      const tap = group * taps + ky * d.kernelWidth + kx;
      if (d.opcode === 1) {
        for (let byte = 0; byte < tapBytes; byte++) {
          sum += read(byte) * view.getInt8(d.weightsAddress + (tap * tapBytes + byte) * 8 + lane);
        }
      } else if (d.opcode === 2) sum += read(lane) * view.getInt8(d.weightsAddress + tap * 8 + lane);
      else if (valid) {
        inside++;
        if (d.opcode === 3) largest = Math.max(largest, read(lane));
        else sum += read(lane) * ((d.weightsAddress << 24) >> 24);
      }
    }
  }
  const clamp = (value: number) => Math.min(d.clampMax, Math.max(d.clampMin, value));
  if (d.opcode === 3) return clamp(largest);
  const record = d.paramsAddress + (d.opcode === 4 ? (inside - 1) * d.paramsStep : group * 72);
  const accumulator = (sum + view.getInt32(record + 4 * lane, true)) | 0;
  const q = view.getInt32(record + 32 + 4 * lane, true);
  return clamp(requantize(accumulator, q, view.getInt8(record + 64 + lane)) + d.outputZeroPoint);
}

function requantize(accumulator: number, q: number, shift: number): number {
  const right = BigInt(Math.max(-shift, 0));
  const product = BigInt.asIntN(32, BigInt(accumulator) << BigInt(Math.max(shift, 0))) * BigInt(q);
  const high = (product + (product >= 0n ? 1n << 30n : 1n - (1n << 30n))) / (1n << 31n);
  const magnitude = ((high < 0n ? -high : high) + (right > 0n ? 1n << (right - 1n) : 0n)) >> right;
  return Number(high < 0n ? -magnitude : magnitude);
}
