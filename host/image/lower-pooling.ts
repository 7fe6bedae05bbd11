// MAX_POOL_2D, AVERAGE_POOL_2D and MEAN as instructions of the core. An average is a depthwise convolution with one weight; the
// division is in the multiplier. Where a window hangs over the edge it holds fewer taps, so each region of outputs whose windows hold
// equally many is an instruction of its own.
import { grouped } from '../../proto/numbers.ts';
import { meanMultiplier, quantizeMultiplier } from '../quantize/multiplier.ts';
import { clampRange, paddingBefore } from '../quantize/operation-geometry.ts';
import type { MeanOperation, PoolOperation } from '../quantize/quantized-network.ts';
import { UnsupportedLayerError } from './image-errors.ts';
import { describeConstant, type Instruction, makeInstruction } from './instruction.ts';
import type { Lowering } from './lowering.ts';
import { encodeUniformRecord, UNIT } from './parameters.ts';
import { type PlacedTensor, placePadded, WORD } from './tensor-layout.ts';

/** A weight of 64 gives the sum six more bits, so that the requantizer's two roundings come out as one: half away from zero. */
const AVERAGE_WEIGHT = 64;

const MOST_KERNEL = 255;

export function lowerMaxPool(operation: PoolOperation, { input, output, tables }: Lowering): Instruction[] {
  const { filter, strides } = operation;
  const [firstRow, firstColumn] = [0, 1].map((axis) => -before(operation, input.shape, output.shape, axis as 0 | 1));
  const isWhole =
    filter[0] === input.shape[0] && filter[1] === input.shape[1] && output.shape[0] * output.shape[1] === 1;
  const whole = isWhole ? asWindow(input) : undefined;
  const placed = placePadded(output);
  const ones = describeConstant(1, placed);
  const descriptor = {
    ...ones.descriptor,
    opcode: 'MAX_POOL',
    groupPitch: WORD,
    outside: -128, // wins against nothing
    ...(whole
      ? { kernel: [whole.shape[0], whole.shape[1]] as const }
      : { kernel: filter, strides, firstRow, firstColumn }),
    clamp: clampRange(operation.activation, output),
  } as const;
  const records = encodeUniformRecord(0, UNIT);
  return [makeInstruction(whole ?? input, placed, descriptor, { weights: ones.weights, records, tables })];
}

export function lowerAveragePool(operation: PoolOperation, { input, output, tables }: Lowering): Instruction[] {
  const { filter, strides, activation } = operation;
  const bands = ([0, 1] as const).map((axis) =>
    findBands(
      input.shape[axis],
      output.shape[axis],
      filter[axis],
      strides[axis],
      before(operation, input.shape, output.shape, axis),
    ),
  );
  const placed = placePadded(output);
  const average = describeConstant(AVERAGE_WEIGHT, placed);
  return bands[0].flatMap((rows) =>
    bands[1].map((columns) => {
      const descriptor = {
        ...average.descriptor,
        opcode: 'DEPTHWISE',
        groupPitch: WORD,
        kernel: filter,
        strides,
        firstRow: rows.start,
        firstColumn: columns.start,
        outputRows: rows.count,
        outputColumns: columns.count,
        clamp: clampRange(activation, output),
      } as const;
      const records = encodeUniformRecord(0, quantizeMultiplier(1 / (rows.taps * columns.taps * AVERAGE_WEIGHT)));
      const outputOffset = (rows.first * output.shape[1] + columns.first) * placed.pixelPitch;
      return makeInstruction(input, placed, descriptor, { weights: average.weights, records, tables, outputOffset });
    }),
  );
}

/** All pixels as one window: they follow one another, so any two numbers with their product do as its rows and columns. */
function asWindow(input: PlacedTensor): PlacedTensor | undefined {
  const count = input.shape[0] * input.shape[1];
  const rows = [input.shape[0], ...Array.from({ length: MOST_KERNEL }, (_, i) => i + 1)].find(
    (rows) => count % rows === 0 && rows <= MOST_KERNEL && count / rows <= MOST_KERNEL,
  );
  return rows === undefined ? undefined : { ...input, shape: [rows, count / rows, input.shape[2]] };
}

/** Over all pixels. */
export function lowerMean(operation: MeanOperation, { input, output, source, tables }: Lowering): Instruction[] {
  const count = input.shape[0] * input.shape[1];
  const window = asWindow(input);
  if (window === undefined) {
    const reason = `its ${grouped(count)} pixels cannot be read as a window of at most ${MOST_KERNEL}×${MOST_KERNEL}`;
    throw new UnsupportedLayerError(
      operation.name,
      operation.operator,
      reason,
      'Pool the input to fewer pixels before it.',
    );
  }
  const placed = placePadded(output);
  const ones = describeConstant(1, placed);
  const descriptor = {
    ...ones.descriptor,
    opcode: 'DEPTHWISE',
    groupPitch: WORD,
    kernel: [window.shape[0], window.shape[1]],
    outputZeroPoint: output.zeroPoint,
  } as const;
  const records = encodeUniformRecord(-count * source.zeroPoint, meanMultiplier(count, source, output));
  return [makeInstruction(window, placed, descriptor, { weights: ones.weights, records, tables })];
}

type Shape = readonly [number, number, number];

function before({ filter, strides, padding }: PoolOperation, input: Shape, output: Shape, axis: 0 | 1): number {
  return paddingBefore(input[axis], output[axis], filter[axis], strides[axis], padding);
}

/** Outputs that follow one another along an axis, and whose windows hold equally many taps inside the input. */
interface Band {
  readonly first: number;
  readonly count: number;
  readonly taps: number;
  /** Where the first one's window begins in the input. */
  readonly start: number;
}

function findBands(inputSize: number, outputSize: number, kernel: number, stride: number, padding: number): Band[] {
  const bands: Band[] = [];
  for (let output = 0; output < outputSize; output++) {
    const start = output * stride - padding;
    const taps = Math.min(inputSize, start + kernel) - Math.max(0, start);
    const last = bands.at(-1);
    if (last?.taps === taps) bands[bands.length - 1] = { ...last, count: last.count + 1 };
    else bands.push({ first: output, count: 1, taps, start });
  }
  return bands;
}
