// Checks a payload's program descriptor by descriptor (docs/core.md): that the core knows it, that it reads and writes only where it may, that
// what it waits for comes, and that it ends. What it computes is not judged.
import { grouped } from '../../proto/numbers.ts';
import { boundCycles, MOST_CYCLES, stepsPerTap } from './bound-cycles.ts';
import { type CoreDescription, slides } from './core-description.ts';
import { countOutputs, DESCRIPTOR_BYTES, type Descriptor, decodeDescriptor, encodeDescriptor } from './descriptor.ts';
import type { Fail } from './image-errors.ts';
import { RECORD_BYTES } from './parameters.ts';
import { TABLES_BYTES } from './second-pass.ts';
import { MOST_SLIDE_COLUMNS } from './slide.ts';
import type { MemoryPlan, Segment, SegmentKind, StudentImage } from './student-image.ts';
import { alignToWord, WORD } from './tensor-layout.ts';

type ProgramImage = Pick<StudentImage, 'payload' | 'segments' | 'memory'>;

interface Checking {
  readonly image: ProgramImage;
  readonly core: CoreDescription;
  /** Names the descriptor. */
  readonly fail: Fail;
}

/** The descriptors before END, ARGMAX the last of them. `segments` and `memory` are checked already. */
export function checkProgram(image: ProgramImage, core: CoreDescription, fail: Fail): Descriptor[] {
  const descriptors = readDescriptors(image, fail);
  let cycles = 0;
  for (const [index, descriptor] of descriptors.entries()) {
    const checking = {
      image,
      core,
      fail: (problem: string) => fail(`descriptor ${index} (${descriptor.opcode}) ${problem}`),
    };
    checkDescriptor(descriptor, index === descriptors.length - 1, checking);
    cycles += boundCycles(descriptor, core);
  }
  if (cycles > MOST_CYCLES)
    throw fail(`its program may take ${grouped(cycles)} cycles, but no board runs more than ${grouped(MOST_CYCLES)}`);
  return descriptors;
}

function readDescriptors({ payload, segments }: ProgramImage, fail: Fail): Descriptor[] {
  const { address, length } = segments.find(({ kind }) => kind === 'program')!;
  const count = length / DESCRIPTOR_BYTES;
  const descriptors: Descriptor[] = [];
  for (let index = 0; index < count; index++) {
    const at = address + index * DESCRIPTOR_BYTES;
    const descriptor = decode(payload, at, (problem) => fail(`descriptor ${index} of its program ${problem}`));
    if (descriptor.opcode !== 'END') descriptors.push(descriptor);
    else if (index === count - 1) return descriptors;
    else throw fail(`its program ends with descriptor ${index} of ${count}`);
  }
  throw fail(`its program of ${count} descriptors has no END`);
}

function decode(payload: Uint8Array, at: number, fail: Fail): Descriptor {
  let descriptor: Descriptor;
  try {
    descriptor = decodeDescriptor(payload, at);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw fail(`has the opcode ${payload[at]}, which no core supports`);
  }
  const again = descriptor.opcode === 'END' ? new Uint8Array(DESCRIPTOR_BYTES) : encodeDescriptor(descriptor);
  const wrong = again.findIndex((byte, i) => byte !== payload[at + i]);
  if (wrong >= 0)
    throw fail(
      `has 0x${payload[at + wrong].toString(16)} in byte ${wrong}, where 0x${again[wrong].toString(16)} belongs`,
    );
  return descriptor;
}

function checkDescriptor(d: Descriptor, isLast: boolean, checking: Checking): void {
  if ((d.opcode === 'ARGMAX') !== isLast) throw checking.fail('is out of place: ARGMAX comes once, just before END');
  checkSizes(d, checking);
  checkSlide(d, checking);
  checkReads(d, checking);
  if (d.opcode === 'ARGMAX') {
    checkArgmax(d, checking);
    return;
  }
  checkWrites(d, checking);
  if (d.opcode !== 'EXPAND') checkData(d, checking);
}

