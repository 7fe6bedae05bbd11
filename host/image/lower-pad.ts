// A PAD that stands alone, as an instruction of the core: each value times one, where a tap outside the input reads its zero point.
import type { PadOperation } from '../quantize/quantized-network.ts';
import { describeConstant, type Instruction, makeInstruction } from './instruction.ts';
import type { Lowering } from './lowering.ts';
import { encodeUniformRecord, UNIT } from './parameters.ts';
import { pickChannels } from './pick-channels.ts';
import { placePadded, WORD } from './tensor-layout.ts';

export function lowerPad({ pads }: PadOperation, { core, input, source, output, tables }: Lowering): Instruction[] {
  const [[top], [left], [front]] = pads;
  const [channels, filters] = [source.shape[2], output.shape[2]];
  const first = [0 - top, 0 - left] as const;
  if (channels !== filters) {
    const picked = Array.from({ length: filters }, (_, filter) => {
      const channel = filter - front;
      return channel >= 0 && channel < channels ? channel : undefined;
    });
    return [pickChannels(input, placePadded(output), picked, core, { first, tables })];
  }
  const placed = placePadded(output);
  const ones = describeConstant(1, placed);
  const descriptor = {
    ...ones.descriptor,
    opcode: 'DEPTHWISE',
    groupPitch: WORD,
    outside: source.zeroPoint,
    outputZeroPoint: source.zeroPoint,
    firstRow: first[0],
    firstColumn: first[1],
  } as const;
  const records = encodeUniformRecord(-source.zeroPoint, UNIT);
  return [makeInstruction(input, placed, descriptor, { weights: ones.weights, records, tables })];
}
