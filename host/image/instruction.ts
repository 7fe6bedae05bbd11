// An instruction of the core before it has addresses: where it reads and writes by tensor, and what it brings along.
import { grouped } from '../../proto/numbers.ts';
import type { CoreDescription } from './core-description.ts';
import type { Descriptor } from './descriptor.ts';
import { UnsupportedLayerError } from './image-errors.ts';
import { encodeUniformRecord, UNIT } from './parameters.ts';
import { alignToWord, type PlacedTensor, WORD } from './tensor-layout.ts';

type Address = 'inputAddress' | 'outputAddress' | 'weightsAddress' | 'recordsAddress' | 'tablesAddress';

export interface Instruction {
  readonly descriptor: Omit<Descriptor, Address | 'slot' | 'post'>;
  /** Tensors by name. */
  readonly input: string;
  readonly output: string;
  /** Of the first output pixel from the tensor's beginning, in bytes. */
  readonly outputOffset: number;
  /** All in the core's order; empty where there are none. */
  readonly weights: Uint8Array;
  readonly records: Uint8Array;
  /** The second pass's; empty where there is none. */
  readonly tables: Uint8Array;
}

export const nothing = new Uint8Array(0);

/** What a window does not need to say. */
const plain = {
  constant: false,
  stream: false,
  slide: false,
  outside: 0,
  outputZeroPoint: 0,
  clamp: [-128, 127],
  kernel: [1, 1],
  strides: [1, 1],
  lastSteps: 1,
  firstRow: 0,
  firstColumn: 0,
  tapWords: 1,
  weightPasses: 1,
  groupPitch: 0,
  groupWeights: 0,
  recordPitch: 0,
  skips: [0, 0],
} as const;

/** An instruction that reads all of `input` and writes all of `output`, one tap a pixel; `descriptor` says what differs. */
export function makeInstruction(
  input: PlacedTensor,
  output: PlacedTensor,
  descriptor: Partial<Instruction['descriptor']> & Pick<Descriptor, 'opcode'>,
  data: Partial<Pick<Instruction, 'weights' | 'records' | 'tables' | 'outputOffset'>>,
): Instruction {
  const [inputRows, inputColumns] = input.shape;
  const [outputRows, outputColumns] = output.shape;
  return {
    descriptor: {
      ...plain,
      inputRows,
      inputColumns,
      outputRows,
      outputColumns,
      groups: alignToWord(output.shape[2]) / WORD,
      inputRowPitch: inputColumns * input.pixelPitch,
      inputPixelPitch: input.pixelPitch,
      outputRowPitch: outputColumns * output.pixelPitch,
      outputPixelPitch: output.pixelPitch,
      ...descriptor,
    },
    input: input.name,
    output: output.name,
    outputOffset: 0,
    weights: nothing,
    records: nothing,
    tables: nothing,
    ...data,
  };
}

/** Where all weights are `value`. */
export function describeConstant(value: number, output: PlacedTensor) {
  const weights = new Uint8Array(alignToWord(output.shape[2])).fill(value);
  return { descriptor: { constant: true, groupWeights: 1 }, weights } as const;
}

/** Every value as it is: a maximum of one. */
export function copyInstruction(input: PlacedTensor, output: PlacedTensor, tables: Uint8Array = nothing): Instruction {
  const { descriptor, weights } = describeConstant(1, output);
  return makeInstruction(
    input,
    output,
    { ...descriptor, opcode: 'MAX_POOL', groupPitch: WORD },
    { weights, records: encodeUniformRecord(0, UNIT), tables },
  );
}

/** Weights stay in the ring while a group's pixels are computed, unless they do not fit or are needed only once. */
export function describeWeights(
  groupWeights: number,
  entries: number,
  { shape: [rows, columns] }: Pick<PlacedTensor, 'shape'>,
  { weightEntries }: CoreDescription,
) {
  const pixels = rows * columns;
  const stream = pixels === 1 || entries > weightEntries;
  return { groupWeights, stream, weightPasses: stream ? pixels : 1 };
}

/** Words and last steps of a tap of `channels` channels, and how many channels the steps multiply. */
export function stepsOfTap(channels: number, { inputs }: CoreDescription) {
  const tapWords = Math.ceil(channels / WORD);
  const lastSteps = Math.ceil((channels - WORD * (tapWords - 1)) / inputs);
  return { tapWords, lastSteps, channelPitch: WORD * (tapWords - 1) + lastSteps * inputs };
}

/** Fields of 16 bits, by what a person would call them. */
const u16 = {
  inputRows: 'number of input rows',
  inputColumns: 'number of values in an input row',
  outputRows: 'number of output rows',
  outputColumns: 'number of output columns',
  tapWords: 'number of input channels, in words of 8,',
  groups: 'number of output channels, in groups of 8,',
  weightPasses: 'number of output pixels',
  outputPixelPitch: 'number of output channels',
} as const;

/** Throws `UnsupportedLayerError` where a descriptor's field is too narrow for the layer. */
export function checkFields(
  layer: { readonly name: string; readonly operator: string },
  { descriptor }: Instruction,
): void {
  const refuse = (reason: string, nextStep: string) =>
    new UnsupportedLayerError(layer.name, layer.operator, reason, nextStep);
  const check = (field: string, value: number, limit: number) => {
    if (value > limit)
      throw refuse(
        `its ${field} is ${grouped(value)}, but the core takes at most ${grouped(limit)}`,
        'Use a smaller one.',
      );
  };
  const { opcode, kernel, strides, firstRow, firstColumn } = descriptor;
  if (opcode === 'EXPAND' && kernel[1] > 255) {
    const reason = `its input's ${grouped(kernel[1])} channels cannot be packed into words`;
    throw refuse(reason, 'Use a multiple of 8, or at most 255.');
  }
  for (const [field, name] of Object.entries(u16)) check(name, descriptor[field as keyof typeof u16], 0xffff);
  for (const first of [firstRow, firstColumn]) check('padding', Math.abs(first), 0x7fff);
  for (const size of kernel) check('kernel or pool size', size, 255);
  for (const stride of strides) check('stride', stride, 255);
}