function checkSizes(d: Descriptor, { core, fail }: Checking): void {
  const positive = {
    'kernel height': d.kernel[0],
    'kernel width': d.kernel[1],
    'stride height': d.strides[0],
    'stride width': d.strides[1],
    'input height': d.inputRows,
    'input width': d.inputColumns,
    'output height': d.outputRows,
    'output width': d.outputColumns,
    'tap words': d.tapWords,
    groups: d.groups,
  };
  for (const [field, value] of Object.entries(positive)) if (value < 1) throw fail(`has ${value} as its ${field}`);
  const isRow = d.opcode === 'CONV' || d.opcode === 'ARGMAX';
  if (!isRow && d.tapWords !== 1) throw fail(`has taps of ${d.tapWords} words, not 1`);
  if ((d.opcode === 'EXPAND' || d.opcode === 'ARGMAX') && d.groups !== 1) throw fail(`has ${d.groups} groups, not 1`);
  const mostSteps = d.opcode === 'ARGMAX' ? WORD : d.opcode === 'CONV' ? WORD / core.inputs : 1;
  if (d.lastSteps < 1 || d.lastSteps > mostSteps) throw fail(`has ${d.lastSteps} last steps, not 1 to ${mostSteps}`);
  if (d.opcode !== 'ARGMAX' && d.clamp[0] > d.clamp[1]) throw fail(`clamps to ${d.clamp[0]} … ${d.clamp[1]}`);
}

/** That its core slides, and that each row ends with an output: the core ends groups and layers with one. */
function checkSlide(d: Descriptor, { core, fail }: Checking): void {
  const [first, between] = d.skips;
  if (!d.slide) {
    if (first !== 0 || between !== 0) throw fail(`skips ${first} and ${between} columns, and does not slide`);
    return;
  }
  if (d.opcode !== 'DEPTHWISE' || d.constant) throw fail('slides, which only a DEPTHWISE with weights can');
  if (!slides(core)) throw fail(`slides, which a core with ${core.inputs} inputs cannot`);
  if (d.kernel[1] !== 1) throw fail(`slides with a kernel ${d.kernel[1]} columns wide, not 1`);
  if (first < 1 || first >= MOST_SLIDE_COLUMNS)
    throw fail(`skips the first ${first} columns, not 1 to ${MOST_SLIDE_COLUMNS - 1}`);
  const behind = d.outputColumns - 1 - first;
  if (behind < 0 || behind % (between + 1) !== 0)
    throw fail(`walks ${d.outputColumns} columns, but the last one has no output`);
}

/** The rows or columns of the input that windows reach; undefined where all of them hang outside. */
function reach(first: number, outputs: number, stride: number, kernel: number, inputs: number) {
  const from = Math.max(first, 0);
  const to = Math.min(first + (outputs - 1) * stride + kernel, inputs) - 1;
  return from <= to ? ([from, to] as const) : undefined;
}

function checkReads(d: Descriptor, { image: { memory }, fail }: Checking): void {
  const rows = reach(d.firstRow, d.outputRows, d.strides[0], d.kernel[0], d.inputRows);
  const columns = reach(d.firstColumn, d.outputColumns, d.strides[1], d.kernel[1], d.inputColumns);
  if (!rows || !columns) return;
  const width = d.opcode === 'EXPAND' ? 1 : d.tapWords * WORD;
  const slots = d.slot ? (memory.slotCount - 1) * memory.slotPitch : 0;
  const end =
    d.inputAddress +
    rows[1] * d.inputRowPitch +
    columns[1] * d.inputPixelPitch +
    (d.groups - 1) * d.groupPitch +
    width +
    slots;
  if (end > alignToWord(memory.bytesNeeded))
    throw fail(`reads up to byte ${grouped(end)} of ${grouped(memory.bytesNeeded)}`);
}

