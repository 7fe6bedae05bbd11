// A PAD that stands alone, as an instruction of the core: each value times one, where a tap outside the input reads its zero point.
// Padding of channels is a convolution with ones on its diagonal.
import type { PadOperation } from '../quantize/quantized-network.ts';
import { type Instruction, makeInstruction, stepsOfTap } from './instruction.ts';
import type { Lowering } from './lowering.ts';
import { encodeRecords, encodeUniformRecord, RECORD_BYTES, UNIT } from './parameters.ts';
import { placePadded, WORD } from './tensor-layout.ts';
import { orderConvolutionWeights } from './weights.ts';

export function lowerPad({ pads }: PadOperation, { core, input, source, output, tables }: Lowering): Instruction[] {
  const [[top], [left], [front]] = pads;
  const common = {
    outside: source.zeroPoint,
    outputZeroPoint: source.zeroPoint,
    firstRow: 0 - top,
    firstColumn: 0 - left,
  };
  const [channels, filters] = [source.shape[2], output.shape[2]];
  if (channels === filters) {
    const descriptor = { ...common, opcode: 'DEPTHWISE', constantFactor: true, constant: 1, groupPitch: WORD } as const;
    const records = encodeUniformRecord(-source.zeroPoint, UNIT);
    return [makeInstruction(input, placePadded(output), descriptor, { records, tables })];
  }
  const diagonal = new Int8Array(filters * channels);
  const bias = new Int32Array(filters);
  for (let channel = 0; channel < channels; channel++) {
    diagonal[(front + channel) * channels + channel] = 1;
    bias[front + channel] = -source.zeroPoint;
  }
  const { channelPitch, ...steps } = stepsOfTap(channels, core);
  const descriptor = {
    ...common,
    ...steps,
    opcode: 'CONV',
    groupWeights: channelPitch,
    recordPitch: RECORD_BYTES,
  } as const;
  const weights = orderConvolutionWeights(diagonal, filters, channels, channelPitch);
  const records = encodeRecords(bias, new Array(filters).fill(UNIT));
  return [makeInstruction(input, placePadded(output), descriptor, { weights, records, tables })];
}
