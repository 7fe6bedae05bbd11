// MUL and PRELU as instructions of the core: multiplying each channel by its own factor is a 1×1 depthwise convolution.
import { factorMultiplier, identityMultiplier, type Multiplier } from '../quantize/multiplier.ts';
import { clampRange } from '../quantize/operation-geometry.ts';
import type { MulOperation, PreluOperation } from '../quantize/quantized-network.ts';
import { requantize } from '../quantize/requantize.ts';
import { copyInstruction, type Instruction, makeInstruction, nothing } from './instruction.ts';
import type { Lowering } from './lowering.ts';
import { encodeRecords, foldZeroPoint, RECORD_BYTES } from './parameters.ts';
import { encodePositive, encodeTable } from './second-pass.ts';
import { type PlacedTensor, placePadded, WORD } from './tensor-layout.ts';
import { orderDepthwiseWeights, sumByChannel } from './weights.ts';

/** The values of int8, in order. */
const int8Values = Array.from({ length: 256 }, (_, i) => i - 128);

export function lowerMul(operation: MulOperation, { input, source, output, tables }: Lowering): Instruction[] {
  const multiplier = factorMultiplier(operation, source, output);
  return [
    multiply(input, placePadded(output), operation.factors, multiplier, {
      clamp: clampRange(operation.activation, output),
      tables,
    }),
  ];
}

/**
 * First min(x, zero point) is multiplied, in place, which leaves the output's zero point of what is not negative; then the positive part is
 * added by a second pass.
 */
export function lowerPrelu(operation: PreluOperation, { input, source, output }: Lowering): Instruction[] {
  const placed = placePadded(output);
  const negative = Int8Array.from(int8Values, (x) => Math.min(x, source.zeroPoint));
  const { q, shift } = identityMultiplier(source, output);
  const positive = Int32Array.from(int8Values, (x) =>
    // Beyond ±255 the sum saturates in any case.
    Math.min(255, Math.max(-255, requantize(Math.max(0, x - source.zeroPoint), q, shift))),
  );
  return [
    copyInstruction(input, placed, encodeTable(negative)),
    multiply(
      { ...placed, zeroPoint: source.zeroPoint },
      placed,
      operation.factors,
      factorMultiplier(operation, source, output),
      {
        clamp: [-128, 127],
      },
    ),
    copyInstruction(input, placed, encodePositive(positive, output.zeroPoint)),
  ];
}

interface MultiplyOptions {
  readonly clamp: readonly [number, number];
  /** The second pass's. */
  readonly tables?: Uint8Array;
}

/** A factor beyond int8 is a sum of three: the window's rows, which lie on one another, read the same pixel three times. */
function multiply(
  input: PlacedTensor,
  output: PlacedTensor,
  factors: Int32Array,
  multiplier: Multiplier,
  { clamp, tables = nothing }: MultiplyOptions,
): Instruction {
  const taps = factors.every((factor) => factor === clampInt8(factor)) ? 1 : 3;
  const channels = factors.length;
  const weights = new Int8Array(taps * channels);
  for (const [channel, factor] of factors.entries()) {
    for (let tap = 0, rest = factor; tap < taps; tap++) {
      weights[tap * channels + channel] = clampInt8(rest);
      rest -= weights[tap * channels + channel];
    }
  }
  const pixels = input.shape[0] * input.shape[1];
  const descriptor = {
    opcode: 'DEPTHWISE',
    kernel: [taps, 1],
    inputRowPitch: 0,
    groupPitch: WORD,
    groupWeights: taps,
    recordPitch: RECORD_BYTES,
    outputZeroPoint: output.zeroPoint,
    clamp,
  } as const;
  const bias = foldZeroPoint(new Int32Array(channels), sumByChannel(weights, channels), input.zeroPoint);
  return makeInstruction(
    { ...input, shape: [taps, pixels, channels] },
    { ...output, shape: [1, pixels, channels] },
    descriptor,
    {
      weights: orderDepthwiseWeights(weights, channels),
      records: encodeRecords(bias, new Array<Multiplier>(channels).fill(multiplier)),
      tables,
    },
  );
}

function clampInt8(value: number): number {
  return Math.min(127, Math.max(-128, value));
}
