// A layer as the core will run it, before it has addresses.
import type { QuantizedOperation } from '../quantize/quantized-network.ts';
import type { Descriptor } from './descriptor.ts';
import { UnsupportedLayerError } from './image-errors.ts';
import type { PlacedTensor } from './tensor-layout.ts';

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

/** The part of an instruction that says how a window walks over a tensor. */
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
