// A layer as the core will run it, before it has addresses.
import { paddingBefore } from '../quantize/operation-geometry.ts';
import type { ActivationTensor, QuantizedOperation } from '../quantize/quantized-network.ts';
import type { Descriptor } from './descriptor.ts';
import { UnsupportedLayerError } from './image-errors.ts';
import { alignToWord, type PlacedTensor, WORD } from './tensor-layout.ts';

export interface LoweredLayer {
  readonly operation: QuantizedOperation;
  readonly instruction: Omit<
    Descriptor,
    'slot' | 'inputAddress' | 'outputAddress' | 'weightsAddress' | 'parametersAddress'
  >;
  /** In the core's order; empty for pooling. */
  readonly weights: Uint8Array;
  /** Of every tap, where an AVERAGE_POOL has no weights in memory. */
  readonly tapWeight: number;
  readonly parameters: Uint8Array;
  readonly macs: number;
}

/** The part of an instruction that says how its input lies in memory. */
export function describeInput({ tensor, pixelPitch, dense }: PlacedTensor) {
  const [rows, columns] = tensor.shape;
  return {
    dense,
    inputZeroPoint: tensor.zeroPoint,
    inputRows: rows,
    inputColumns: columns,
    inputRowPitch: columns * pixelPitch,
    inputPixelPitch: pixelPitch,
  };
}

/** The part that says how a window of `kernel` [rows, columns] walks over the input. */
export function describeWindow(
  kernel: readonly [number, number],
  { strides, padding }: { readonly strides: readonly [number, number]; readonly padding: 'SAME' | 'VALID' },
  { shape: [inputRows, inputColumns] }: ActivationTensor,
  { shape: [outputRows, outputColumns] }: ActivationTensor,
) {
  return {
    kernel,
    strides,
    padTop: paddingBefore(inputRows, outputRows, kernel[0], strides[0], padding),
    padLeft: paddingBefore(inputColumns, outputColumns, kernel[1], strides[1], padding),
  };
}

/** The part that says what is written. */
export function describeOutput({ shape: [outputRows, outputColumns, channels] }: ActivationTensor) {
  const outputPixelPitch = alignToWord(channels);
  return { outputRows, outputColumns, groups: outputPixelPitch / WORD, outputPixelPitch };
}

const limits = {
  depth: 0xffff,
  groups: 0xffff,
  padTop: 0xff,
  padLeft: 0xff,
  inputRows: 0xffff,
  inputColumns: 0xffff,
  outputRows: 0xffff,
  outputColumns: 0xffff,
  outputPixelPitch: 0xffff,
} as const;

/** Throws `UnsupportedLayerError` where a descriptor's field is too narrow for the layer. */
export function checkFields({ operation, instruction }: LoweredLayer): void {
  const fail = (field: string, value: number, limit: number) => {
    const reason = `its ${field} is ${value}, the core takes at most ${limit}`;
    return new UnsupportedLayerError(operation.name, operation.operator, reason, 'Use a smaller one.');
  };
  for (const [field, limit] of Object.entries(limits)) {
    const value = instruction[field as keyof typeof limits];
    if (value > limit) throw fail(field, value, limit);
  }
  for (const size of instruction.kernel) if (size > 255) throw fail('kernel or pool size', size, 255);
  for (const stride of instruction.strides) if (stride > 255) throw fail('stride', stride, 255);
}
