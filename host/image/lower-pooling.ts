// MAX_POOL_2D, AVERAGE_POOL_2D and MEAN as instructions of the core. An average is a depthwise convolution with one weight for every tap;
// the division is in the multiplier.
import { meanMultiplier, quantizeMultiplier } from '../quantize/multiplier.ts';
import { clampRange } from '../quantize/operation-geometry.ts';
import type { ActivationTensor, MeanOperation, PoolOperation } from '../quantize/quantized-network.ts';
import { describeInput, describeOutput, describeWindow, type LoweredLayer } from './lowered-layer.ts';
import { encodeUniformRecord, RECORD_BYTES } from './parameters.ts';
import { type PlacedTensor, WORD } from './tensor-layout.ts';

/** A weight of 64 gives the sum six more bits, so that the requantizer's two roundings come out as one: half away from zero. */
const AVERAGE_WEIGHT = 64;

/** Channels do not mix. */
const byChannel = { depth: 1, groupPitch: WORD };

export function lowerPool(operation: PoolOperation, input: PlacedTensor, output: ActivationTensor): LoweredLayer {
  const { filter, padding } = operation;
  const average = operation.operator === 'AVERAGE_POOL_2D';
  // With SAME a window may hold fewer taps than its size, with VALID never.
  const counts = average ? (padding === 'SAME' ? upTo(filter[0] * filter[1]) : [filter[0] * filter[1]]) : [];
  return {
    operation,
    instruction: {
      ...describeInput(input),
      ...describeWindow(filter, operation, input.tensor, output),
      ...describeOutput(output),
      ...byChannel,
      opcode: average ? 'AVERAGE_POOL' : 'MAX_POOL',
      outputZeroPoint: 0,
      clamp: clampRange(operation.activation, output),
      parametersStep: counts.length > 1 ? RECORD_BYTES : 0,
    },
    weights: new Uint8Array(0),
    tapWeight: average ? AVERAGE_WEIGHT : 0,
    parameters: concatenate(
      counts.map((count) => encodeUniformRecord(0, quantizeMultiplier(1 / (count * AVERAGE_WEIGHT)))),
    ),
    macs: 0,
  };
}

export function lowerMean(operation: MeanOperation, input: PlacedTensor, output: ActivationTensor): LoweredLayer {
  const [rows, columns] = input.tensor.shape;
  const count = rows * columns;
  return {
    operation,
    instruction: {
      ...describeInput(input),
      ...describeOutput(output),
      ...byChannel,
      opcode: 'AVERAGE_POOL',
      outputZeroPoint: output.zeroPoint,
      clamp: [-128, 127],
      kernel: [rows, columns],
      strides: [1, 1],
      padTop: 0,
      padLeft: 0,
      parametersStep: 0,
    },
    weights: new Uint8Array(0),
    tapWeight: 1,
    parameters: encodeUniformRecord(-count * input.tensor.zeroPoint, meanMultiplier(count, input.tensor, output)),
    macs: 0,
  };
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