function checkWrites(d: Descriptor, { image: { memory }, fail }: Checking): void {
  const pixels = d.outputRows * d.outputColumns;
  const length =
    d.opcode === 'EXPAND'
      ? pixels * alignToWord(d.kernel[0] * d.kernel[1])
      : (d.outputRows - 1) * d.outputRowPitch + (countOutputs(d) - 1) * d.outputPixelPitch + d.groups * WORD;
  const end = d.outputAddress + length;
  const working = endOfSlots(memory);
  if (d.outputAddress < working || end > memory.bytesNeeded)
    throw fail(
      `writes bytes ${grouped(d.outputAddress)} to ${grouped(end)}, outside the activations at ${grouped(working)} to ${grouped(memory.bytesNeeded)}`,
    );
  for (const address of [d.outputAddress, d.outputRowPitch, d.outputPixelPitch])
    if (address % WORD !== 0) throw fail(`writes at a multiple of ${address}, which is not word-aligned`);
}

export function endOfSlots({ inputAddress, slotPitch, slotCount }: MemoryPlan): number {
  return inputAddress + slotCount * slotPitch;
}

/** Records, weights and tables: there, and as many as the steps wait for. */
function checkData(d: Descriptor, checking: Checking): void {
  const { core, fail } = checking;
  const recordBytes = (d.groups - 1) * d.recordPitch + RECORD_BYTES;
  checkPart('parameters', 'records', d.recordsAddress, recordBytes, checking);
  if (d.recordPitch % WORD !== 0)
    throw fail(`has records ${grouped(d.recordPitch)} bytes apart, which is not word-aligned`);
  if (d.post) checkPart('tables', 'tables', d.tablesAddress, TABLES_BYTES, checking);
  if (d.constant && d.stream) throw fail('keeps its weights and reads them again for each pixel');
  const entries = d.constant ? 1 : d.kernel[0] * d.kernel[1] * stepsPerTap(d, core);
  const words = d.opcode === 'CONV' || d.slide ? entries * core.inputs : entries;
  if (d.groupWeights !== words)
    throw fail(`has ${grouped(d.groupWeights)} words of weights per group, but multiplies by ${grouped(words)}`);
  const passes = d.stream ? d.outputRows * d.outputColumns : 1;
  if (d.weightPasses !== passes)
    throw fail(`reads its weights ${d.weightPasses} times, but needs them ${passes} times`);
  if (!d.stream && entries > core.weightEntries)
    throw fail(
      `keeps ${grouped(entries)} entries of weights, but the core's ring holds ${grouped(core.weightEntries)}`,
    );
  const weightBytes = d.groups * words * WORD;
  checkPart('weights', 'weights', d.weightsAddress, weightBytes, checking);
  if (d.opcode !== 'MAX_POOL') return;
  const weights = checking.image.payload.subarray(d.weightsAddress, d.weightsAddress + weightBytes);
  const other = weights.find((weight) => weight !== 1);
  if (other !== undefined)
    throw fail(`multiplies by ${(other << 24) >> 24}, but finding the largest byte needs weights of 1`);
}

function checkPart(kind: SegmentKind, what: string, address: number, length: number, { image, fail }: Checking): void {
  const holds = (segment: Segment) =>
    segment.kind === kind && segment.address <= address && address + length <= segment.address + segment.length;
  if (address % WORD !== 0) throw fail(`has its ${what} at ${grouped(address)}, which is not word-aligned`);
  if (!image.segments.some(holds))
    throw fail(
      `has its ${what} at ${grouped(address)} to ${grouped(address + length)}, but the payload has no such part`,
    );
}

function checkArgmax(d: Descriptor, { image: { memory }, core, fail }: Checking): void {
  const count = stepsPerTap(d, core);
  const isOnePixel = [...d.kernel, d.inputRows, d.inputColumns, d.outputRows, d.outputColumns].every(
    (size) => size === 1,
  );
  if (
    !isOnePixel ||
    d.slot ||
    d.firstRow !== 0 ||
    d.firstColumn !== 0 ||
    d.inputAddress !== memory.logitsAddress ||
    count !== memory.logitsCount
  )
    throw fail(
      `compares ${grouped(count)} values at ${grouped(d.inputAddress)}, not the ${grouped(memory.logitsCount)} logits at ${grouped(memory.logitsAddress)}`,
    );
}
